package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Function;

/**
 * The author of an SQLite file writes its defaults. What they call is called by no cascade of ours, since SQLite itself calls it
 * or not by rules that hold for a schema only: PRAGMA trusted_schema, SQLITE_DIRECTONLY.
 */
class SqliteDefaultIT {
    private static final int DIRECT_ONLY = 0x80000; // sqlite3.h

    /** Names that the application has put functions of its own under. */
    private static final List<String> NAMES =
            List.of("danger", "lower", "abs", "regexp", "match", "like", "glob", "current_timestamp", "->", "\u00fcnsafe", "load_extension");

    private final AtomicInteger calls = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {
        "danger()", "danger ()", "danger/**/()", "danger/* ( */ ( )", "danger--x\n()", "\"danger\"()", "[danger]()", "`danger`()",
        "DANGER(1, 2)", "/*'*/ danger() /*'*/", "--'\n danger() --'\n", "abs(danger())", "iif(1, danger(), 0)", "lower('A')", "abs(-9)",
        "'a' REGEXP 'b'", "'a' NOT REGEXP 'b'", "'a' MATCH 'b'", "'a' LIKE 'b'", "'a' GLOB 'b'", "CURRENT_TIMESTAMP", "'{}' -> 'a'",
        "\u00fcnsafe()", "load_extension('/nowhere')", "CASE WHEN danger() THEN 1 END", "CAST(danger() AS TEXT)", "-danger()", "1 + 8"})
    void callsNothing(String expression) throws SQLException {
        for (int flags : new int[] {0, DIRECT_ONLY}) {
            for (String trusted : List.of("ON", "OFF")) {
                String natively = told(expression, flags, trusted, false);
                String ours = told(expression, flags, trusted, true);
                assertThat(ours).as("%s %s %s", expression, flags, trusted).isIn(natively, "0A000, 0 calls, {1,9} {1}");
            }
        }
    }

    /** In a statement of the application's own it is called, whatever is trusted: so no text of the schema's may come into one. */
    @Test
    void aStatementCallsIt() throws SQLException {
        try (Space space = Space.create(Database.SQLITE);
                Connection connection = new WithFunctions(space.url(), DIRECT_ONLY, "OFF").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT danger/**/()");
            assertThat(calls).hasPositiveValue();
        }
    }

    private String told(String expression, int flags, String trusted, boolean ours) throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            space.run("CREATE TABLE p (id PRIMARY KEY)");
            space.run("CREATE TABLE c (id INTEGER PRIMARY KEY, p DEFAULT (" + expression + ")"
                    + (ours ? ")" : " REFERENCES p ON DELETE SET DEFAULT)"));
            space.run("INSERT INTO p VALUES (1), (9)");
            space.run("INSERT INTO c VALUES (1, 1)");
            DataSource delegate = new WithFunctions(space.url() + "&foreign_keys=true", flags, trusted);
            DataSource source = ours
                    ? Ours.withRelationsFile(delegate, Map.of(), List.of("ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id)"
                            + " ON DELETE SET DEFAULT"))
                    : delegate;
            calls.set(0);
            String told = "done";
            try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM p WHERE id = 1");
            } catch (SQLException e) {
                told = "0A000".equals(e.getSQLState()) ? "0A000" : "refused";
            }
            told += ", " + calls.get() + " calls, ";
            try (Connection connection = space.dataSource().getConnection(); Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT '{' || (SELECT group_concat(id) FROM p) || '} {'"
                            + " || (SELECT group_concat(p) FROM c) || '}'")) {
                return told + row.getString(1);
            }
        }
    }

    /** A driver's connections, on which the application has functions of its own. */
    private final class WithFunctions implements DataSource {
        private final String url;
        private final int flags;
        private final String trusted;

        WithFunctions(String url, int flags, String trusted) {
            this.url = url;
            this.flags = flags;
            this.trusted = trusted;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = DriverManager.getConnection(url);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA trusted_schema = " + trusted);
            }
            for (String name : NAMES) {
                Function.create(connection, name, new Function() {
                    @Override
                    protected void xFunc() throws SQLException {
                        calls.incrementAndGet();
                        result(9);
                    }
                }, -1, flags);
            }
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException(type.getName());
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
