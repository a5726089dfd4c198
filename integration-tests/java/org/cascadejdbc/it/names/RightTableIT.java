package org.cascadejdbc.it.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One text, one connection, two tenants: between two executions the name comes to mean the other one's table, in ways
 * that no statement tells, or only the driver's own connection. A cache by the text alone would delete from the wrong one.
 */
class RightTableIT {
    private static final String DELETE = "DELETE FROM p WHERE id = ?";
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
            .key("c(p)", CASCADE, "p(id)");
    private static final List<String> RELATIONS =
            FAMILY.keys().stream().map(key -> key.alterTable(CASCADE)).toList();

    /** Makes unqualified names mean what they mean in that schema. */
    @FunctionalInterface
    interface Move {
        void to(Connection connection, String schema) throws SQLException;
    }

    private static Arguments way(Database database, String name, Move move) {
        return Arguments.of(database, name, move);
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                way(Database.POSTGRESQL, "SET", (connection, schema) -> run(connection, "SET search_path = " + schema)),
                way(Database.POSTGRESQL, "setSchema", Connection::setSchema),
                way(Database.POSTGRESQL, "inside a function", (connection, schema) ->
                        run(connection, "SELECT pg_temp.move('" + schema + "')")),
                way(Database.POSTGRESQL, "set_config", (connection, schema) ->
                        run(connection, "SELECT set_config('search_path', '" + schema + "', false)")),
                way(Database.POSTGRESQL, "in a DO block", (connection, schema) ->
                        run(connection, "DO 'BEGIN PERFORM set_config(''search_path'', ''" + schema + "'', false); END'")),
                way(Database.POSTGRESQL, "among several statements", (connection, schema) ->
                        run(connection, "SELECT 1; SET search_path = " + schema + "; SELECT 2")),
                way(Database.POSTGRESQL, "past us", (connection, schema) ->
                        run(raw(connection), "SET search_path = " + schema)),
                way(Database.POSTGRESQL, "a role with a path of its own", (connection, schema) -> {
                    run(connection, "SET search_path = \"$user\"");
                    run(connection, "SET ROLE " + schema);
                }),
                way(Database.POSTGRESQL, "a role, past us", (connection, schema) -> {
                    run(raw(connection), "SET search_path = \"$user\"");
                    run(raw(connection), "SET ROLE " + schema);
                }),
                way(Database.MYSQL, "USE", (connection, schema) -> run(connection, "USE " + schema)),
                way(Database.MYSQL, "setCatalog", Connection::setCatalog),
                way(Database.MYSQL, "past us", (connection, schema) -> run(raw(connection), "USE " + schema)),
                way(Database.MYSQL, "setCatalog past us", (connection, schema) -> raw(connection).setCatalog(schema)),
                way(Database.MARIADB, "USE", (connection, schema) -> run(connection, "USE " + schema)),
                way(Database.MARIADB, "setCatalog", Connection::setCatalog),
                way(Database.MARIADB, "in a block", (connection, schema) ->
                        run(connection, "BEGIN NOT ATOMIC EXECUTE IMMEDIATE 'USE " + schema + "'; END")),
                way(Database.MARIADB, "past us", (connection, schema) -> run(raw(connection), "USE " + schema)),
                way(Database.MARIADB, "setCatalog past us", (connection, schema) -> raw(connection).setCatalog(schema)));
    }

    private static Connection raw(Connection connection) throws SQLException {
        String driver = connection.getMetaData().getDriverName();
        return driver.startsWith("MySQL") ? connection.unwrap(com.mysql.cj.jdbc.JdbcConnection.class)
                : driver.startsWith("MariaDB") ? connection.unwrap(org.mariadb.jdbc.Connection.class)
                : connection.unwrap(org.postgresql.jdbc.PgConnection.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ways")
    void eachTenantsTablesCascadeInTheirOwnSchema(Database database, String name, Move move) throws SQLException {
        for (boolean inTransaction : new boolean[] {false, true}) {
            try (Tenants tenants = new Tenants(FAMILY, database, Schema.Keys.ABSENT, Schema.Keys.ABSENT)) {
                tenants.grant();
                try (Connection connection = Ours.withRelationsFile(tenants.one.dataSource(), Map.of(), RELATIONS)
                        .getConnection()) {
                    prepare(connection, database);
                    alternate(tenants, connection, move, inTransaction);
                }
            }
        }
    }

    /** What one tenant's DELETE leaves to the database, the other's does not. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ways")
    void whatOneTenantsDatabaseDoesTheOthersDoesNot(Database database, String name, Move move) throws SQLException {
        try (Tenants tenants = new Tenants(FAMILY, database, Schema.Keys.AS_WANTED, Schema.Keys.NO_ACTION)) {
            tenants.grant();
            try (Connection connection =
                    Ours.over(tenants.one.dataSource(), Map.of("cascade.noAction", "cascade")).getConnection()) {
                prepare(connection, database);
                alternate(tenants, connection, move, false);
            }
        }
    }

    private static void alternate(Tenants tenants, Connection connection, Move move, boolean inTransaction)
            throws SQLException {
        connection.setAutoCommit(!inTransaction);
        for (int id = 1; id <= 3; id++) {
            for (int tenant = 0; tenant < 2; tenant++) {
                move.to(connection, tenants.names[tenant]);
                try {
                    assertThat(delete(connection, id)).isEqualTo(1);
                } catch (SQLException e) {
                    // The other tenant's tables were not this role's to delete from, as the server says at once.
                    assertThat(e.getSQLState()).isEqualTo("42501");
                    assertThat(inTransaction).isTrue();
                    connection.rollback();
                    move.to(connection, tenants.names[tenant]);
                    assertThat(delete(connection, id)).isEqualTo(1);
                }
                if (inTransaction) {
                    connection.commit();
                }
                String first = left(id);
                String second = left(tenant == 1 ? id : id - 1);
                assertThat(tenants.first()).as("first tenant after " + id).isEqualTo(first);
                assertThat(tenants.second()).as("second tenant after " + id).isEqualTo(second);
            }
        }
        connection.setAutoCommit(true);
    }

    private static String left(int deleted) {
        List<String> p = List.of("(1)", "(2)", "(3)").subList(deleted, 3);
        List<String> c = List.of("(1,1)", "(2,2)", "(3,3)").subList(deleted, 3);
        return "p" + p + "\nc" + c + "\n";
    }

    /** SET LOCAL, or a path that is set in a transaction, ends with the transaction. */
    @OnDatabases(Database.POSTGRESQL)
    void aPathThatEndsWithTheTransaction(Database database) throws SQLException {
        for (String set : List.of("SET LOCAL search_path = ", "SELECT set_config('search_path', '%s', true)", "SET search_path = ")) {
            for (String end : List.of("ROLLBACK", "jdbc")) {
                try (Tenants tenants = new Tenants(FAMILY, database, Schema.Keys.ABSENT, Schema.Keys.ABSENT);
                        Connection connection = Ours.withRelationsFile(tenants.one.dataSource(), Map.of(), RELATIONS)
                                .getConnection()) {
                    assertThat(delete(connection, 1)).isEqualTo(1);
                    connection.setAutoCommit(false);
                    run(connection, set.contains("%s") ? set.formatted(tenants.names[1]) : set + tenants.names[1]);
                    assertThat(delete(connection, 3)).isEqualTo(1);
                    if (end.equals("jdbc")) {
                        connection.rollback();
                    } else {
                        run(connection, end);
                    }
                    assertThat(delete(connection, 2)).isEqualTo(1);
                    connection.commit();
                    assertThat(tenants.first()).isEqualTo(left(2));
                    assertThat(tenants.second()).isEqualTo(left(0));
                }
            }
        }
    }

    /** A pool puts the schema back when a connection returns to it: outside, so that it does so through us, and inside. */
    @OnDatabases({Database.POSTGRESQL, Database.MYSQL, Database.MARIADB})
    void aPoolsReset(Database database) throws SQLException {
        for (boolean outside : new boolean[] {true, false}) {
            try (Tenants tenants = new Tenants(FAMILY, database, Schema.Keys.ABSENT, Schema.Keys.ABSENT)) {
                HikariConfig config = new HikariConfig();
                config.setMaximumPoolSize(1);
                DataSource delegate = tenants.one.dataSource();
                config.setDataSource(outside ? Ours.withRelationsFile(delegate, Map.of(), RELATIONS) : delegate);
                if (database == Database.POSTGRESQL) {
                    config.setSchema(tenants.names[0]);
                } else {
                    config.setCatalog(tenants.names[0]);
                }
                try (HikariDataSource pool = new HikariDataSource(config)) {
                    DataSource ours = outside ? pool : Ours.withRelationsFile(pool, Map.of(), RELATIONS);
                    for (int id = 1; id <= 3; id++) {
                        try (Connection connection = ours.getConnection()) {
                            assertThat(delete(connection, id)).isEqualTo(1);
                            if (database == Database.POSTGRESQL) {
                                connection.setSchema(tenants.names[1]);
                            } else {
                                connection.setCatalog(tenants.names[1]);
                            }
                            assertThat(delete(connection, id)).isEqualTo(1);
                        }
                        assertThat(tenants.first()).isEqualTo(left(id));
                        assertThat(tenants.second()).isEqualTo(left(id));
                    }
                }
            }
        }
    }

    /** A temporary table that was made where we do not look: in a function, a procedure, on the driver's connection. */
    @OnDatabases
    void aTemporaryTableMadeBehindOurBack(Database database) throws SQLException {
        for (String shadowed : List.of("p", "c")) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                try (Connection connection =
                        Ours.withRelationsFile(space.dataSource(), Map.of(), RELATIONS).getConnection()) {
                    assertThat(delete(connection, 3)).isEqualTo(1);
                    makeTemporary(connection, space, shadowed);
                    SQLException refused = null;
                    try {
                        assertThat(delete(connection, 1)).isEqualTo(1);
                    } catch (SQLException e) {
                        refused = e;
                    }
                    run(connection, database == Database.SQLITE ? "DROP TABLE temp." + shadowed
                            : database.isMySql() ? "DROP TEMPORARY TABLE " + shadowed : "DROP TABLE pg_temp." + shadowed);
                    if (shadowed.equals("p")) {
                        assertThat((Throwable) refused).isNull();
                        assertThat(schema.content(connection)).as("the temporary table's row").isEqualTo("p[(1), (2)]\nc[(1,1), (2,2)]\n");
                    } else {
                        assertThat(schema.content(connection)).as("all or nothing: " + refused)
                                .isEqualTo(refused == null ? "p[(2)]\nc[(2,2)]\n" : "p[(1), (2)]\nc[(1,1), (2,2)]\n");
                    }
                }
            }
        }
    }

    /** Its columns are its own, and no statement about the other table's would fit it. */
    @OnDatabases(except = Database.SQLITE)
    void aTemporaryTableWithOtherColumns(Database database) throws SQLException {
        for (boolean inTransaction : new boolean[] {false, true}) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                try (Connection connection =
                        Ours.withRelationsFile(space.dataSource(), Map.of(), RELATIONS).getConnection()) {
                    assertThat(delete(connection, 3)).isEqualTo(1);
                    run(connection, "CREATE TEMPORARY TABLE p (n int)");
                    run(connection, "INSERT INTO p VALUES (1), (2)");
                    connection.setAutoCommit(!inTransaction);
                    try (Statement statement = connection.createStatement()) {
                        assertThat(statement.executeUpdate("DELETE FROM p WHERE n = 1")).isEqualTo(1);
                        assertThat(statement.executeUpdate("DELETE FROM p WHERE n > 0")).isEqualTo(1);
                    }
                    connection.setAutoCommit(true);
                    run(connection, "DROP TABLE p");
                    assertThat(schema.content(connection)).isEqualTo("p[(1), (2)]\nc[(1,1), (2,2)]\n");
                }
            }
        }
    }

    private static void makeTemporary(Connection connection, Space space, String table) throws SQLException {
        String create = "CREATE TEMPORARY TABLE " + table + " (id int primary key, p int)";
        switch (space.database()) {
            case POSTGRESQL -> {
                run(connection, "DO '" + "BEGIN " + create + "; END'");
                run(connection, "INSERT INTO pg_temp." + table + " VALUES (1)");
            }
            case SQLITE -> {
                run(connection.unwrap(org.sqlite.SQLiteConnection.class), create);
                run(connection, "INSERT INTO temp." + table + " VALUES (1, 1)");
            }
            case HSQLDB -> {
                run(connection.unwrap(org.hsqldb.jdbc.JDBCConnection.class), create.replace("CREATE", "DECLARE LOCAL"));
                run(connection, "INSERT INTO session." + table + " VALUES (1, 1)");
            }
            case H2, H2_POSTGRESQL, H2_MYSQL -> throw new IllegalArgumentException("there a temporary table comes behind others");
            case MYSQL, MYSQL_OFF, MARIADB -> {
                space.run("CREATE PROCEDURE shadow() BEGIN " + create + "; INSERT INTO " + table + " VALUES (1, 1); END");
                run(connection, "CALL shadow()");
            }
        }
    }

    private static void prepare(Connection connection, Database database) throws SQLException {
        if (database == Database.POSTGRESQL) {
            run(connection, "CREATE FUNCTION pg_temp.move(schema text) RETURNS text LANGUAGE sql AS "
                    + "$$SELECT set_config('search_path', schema, false)$$");
        }
        delete(connection, 99);
    }

    private static int delete(Connection connection, int id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setInt(1, id);
            return delete.executeUpdate();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
