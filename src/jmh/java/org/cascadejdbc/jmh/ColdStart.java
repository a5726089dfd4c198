package org.cascadejdbc.jmh;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeDataSourceBuilder;
import org.cascadejdbc.DeleteRule;

/**
 * How much longer the first DELETE takes than the second where the catalog is large, beside what the database takes to
 * answer the same queries to a program that only fetches the rows.
 */
public final class ColdStart {
    private static final int TABLES = 5_000;
    private static final int KEYS_OF_EACH = 2;
    private static final int ROUNDS = 9;

    /** What is asked before anything is deleted. */
    private static final Pattern QUESTION = Pattern.compile("(?s)(SELECT|PRAGMA)(?!.*\\bDELETE\\b).*");

    private final Connection raw;
    private final List<String> queries = new ArrayList<>();

    private ColdStart(Connection raw) {
        this.raw = raw;
    }

    /**
     * Measures it.
     *
     * @param url of a database that is empty, or has the tables of an earlier run
     */
    static void measure(String url) throws SQLException {
        try (Connection raw = DriverManager.getConnection(url)) {
            ColdStart coldStart = new ColdStart(raw);
            if (!coldStart.hasTables()) {
                coldStart.makeTables();
            }
            coldStart.report("declared keys", 0, TABLES - 1);
            coldStart.report("declared keys and 2,000 relations, with a plan over several tables", 2_000, 1_000);
        }
    }

    private boolean hasTables() throws SQLException {
        try (ResultSet last = raw.getMetaData().getTables(raw.getCatalog(), null, "t" + (TABLES - 1), null)) {
            return last.next();
        }
    }

    /** Each references a few that were made before it. */
    private void makeTables() throws SQLException {
        raw.setAutoCommit(false);
        try (Statement statement = raw.createStatement()) {
            for (int table = 0; table < TABLES; table++) {
                StringBuilder sql = new StringBuilder("CREATE TABLE t" + table + " (id INTEGER PRIMARY KEY, v INTEGER");
                for (int key = 1; key <= KEYS_OF_EACH; key++) {
                    sql.append(", r").append(key).append(" INTEGER");
                }
                for (int key = 1; key <= KEYS_OF_EACH; key++) {
                    sql.append(", FOREIGN KEY (r").append(key).append(") REFERENCES t")
                            .append(Math.max(0, table / 2 - key)).append(" (id) ON DELETE CASCADE");
                }
                statement.execute(sql + ")");
                for (int key = 1; key <= KEYS_OF_EACH; key++) {
                    statement.execute("CREATE INDEX t" + table + "_r" + key + " ON t" + table + " (r" + key + ")");
                }
                if (table % 500 == 0) {
                    raw.commit(); // PostgreSQL holds locks on all of them until then
                }
            }
        }
        raw.commit();
        raw.setAutoCommit(true);
    }

    private void report(String title, int relations, int target) throws SQLException {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ours[round] = firstDelete(relations, target);
            theirs[round] = replay();
            ratios[round] = ours[round] / theirs[round];
        }
        System.out.printf(Locale.ROOT,
                "%s: %d queries, first DELETE %.0f ms more, the queries alone %.0f ms, ratio %.2f%n", title, queries.size(), median(ours), median(theirs), median(ratios));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** In milliseconds, with nothing known yet, beyond what the same takes again. */
    private double firstDelete(int relations, int target) throws SQLException {
        CascadeDataSourceBuilder builder = CascadeDataSource.builder(new Source() {
            @Override
            public Connection getConnection() {
                return noted(Connection.class, raw);
            }
        });
        for (int table = 0; table < relations; table++) {
            builder.foreignKey("t" + (table + 1), "v").references("t" + table, "id").onDelete(DeleteRule.SET_NULL);
        }
        CascadeDataSource dataSource = builder.build();
        queries.clear();
        long start = System.nanoTime();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM t" + target + " WHERE id = 1");
            long second = System.nanoTime();
            List<String> asked = List.copyOf(queries);
            statement.executeUpdate("DELETE FROM t" + target + " WHERE id = 1");
            double milliseconds = (second - start - (System.nanoTime() - second)) / 1e6;
            queries.clear();
            queries.addAll(asked);
            return milliseconds;
        }
    }

    /** The same queries, with all their values. */
    private double replay() throws SQLException {
        long start = System.nanoTime();
        for (String query : queries) {
            try (Statement statement = raw.createStatement()) {
                for (boolean more = statement.execute(query); more; more = statement.getMoreResults()) {
                    fetch(statement.getResultSet());
                }
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void fetch(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
                rows.getObject(column);
            }
        }
    }

    /** The same object, but closing it does nothing, and its queries are written down. */
    private <T> T noted(Class<T> type, T object) {
        return type.cast(Proxy.newProxyInstance(
                ColdStart.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (object == raw && method.getName().equals("close")) {
                        return null;
                    }
                    if (method.getName().matches("execute(Query)?") && arguments != null
                            && QUESTION.matcher((String) arguments[0]).matches()) {
                        queries.add((String) arguments[0]);
                    }
                    try {
                        Object answer = method.invoke(object, arguments);
                        return method.getReturnType() == Statement.class
                                ? noted(Statement.class, (Statement) answer)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
