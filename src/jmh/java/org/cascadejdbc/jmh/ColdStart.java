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
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeDataSourceBuilder;
import org.cascadejdbc.DeleteRule;

/**
 * How long the first DELETE takes where the catalog is large, beside what the database takes to answer the same queries
 * to a program that only fetches the rows.
 */
public final class ColdStart {
    private static final int TABLES = 5_000;
    private static final int KEYS_OF_EACH = 2;
    private static final int ROUNDS = 9;

    private final Connection raw;
    private final List<String> queries = new ArrayList<>();

    private ColdStart(Connection raw) {
        this.raw = raw;
    }

    /**
     * Measures it.
     *
     * @param arguments the URL of an empty database, if not SQLite in memory
     */
    public static void main(String[] arguments) throws SQLException {
        String url = arguments.length > 0 ? arguments[0] : "jdbc:sqlite::memory:";
        try (Connection raw = DriverManager.getConnection(url)) {
            ColdStart coldStart = new ColdStart(raw);
            coldStart.makeTables();
            coldStart.report("declared keys", 0);
            coldStart.report("declared keys and 2,000 relations", 2_000);
        }
    }

    /** Each references a few that were made before it. */
    private void makeTables() throws SQLException {
        raw.setAutoCommit(false);
        try (Statement statement = raw.createStatement()) {
            for (int table = 0; table < TABLES; table++) {
                StringBuilder sql = new StringBuilder("CREATE TABLE t" + table + " (id INTEGER PRIMARY KEY, v INTEGER");
                for (int key = 1; key <= KEYS_OF_EACH; key++) {
                    sql.append(", r").append(key).append(" INTEGER REFERENCES t").append(Math.max(0, table / 2 - key))
                            .append(" (id) ON DELETE CASCADE");
                }
                statement.execute(sql + ")");
            }
        }
        raw.commit();
        raw.setAutoCommit(true);
    }

    private void report(String title, int relations) throws SQLException {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ours[round] = firstDelete(relations);
            theirs[round] = replay();
            ratios[round] = ours[round] / theirs[round];
        }
        System.out.printf(Locale.ROOT, "%s: %d queries, first DELETE %.0f ms, the queries alone %.0f ms, ratio %.2f%n",
                title, queries.size(), median(ours), median(theirs), median(ratios));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** In milliseconds, with nothing known yet. */
    private double firstDelete(int relations) throws SQLException {
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
            statement.executeUpdate("DELETE FROM t" + (TABLES - 1) + " WHERE id = 1");
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** The same queries, with all their values. */
    private double replay() throws SQLException {
        long start = System.nanoTime();
        for (String query : queries) {
            try (Statement statement = raw.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        rows.getObject(column);
                    }
                }
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** The same object, but closing it does nothing, and its queries are written down. */
    private <T> T noted(Class<T> type, T object) {
        return type.cast(Proxy.newProxyInstance(
                ColdStart.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (object == raw && method.getName().equals("close")) {
                        return null;
                    }
                    if (method.getName().equals("executeQuery") && arguments != null) {
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
