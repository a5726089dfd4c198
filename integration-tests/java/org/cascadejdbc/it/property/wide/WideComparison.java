package org.cascadejdbc.it.property.wide;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.UrlDataSource;

/** A wide case built twice, with native keys and for us: what its acts do on both must be the same. */
final class WideComparison implements AutoCloseable {
    /** The native twin cannot be built: the database takes no such key, or no such name. */
    static final class Impossible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Impossible(SQLException because) {
            super(because);
        }
    }

    private final WideCase schema;
    private final WidePlace twin;
    private final WidePlace ours;
    private boolean apart;

    private WideComparison(WideCase schema, WidePlace twin, WidePlace ours) {
        this.schema = schema;
        this.twin = twin;
        this.ours = ours;
    }

    static WideComparison build(WideCase drawn) throws SQLException {
        WidePlace twin = WidePlace.create(drawn.database().twin(), drawn.suffix());
        try {
            WideCase accepted = accepted(drawn, twin);
            WidePlace ours = WidePlace.create(drawn.database(), drawn.suffix());
            try {
                ours.check(false);
                ours.runAll(withLog(accepted.create(accepted.declared())));
                ours.runAll(rows(accepted));
                ours.runAll(accepted.elsewhere(accepted.declared()));
                return new WideComparison(accepted, twin, ours);
            } catch (SQLException e) {
                ours.close();
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            twin.close();
            throw e;
        }
    }

    /** With those rows alone that the native keys take: what is equal, and what references what, the database says. */
    private static WideCase accepted(WideCase drawn, WidePlace twin) throws SQLException {
        try {
            twin.runAll(withLog(drawn.create(drawn.keys())));
        } catch (SQLException e) {
            throw new Impossible(e);
        }
        twin.check(true);
        List<WideTable> tables = new ArrayList<>();
        for (WideTable table : drawn.tables()) {
            List<List<String>> rows = new ArrayList<>();
            for (List<String> row : table.rows()) {
                try {
                    twin.run(table.insert("", row));
                    rows.add(row);
                } catch (SQLException e) {
                    // then it is in no twin
                }
            }
            tables.add(table.withRows(rows));
        }
        twin.check(false);
        WideCase accepted = drawn.withTables(tables);
        try {
            twin.runAll(accepted.elsewhere(accepted.keys()));
        } catch (SQLException e) {
            throw new Impossible(e);
        }
        return accepted;
    }

    private static List<String> withLog(List<String> statements) {
        List<String> all = new ArrayList<>(statements);
        all.add("CREATE TABLE cj_log (x int)");
        return all;
    }

    private static List<String> rows(WideCase schema) {
        return schema.tables().stream()
                .flatMap(table -> table.rows().stream().map(row -> table.insert("", row)))
                .toList();
    }

    WideCase schema() {
        return schema;
    }

    /** What differs, {@code null} if nothing does. */
    String compare(WideAct act, Map<WideTolerance, Integer> tolerated) throws SQLException {
        List<String> before = content(twin, act);
        List<String> expected = new ArrayList<>(WideSession.run(twin, nativeSource(act), nativeAct(act)));
        expected.addAll(content(twin, act));
        if (schema.database() == Database.SQLITE && !rows(twin, "PRAGMA foreign_key_check").isEmpty()) {
            expected.add(WideTolerance.ORPHANS);
        }
        List<String> actual = new ArrayList<>(WideSession.run(ours, ourSource(act), act));
        actual.addAll(content(ours, act));
        reset(twin, act);
        reset(ours, act);
        List<String> wanted = withoutRemarks(expected);
        List<String> was = withoutRemarks(actual);
        if (wanted.equals(was)) {
            return null;
        }
        WideTolerance tolerance = WideTolerance.of(schema, act, before, wanted, was, actual, expected);
        if (tolerance != null) {
            tolerated.merge(tolerance, 1, Integer::sum);
            apart |= act.moved();
            return null;
        }
        return differences(expected, actual);
    }

    /** Whether the other schema's rows, which are not put back, are not the same any more. */
    boolean isApart() {
        return apart;
    }

    private static List<String> withoutRemarks(List<String> told) {
        return told.stream().filter(line -> !line.startsWith("#")).toList();
    }

    /** First what differs, by which mismatches are told apart. */
    private static String differences(List<String> expected, List<String> actual) {
        List<String> wanted = expected.stream().filter(line -> !actual.contains(line)).toList();
        List<String> was = actual.stream().filter(line -> !expected.contains(line)).toList();
        String of = wanted.stream().filter(line -> !line.startsWith("#")).findFirst().orElse("more");
        return of.replaceAll(":.*", "") + " differs\n  native: " + String.join("\n          ", wanted) + "\n  ours:   "
                + String.join("\n          ", was);
    }

    private DataSource nativeSource(WideAct act) {
        String pragma = schema.database() == Database.SQLITE && !act.implicit() ? "foreign_keys=true" : "";
        return twin.dataSource(parameters(twin, nativeAct(act), pragma));
    }

    /** Keys that the session turns off rest; what relations say, and what we are told to emulate, holds. */
    private WideAct nativeAct(WideAct act) {
        if (schema.mode() == Mode.AUTO) {
            return act;
        }
        return new WideAct(act.settings().stream().filter(setting -> !setting.off()).toList(), act.before(), act.late(),
                act.meanwhile(), act.way(), act.inTransaction(), act.moved(), act.counted(), act.sql(), act.values(),
                act.implicit());
    }

    private DataSource ourSource(WideAct act) {
        Map<String, String> options = new HashMap<>();
        if (schema.mode() == Mode.EMULATE) {
            options.put("cascade.strategy", "emulate");
        } else if (schema.mode() == Mode.KEEP) {
            options.put("cascade.sqliteForeignKeys", "keep");
        }
        UrlDataSource delegate = ours.dataSource(parameters(ours, act, ""));
        List<String> relations = schema.relations().stream().map(ours::say).toList();
        return relations.isEmpty() ? Ours.over(delegate, options) : Ours.withRelationsFile(delegate, options,
                relations);
    }

    private static String parameters(WidePlace place, WideAct act, String first) {
        List<String> parameters = new ArrayList<>(List.of(first));
        act.settings().forEach(setting -> parameters.add(place.say(setting.url())));
        return parameters.stream().filter(parameter -> !parameter.isEmpty()).collect(Collectors.joining("&"));
    }

    /** Every row of every table, in this schema and in the other one. */
    private List<String> content(WidePlace place, WideAct act) throws SQLException {
        List<String> content = new ArrayList<>();
        for (WideTable table : schema.tables()) {
            content.add("rows of " + table.name().written() + ": " + rows(place, query(table,
                    schema.database() == Database.SQLITE ? "main." : "@own.")));
            if (schema.database() != Database.SQLITE) {
                content.add("rows of another " + table.name().written() + ": " + rows(place, query(table, "@other.")));
            }
        }
        if (!act.late().isEmpty()) {
            content.add("rows of late: " + rows(place, "SELECT count(*) FROM cj_late"));
        }
        content.add("log: " + rows(place, "SELECT count(*) FROM cj_log"));
        return content;
    }

    private String query(WideTable table, String qualifier) {
        return "SELECT " + table.columns().stream()
                .map(column -> column.shown().replace("@", column.name().exact()))
                .collect(Collectors.joining(", ")) + " FROM " + qualifier + table.name().exact();
    }

    private static List<String> rows(WidePlace place, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = place.admin().createStatement();
                ResultSet result = statement.executeQuery(place.say(query))) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row.toString());
            }
        } catch (SQLException e) {
            return List.of("none: " + e.getMessage().replace(place.other().replace("_o", ""), ""));
        }
        rows.sort(null);
        return rows;
    }

    private void reset(WidePlace place, WideAct act) throws SQLException {
        List<String> statements = new ArrayList<>();
        if (!act.late().isEmpty()) {
            statements.add("DROP TABLE IF EXISTS cj_late");
        }
        List<WideTable> backwards = new ArrayList<>(schema.tables());
        Collections.reverse(backwards);
        if (act.implicit()) {
            backwards.forEach(table -> statements.add("DROP TABLE IF EXISTS " + table.name().exact()));
            statements.addAll(schema.create(place == twin ? schema.keys() : schema.declared()));
        } else {
            backwards.forEach(table -> statements.add("DELETE FROM " + table.name().exact()));
        }
        statements.add("DELETE FROM cj_log");
        statements.addAll(rows(schema));
        place.runAll(statements);
    }

    @Override
    public void close() throws SQLException {
        try {
            twin.close();
        } finally {
            ours.close();
        }
    }

    /** The case as SQL that can be read. */
    String script() {
        List<String> lines = new ArrayList<>(schema.create(schema.keys()));
        lines.addAll(rows(schema));
        return twin.say(String.join(";\n", lines)) + ";\n-- ours in " + schema.mode() + ", relations "
                + schema.relations();
    }
}
