package org.cascadejdbc.it.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;

/**
 * Random schemas, rows and DELETEs, as in {@link PropertyIT}: what {@code EXPLAIN CASCADE} counts is what the DELETE then
 * deletes, table by table, and where it says that the DELETE would fail, it does. {@code -Dproperty.seed} and
 * {@code -Dproperty.count} as there.
 */
class ExplainRandomIT {
    private static final long FIRST = Long.getLong("property.seed", 1);
    private static final int ON_SQLITE = 100;
    private static final int ON_SERVERS = 20;

    private int explained;
    private int refused;
    private int heldByDatabase;
    private int impossible;

    @OnDatabases(h2Lower = true)
    void countsWhatTheDeleteThenDeletes(Database database) throws SQLException {
        int count = Integer.getInteger("property.count", database == Database.SQLITE ? ON_SQLITE : ON_SERVERS);
        List<String> mismatches = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + count; seed++) {
            PropertyCase schema = PropertySchemas.generate(database, seed);
            try (PropertySpace space = PropertySpace.create(schema, schema.declared(), database);
                    Connection ours = PropertyComparison.dataSource(schema, space.space(), Map.of()).getConnection()) {
                for (PropertyDelete delete : schema.deletes()) {
                    String mismatch = mismatch(space, ours, delete);
                    if (mismatch != null) {
                        mismatches.add("-Dproperty.seed=" + seed + " " + schema.mode() + " "
                                + space.space().say(delete.toString()) + "\n" + mismatch + "\n"
                                + schema.script(schema.declared()) + "-- relations "
                                + schema.relations().stream().map(PropertyKey::alterTable).toList());
                    }
                }
            }
        }
        System.out.printf("ExplainRandomIT %s: %d explained, of which %d would fail; %d fail in the database alone; %d cannot be counted%n",
                database, explained, refused, heldByDatabase, impossible);
        assertThat(mismatches).isEmpty();
        assertThat(explained).isGreaterThan(refused);
        assertThat(refused).isPositive();
        assertThat(heldByDatabase + impossible).isLessThan(explained / 5);
    }

    private String mismatch(PropertySpace space, Connection ours, PropertyDelete delete) throws SQLException {
        List<Integer> values = delete.parameters().get(0);
        ours.setAutoCommit(false);
        try {
            Explained explanation;
            try {
                explanation = explain(space, ours, delete, values);
            } catch (SQLException e) {
                if (!e.getSQLState().equals("0A000")) {
                    return "the explanation failed: " + e;
                }
                impossible++;
                return null;
            }
            explained++;
            if (!space.content(ours).equals(space.initial())) {
                return "the explanation changed rows";
            }
            return mismatch(space, ours, delete, values, explanation);
        } finally {
            ours.rollback();
            ours.setAutoCommit(true);
        }
    }

    private String mismatch(
            PropertySpace space, Connection ours, PropertyDelete delete, List<Integer> values, Explained explanation)
            throws SQLException {
        try (Statement statement = ours.createStatement()) {
            statement.executeUpdate(space.space().say(delete.sql(values)));
        } catch (SQLException e) {
            refused += explanation.refused ? 1 : 0;
            heldByDatabase += explanation.refused ? 0 : 1;
            // A database that goes row by row, key by key, refuses what is possible: nothing of ours.
            boolean bySomeOrder = explanation.isNative || explanation.maybeRefused || space.database().isMySql()
                    || space.database() == Database.SQLITE || space.database().isH2();
            return explanation.refused || bySomeOrder ? null : "the DELETE failed: " + e + "\n" + explanation;
        }
        if (explanation.refused) {
            return "the DELETE should have failed\n" + explanation;
        }
        if (explanation.isNative && space.database().isMySql() && delete.sql().contains("SELECT")) {
            heldByDatabase++; // by itself MySQL asks the predicate again while its own cascade takes rows away
            return null;
        }
        Map<String, List<List<String>>> after = space.content(ours);
        for (Map.Entry<String, List<List<String>>> table : space.initial().entrySet()) {
            int gone = table.getValue().size() - after.get(table.getKey()).size();
            if (gone != explanation.deleted.getOrDefault(table.getKey(), 0L)) {
                return gone + " rows of " + table.getKey() + " are gone\n" + explanation;
            }
            Set<List<String>> before = new HashSet<>(table.getValue());
            long changed = after.get(table.getKey()).stream().filter(row -> !before.contains(row)).count();
            if (changed > explanation.updated.getOrDefault(table.getKey(), 0L)) {
                return changed + " rows of " + table.getKey() + " are changed\n" + explanation;
            }
        }
        return null;
    }

    /** What was told, by table. */
    private static final class Explained {
        private final Map<String, Long> deleted = new TreeMap<>();
        private final Map<String, Long> updated = new TreeMap<>();
        private final List<String> steps = new ArrayList<>();
        private boolean refused;
        /** Whether there are rows by which the database may refuse. */
        private boolean maybeRefused;
        private boolean isNative = true;

        Explained(ResultSet rows) throws SQLException {
            int step = 0;
            while (rows.next()) {
                assertThat(rows.getInt("step")).isEqualTo(++step);
                String action = rows.getString("action");
                String name = rows.getString("table_name");
                String table = name.substring(name.indexOf('.') + 1);
                long count = rows.getLong("row_count");
                switch (action) {
                    case "DELETE" -> deleted.merge(table, count, Long::sum);
                    case "SET NULL", "SET DEFAULT" -> updated.merge(table, count, Long::sum);
                    case "REFUSE" -> refused = true;
                    default -> {
                        assertThat(action).isEqualTo("CHECK");
                        maybeRefused |= count > 0;
                    }
                }
                isNative &= rows.getString("carried_out_by").equals("database");
                steps.add(action + " " + table + " " + count + " by " + rows.getString("foreign_key") + ", "
                        + rows.getString("carried_out_by") + ": " + rows.getString("reason"));
            }
        }

        @Override
        public String toString() {
            return String.join("\n", steps);
        }
    }

    private static Explained explain(PropertySpace space, Connection ours, PropertyDelete delete, List<Integer> values)
            throws SQLException {
        if (delete.way() == PropertyDelete.Way.STATEMENT) {
            try (Statement statement = ours.createStatement();
                    ResultSet rows = statement.executeQuery("EXPLAIN CASCADE " + space.space().say(delete.sql(values)))) {
                return new Explained(rows);
            }
        }
        try (PreparedStatement statement =
                ours.prepareStatement("explain /* what */ cascade\n" + space.space().say(delete.sql()))) {
            for (int i = 0; i < values.size(); i++) {
                statement.setInt(i + 1, values.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return new Explained(rows);
            }
        }
    }
}
