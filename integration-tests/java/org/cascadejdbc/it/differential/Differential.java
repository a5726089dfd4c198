package org.cascadejdbc.it.differential;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Delete;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Outcome;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.Trial;

/** Runs a scenario through the library and beside it the same DELETEs on the native twin: both must do the same. */
public final class Differential {
    private static final int SHOWN = 8;

    private Differential() {}

    public static void compare(Scenario scenario, Database database, Mode mode) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(scenario, space, keys(mode));
            DataSource ours = ours(scenario, space, mode);
            try (Connection connection = ours.getConnection()) {
                for (Delete delete : scenario.deletes()) {
                    for (Trial trial : Trial.values()) {
                        if (scenario.isTransactional() || !trial.inTransaction()) {
                            compare(schema, connection, mode, delete, trial, differences);
                        }
                    }
                }
            }
        }
        if (!differences.isEmpty()) {
            Assertions.fail("[%s, %s, %s] differs from its twin %d times, first:%s".formatted(
                    scenario, database, mode, differences.size(),
                    String.join("", differences.subList(0, Math.min(SHOWN, differences.size())))));
        }
    }

    private static void compare(
            Schema schema, Connection connection, Mode mode, Delete delete, Trial trial, List<String> differences)
            throws SQLException {
        Scenario scenario = schema.scenario();
        Database database = schema.space().database();
        Outcome twin = Twins.outcome(scenario, delete, scenario.oracle(database), trial);
        List<String> found;
        try {
            Outcome outcome = trial.run(schema, connection, delete);
            found = outcome.differences(twin, counts(schema, delete, mode, trial));
        } catch (SQLException | AssertionError | RuntimeException e) {
            found = List.of(e.toString());
            schema.fill();
        }
        ScenarioTally.count(database, mode);
        for (String difference : found) {
            differences.add("\n" + delete + " as " + trial + ": " + difference);
        }
    }

    /** The right update counts: those of the native key, or of the rows that the predicate matches. */
    private static Set<Long> counts(Schema schema, Delete delete, Mode mode, Trial trial) throws SQLException {
        Scenario scenario = schema.scenario();
        Database database = schema.space().database();
        Set<Long> counts = new HashSet<>();
        if (database == Database.SQLITE && !trial.prepared()) {
            // sqlite-jdbc's plain Statement counts all changes of rows, those of the cascade too; a row that two keys
            // change is counted twice, or once, depending on the order of keys
            Outcome twin = Twins.outcome(scenario, delete, scenario.oracle(database), trial);
            long changed = rowsLostOrChanged(schema.initial(), twin.content());
            counts.add(twin.count());
            for (long twice = 0; twice <= (scenario.oracle(database) == database ? 0 : changed / 2); twice++) {
                counts.add(changed + twice);
            }
            return counts;
        }
        Outcome prepared = Twins.outcome(scenario, delete, scenario.oracle(database), Trial.PREPARED);
        counts.add(delete.matches().orElse(prepared.count()));
        if (mode == Mode.AUTO || database.isH2()) { // it may be the native cascade itself that counted; H2 takes literals otherwise
            counts.add(prepared.count());
            counts.add(Twins.outcome(scenario, delete, scenario.oracle(database), trial).count());
        }
        return counts;
    }

    private static long rowsLostOrChanged(String before, String after) {
        List<String> lost = rows(before);
        rows(after).forEach(lost::remove);
        return lost.size();
    }

    /** The rows of a content, each with its table's name. */
    private static List<String> rows(String content) {
        List<String> rows = new ArrayList<>();
        for (String table : content.split("\n", -1)) {
            int bracket = table.indexOf('[');
            if (bracket >= 0 && !table.endsWith("[]")) {
                for (String row : table.substring(bracket + 2, table.length() - 2).split("\\), \\(", -1)) {
                    rows.add(table.substring(0, bracket) + row);
                }
            }
        }
        return rows;
    }

    private static Schema.Keys keys(Mode mode) {
        return switch (mode) {
            case VIRTUAL -> Schema.Keys.ABSENT;
            case OVERRIDDEN -> Schema.Keys.NO_ACTION;
            case EMULATE, AUTO, KEEP -> Schema.Keys.AS_WANTED;
            case MIXED -> throw new IllegalArgumentException("random graphs only");
        };
    }

    private static DataSource ours(Scenario scenario, Space space, Mode mode) {
        Map<String, String> options =
                switch (mode) {
                    case EMULATE -> Map.of("cascade.strategy", "emulate");
                    case KEEP -> Map.of("cascade.sqliteForeignKeys", "keep");
                    case VIRTUAL, OVERRIDDEN, AUTO, MIXED -> Map.of();
                };
        if (!mode.needsRelations()) {
            return Ours.over(space.dataSource(), options);
        }
        // half of the scenarios each way in
        if (scenario.hasPlainNames() && Math.floorMod(scenario.toString().hashCode(), 2) == 0) {
            return Ours.withRelations(space.dataSource(), options, scenario.keys());
        }
        List<String> statements = scenario.keys().stream()
                .map(key -> space.say(key.alterTable(key.rule())))
                .toList();
        return Ours.withRelationsFile(space.dataSource(), options, statements);
    }
}
