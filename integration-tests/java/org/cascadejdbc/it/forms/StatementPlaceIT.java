package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.MysqlConnectionPoolDataSource;
import com.mysql.cj.jdbc.MysqlPooledConnection;
import com.mysql.cj.jdbc.MysqlXAConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Hiding;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A statement is executed where its driver executes it: Connector/J in the database in which it was made, a prepared one of
 * the server in that in which it was prepared. The rows that go, and the database afterwards, are those of the driver alone.
 */
class StatementPlaceIT {
    private static final String DELETE = "DELETE FROM p WHERE id = ";

    private interface Use {
        void of(Connection connection, String other) throws SQLException;
    }

    private static final Map<String, Use> USES = uses();

    private static Map<String, Use> uses() {
        Map<String, Use> uses = new LinkedHashMap<>();
        uses.put("made, moved, executed", (c, other) -> {
            Statement made = c.createStatement();
            move(c, other);
            made.executeUpdate(DELETE + 1);
            made.execute(DELETE + 2);
        });
        uses.put("executed in both", (c, other) -> {
            Statement made = c.createStatement();
            made.execute(DELETE + 1);
            move(c, other);
            made.execute(DELETE + 2);
            execute(c, DELETE + 1);
            made.execute(DELETE + 3);
        });
        uses.put("prepared, moved", (c, other) -> {
            PreparedStatement made = c.prepareStatement(DELETE + "?");
            move(c, other);
            made.setInt(1, 1);
            made.executeUpdate();
        });
        uses.put("prepared, executed, moved", (c, other) -> {
            PreparedStatement made = c.prepareStatement(DELETE + "?");
            made.setInt(1, 3);
            made.executeUpdate();
            move(c, other);
            made.setInt(1, 1);
            made.execute();
            made.setInt(1, 1);
            made.execute();
        });
        uses.put("prepared, asked, moved", (c, other) -> {
            PreparedStatement made = c.prepareStatement(DELETE + "?");
            made.getParameterMetaData().getParameterCount();
            move(c, other);
            made.setInt(1, 1);
            made.executeUpdate();
        });
        uses.put("prepared, moved, failed, moved back", (c, other) -> {
            String here = text(c, "SELECT DATABASE()");
            PreparedStatement made = c.prepareStatement(DELETE + "?");
            move(c, "information_schema");
            made.setInt(1, 1);
            try {
                made.executeUpdate();
            } catch (SQLException e) {
                move(c, other);
            }
            made.setInt(1, 1);
            made.executeUpdate();
            move(c, here);
            made.setInt(1, 2);
            made.executeUpdate();
        });
        uses.put("prepared, executed, closed, moved, prepared", (c, other) -> {
            String here = text(c, "SELECT DATABASE()");
            for (int i = 1; i <= 4; i++) {
                move(c, i % 2 == 1 ? here : other);
                try (PreparedStatement made = c.prepareStatement(DELETE + "?")) {
                    made.setInt(1, i);
                    made.executeUpdate();
                }
            }
        });
        uses.put("prepared, USE", (c, other) -> {
            PreparedStatement made = c.prepareStatement(DELETE + "?");
            execute(c, "USE " + other);
            made.setInt(1, 1);
            made.executeUpdate();
        });
        uses.put("USE, prepared, moved back", (c, other) -> {
            String here = text(c, "SELECT DATABASE()");
            execute(c, "USE " + other);
            PreparedStatement made = c.prepareStatement(DELETE + "?");
            move(c, here);
            made.setInt(1, 1);
            made.executeUpdate();
        });
        uses.put("made, USE", (c, other) -> {
            Statement made = c.createStatement();
            execute(c, "USE " + other);
            made.executeUpdate(DELETE + 1);
        });
        uses.put("USE, made, moved to the same", (c, other) -> {
            execute(c, "USE " + other);
            Statement made = c.createStatement();
            move(c, other);
            made.executeUpdate(DELETE + 1);
        });
        for (int size : new int[] {1, 3, 4, 5}) {
            uses.put("batch of " + size, (c, other) -> {
                Statement made = c.createStatement();
                made.addBatch(DELETE + 1);
                move(c, other);
                for (int i = 2; i <= size; i++) {
                    made.addBatch(DELETE + i);
                }
                made.executeBatch();
            });
            uses.put("prepared batch of " + size, (c, other) -> {
                PreparedStatement made = c.prepareStatement(DELETE + "?");
                move(c, other);
                for (int i = 1; i <= size; i++) {
                    made.setInt(1, i);
                    made.addBatch();
                }
                made.executeBatch();
            });
        }
        uses.put("in a transaction", (c, other) -> {
            c.setAutoCommit(false);
            Statement made = c.createStatement();
            move(c, other);
            made.executeUpdate(DELETE + 1);
            c.rollback();
            made.executeUpdate(DELETE + 2);
            c.commit();
        });
        uses.put("an error", (c, other) -> {
            Statement made = c.createStatement();
            move(c, other);
            try {
                made.executeUpdate("DELETE FROM p WHERE missing = 1");
                throw new AssertionError("no error");
            } catch (SQLException e) {
                execute(c, DELETE + 1);
            }
        });
        return uses;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "&useServerPrepStmts=true", "&useServerPrepStmts=true&cachePrepStmts=false", "&useServerPrepStmts=true&disablePipeline=true",
        "&useCatalogTerm=SCHEMA&useServerPrepStmts=true", "&useBulkStmts=true", "&useServerPrepStmts=true&useBulkStmts=true",
        "&rewriteBatchedStatements=true", "&allowMultiQueries=true"
    })
    void rowsGoWhereMariaDbsDriverExecutes(String options) throws SQLException {
        compare(Database.MARIADB, options);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "&useServerPrepStmts=true", "&useServerPrepStmts=true&cachePrepStmts=true", "&databaseTerm=SCHEMA",
        "&databaseTerm=SCHEMA&useServerPrepStmts=true", "&rewriteBatchedStatements=true",
        "&rewriteBatchedStatements=true&useServerPrepStmts=true", "&useLocalSessionState=true", "&allowMultiQueries=true"
    })
    void rowsGoWhereTheDriverExecutes(String options) throws SQLException {
        compare(Database.MYSQL, options);
    }

    /** The driver's own wrapper around a connection of one use. */
    private static final class Pooled extends MysqlConnectionPoolDataSource {
        private static final long serialVersionUID = 1;

        private final boolean xa;

        Pooled(String url, boolean xa) {
            setUrl(url);
            this.xa = xa;
        }

        @Override
        public Connection getConnection() throws SQLException {
            JdbcConnection own = DriverManager.getConnection(getUrl()).unwrap(JdbcConnection.class);
            PooledConnection pooled = xa
                    ? new MysqlXAConnection(own, false)
                    : new MysqlPooledConnection(own);
            pooled.addConnectionEventListener(new ConnectionEventListener() {
                @Override
                public void connectionClosed(ConnectionEvent event) {
                    try {
                        pooled.close();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public void connectionErrorOccurred(ConnectionEvent event) {}
            });
            return pooled.getConnection();
        }
    }

    /** A pool's wrappers, and the driver's own pooled and XA connections, which show the driver's connection and no statement. */
    @Test
    void rowsGoWhereAHiddenDriverExecutes() throws SQLException {
        for (Hiding hiding : Hiding.values()) {
            compare(Database.MYSQL, "", hiding::of);
        }
        compare(Database.MYSQL, "&databaseTerm=SCHEMA", Hiding.BOTH::of);
        compare(Database.MYSQL, "", url -> new Pooled(url.url(), false));
        compare(Database.MYSQL, "", url -> new Pooled(url.url(), true));
    }

    @ParameterizedTest
    @EnumSource
    void rowsGoWhereAHiddenMariaDbDriverExecutes(Hiding hiding) throws SQLException {
        compare(Database.MARIADB, "", hiding::of);
    }

    private static void compare(Database database, String options) throws SQLException {
        compare(database, options, dataSource -> dataSource);
    }

    private static void compare(Database database, String options, Function<UrlDataSource, DataSource> around) throws SQLException {
        for (Map.Entry<String, Use> use : USES.entrySet()) {
            try (Space natives = Space.create(database);
                    Space ours = Space.create(database)) {
                fill(natives, ", FOREIGN KEY (pid) REFERENCES p (id) ON DELETE CASCADE");
                fill(ours, "");
                DataSource wrapped = CascadeDataSource.builder(around.apply(new UrlDataSource(ours.url() + options)))
                        .foreignKey("c", "pid").references("p", "id").onDelete(DeleteRule.CASCADE)
                        .build();
                boolean counted = !use.getKey().contains("batch"); // which the driver may send as one text
                assertThat(run(wrapped, use.getValue(), ours, counted)).as(use.getKey() + options)
                        .isEqualTo(run(around.apply(new UrlDataSource(natives.url() + options)), use.getValue(), natives, counted));
            }
        }
    }

    private static void fill(Space space, String key) throws SQLException {
        for (String prefix : new String[] {"", "@other."}) {
            space.run("CREATE TABLE " + prefix + "p (id INT PRIMARY KEY);"
                    + "CREATE TABLE " + prefix + "c (id INT PRIMARY KEY, pid INT, KEY (pid)" + key + ");"
                    + "INSERT INTO " + prefix + "p VALUES (1), (2), (3), (4), (5), (6);"
                    + "INSERT INTO " + prefix + "c VALUES (1, 1), (2, 2), (3, 3), (4, 4)");
        }
    }

    private static String run(DataSource dataSource, Use use, Space space, boolean count)
            throws SQLException {
        String own = space.say("@own");
        String other = space.say("@other");
        try (Connection connection = dataSource.getConnection()) {
            use.of(connection, other);
            String counted = count ? text(connection, "SELECT ROW_COUNT()") : ""; // of the way back, where there is one
            connection.setAutoCommit(true);
            String rows = text(connection, "SELECT CONCAT_WS(' ', (SELECT GROUP_CONCAT(id ORDER BY id) FROM " + own + ".p),"
                    + " (SELECT GROUP_CONCAT(id ORDER BY id) FROM " + own + ".c), '/',"
                    + " (SELECT GROUP_CONCAT(id ORDER BY id) FROM " + other + ".p),"
                    + " (SELECT GROUP_CONCAT(id ORDER BY id) FROM " + other + ".c))");
            return counted + " " + rows + (other.equals(text(connection, "SELECT DATABASE()")) ? " in the other" : " in its own");
        }
    }

    private static void move(Connection connection, String database) throws SQLException {
        connection.setCatalog(database); // one of them does nothing
        connection.setSchema(database);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
