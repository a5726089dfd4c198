package org.cascadejdbc.inspect.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.inspect.check.Problem.Kind;
import org.cascadejdbc.inspect.check.Problem.Severity;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.Table;

/** Rows that reference a row which is not there. */
final class Orphans {
    private static final int SECONDS_TO_ANSWER = 5;
    private static final int LONGEST_SAMPLE = 80;

    /** How many there are, and some of them. */
    record Found(long count, List<Map<String, String>> samples) {}

    private final Connection connection;
    private final CheckQueries sql;
    private final KeyGraph graph;
    private final int samples;

    Orphans(Connection connection, CheckQueries sql, KeyGraph graph, int samples) {
        this.connection = connection;
        this.sql = sql;
        this.graph = graph;
        this.samples = samples;
    }

    /** A problem, if rows may be there that this user does not see: what is counted would not be true. */
    Optional<Problem> hidden(ForeignKey key) throws SQLException {
        for (Table table : Doctor.tables(graph, key)) {
            Optional<String> why = sql.hidden(connection, table);
            if (why.isPresent()) {
                return Optional.of(notChecked(key, why.get()));
            }
        }
        return Optional.empty();
    }

    /** The orphans of that key, if it has any; a key that cannot be checked is added to the problems. */
    Optional<Found> look(ForeignKey key, List<Problem> problems) throws SQLException {
        try {
            return sql.onlyLooking(connection, () -> found(key));
        } catch (PlanRefusedException e) {
            problems.add(notChecked(key, e.getMessage()));
            return Optional.empty();
        } catch (SQLException e) {
            if (!connection.isValid(SECONDS_TO_ANSWER)) {
                throw e;
            }
            problems.add(notChecked(key, "the database says: " + CheckQueries.words(e)
                    + ". If rights are missing, GRANT SELECT ON both tables TO this user"));
            return Optional.empty();
        }
    }

    private Optional<Found> found(ForeignKey key) throws SQLException {
        try (Statement statement = CheckQueries.statement(connection)) {
            statement.setMaxRows(0);
            long count = 0;
            try (ResultSet row = statement.executeQuery(sql.count(graph, key))) {
                row.next();
                count = row.getLong(1);
            }
            return count == 0 ? Optional.empty() : Optional.of(new Found(count, samples(statement, key)));
        }
    }

    private List<Map<String, String>> samples(Statement statement, ForeignKey key) throws SQLException {
        List<Map<String, String>> found = new ArrayList<>();
        if (samples == 0) {
            return found;
        }
        List<String> columns = sql.sampled(graph, key);
        try (ResultSet row = statement.executeQuery(sql.samples(graph, key, samples))) {
            while (row.next()) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    values.put(columns.get(i), shown(row.getString(i + 1)));
                }
                found.add(values);
            }
        }
        return found;
    }

    private static Problem notChecked(ForeignKey key, String why) {
        return new Problem(Kind.NOT_CHECKED, Severity.ERROR, key.referencing().toString(), key.name(),
                "could not look for orphans of the key " + Doctor.named(key) + ": " + why, List.of());
    }

    /** The finding, with both ways to repair it where there are two. */
    Problem problem(ForeignKey key, Found found) {
        boolean one = found.count() == 1;
        String reason = key.virtual()
                ? "Only the relations declare this key, so the database has kept none out"
                : key.watched()
                        ? "The database watches this key, so " + sql.howOrphansCome()
                        : "The database does not watch this key";
        String message = found.count() + (one ? " row of " : " rows of ") + key.referencing()
                + (one ? " references a row of " : " reference rows of ") + key.referenced()
                + (one ? " that does not exist" : " that do not exist") + ", by the key " + Doctor.named(key) + ". " + reason
                + ". Restore the referenced rows, or ";
        Optional<Stranger> stranger = Doctor.stranger(graph, key);
        return new Problem(Kind.ORPHANS, Severity.ERROR, key.referencing().toString(), key.name(), found.count(),
                found.samples(),
                message + stranger.map(other -> "let " + other.role() + " repair it: " + other.danger()).orElse("run one of the repairs"),
                stranger.isPresent() ? List.of() : remedies(key));
    }

    private List<Remedy> remedies(ForeignKey key) {
        List<Remedy> remedies = new ArrayList<>();
        OrphanRepair deleting = new OrphanRepair(graph, sql, Map.of(key, true));
        List<String> statements = deleting.statements();
        remedies.add(new Remedy("delete these rows"
                + (statements.size() > 1 ? ", and do with the rows that reference them what their keys' rules say" : "")
                + (deleting.complete() ? "" : " (this is only the first round: check again afterwards)"),
                statements));
        List<String> nullable = OrphanRepair.nullable(graph, key);
        if (!nullable.isEmpty()) {
            remedies.add(OrphanRepair.deletesByDefault(graph, key) ? 1 : 0, new Remedy(
                    "keep these rows, and set " + String.join(", ", nullable) + " to NULL",
                    new OrphanRepair(graph, sql, Map.of(key, false)).statements()));
        }
        return remedies;
    }

    /** A value of a sample, short enough to be read. */
    private static String shown(String value) {
        return value == null || value.length() <= LONGEST_SAMPLE ? value : value.substring(0, LONGEST_SAMPLE) + "…";
    }
}
