package org.cascadejdbc.it.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Newest;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;

/** A cascade is one statement of the application's transaction, whoever began it and however. */
class TransactionsIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,3)")
            .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,4)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static final String FIRST_GONE = "p[(2), (3)]\nc[(3,2), (4,3)]\ng[(3,3), (4,4)]\n";
    private static final String TWO_GONE = "p[(3)]\nc[(4,3)]\ng[(4,4)]\n";

    private interface Test {
        void run(Schema schema, Connection connection, Connection other) throws SQLException;
    }

    private static void with(Database database, Test test) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
            try (Connection connection = ours.getConnection();
                    Connection other = space.dataSource().getConnection()) {
                test.run(schema, connection, other);
            }
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @OnDatabases(h2 = true)
    void theConnectionsSettingsStay(Database database) throws SQLException {
        with(database, (schema, connection, other) -> {
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setAutoCommit(autoCommit);
                run(connection, "DELETE FROM p WHERE id = 1");
                assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                assertThat(schema.content(connection)).isEqualTo(FIRST_GONE);
                if (!autoCommit) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
                schema.fill();
            }
        });
    }

    @OnDatabases(h2 = true)
    void nobodySeesItBeforeTheCommit(Database database) throws SQLException {
        with(database, (schema, connection, other) -> {
            connection.setAutoCommit(false);
            run(connection, "DELETE FROM p WHERE id = 1");
            if (database != Database.SQLITE) { // whose readers wait for the writer
                assertThat(schema.content(other)).isEqualTo(schema.initial());
            }
            connection.commit();
            assertThat(schema.content(other)).isEqualTo(FIRST_GONE);
            run(connection, "DELETE FROM p WHERE id = 2");
            connection.setAutoCommit(true); // commits, too
            assertThat(schema.content(other)).isEqualTo(TWO_GONE);
        });
    }

    @OnDatabases(h2 = true)
    void savepointsOfTheApplication(Database database) throws SQLException {
        with(database, (schema, connection, other) -> {
            connection.setAutoCommit(false);
            run(connection, "DELETE FROM p WHERE id = 1");
            Savepoint named = connection.setSavepoint("mine");
            run(connection, "DELETE FROM p WHERE id = 2");
            Savepoint unnamed = connection.setSavepoint();
            run(connection, "DELETE FROM p WHERE id = 3");
            connection.rollback(unnamed);
            assertThat(schema.content(connection)).isEqualTo(TWO_GONE);
            connection.rollback(named);
            assertThat(schema.content(connection)).isEqualTo(FIRST_GONE);
            connection.commit();
            assertThat(schema.content(other)).isEqualTo(FIRST_GONE);
            connection.setAutoCommit(true);
        });
    }

    @OnDatabases
    void aTransactionBegunInSql(Database database) throws SQLException {
        String[] begins = database == Database.SQLITE
                ? new String[] {"BEGIN", "/* begin */ begin immediate"}
                : new String[] {"BEGIN", "START TRANSACTION", "-- we\n start transaction"};
        with(database, (schema, connection, other) -> {
            for (String begin : begins) {
                for (boolean batch : new boolean[] {false, true}) {
                    run(connection, begin);
                    deleteFirst(connection, batch);
                    assertThat(schema.content(connection)).as(begin).isEqualTo(FIRST_GONE);
                    run(connection, "ROLLBACK");
                    assertThat(schema.content(other)).as("%s %s", begin, batch).isEqualTo(schema.initial());
                    run(connection, begin);
                    deleteFirst(connection, batch);
                    run(connection, "COMMIT");
                    assertThat(schema.content(other)).as("%s %s", begin, batch).isEqualTo(FIRST_GONE);
                    schema.fill();
                }
            }
        });
    }

    private static void deleteFirst(Connection connection, boolean batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
            statement.setInt(1, 1);
            if (batch) {
                statement.addBatch();
                assertThat(statement.executeBatch()).containsExactly(1);
            } else {
                assertThat(statement.executeUpdate()).isEqualTo(1);
            }
        }
    }

    /** A definition commits on MySQL; prepared statements begin and end at their execution, not where they are made. */
    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB})
    void transactionsThatStatementsDoNotShow(Database database) throws SQLException {
        with(database, (schema, connection, other) -> {
            schema.space().run("CREATE TRIGGER keep BEFORE DELETE ON p FOR EACH ROW SIGNAL SQLSTATE '45000'");
            run(connection, "BEGIN", "CREATE TABLE ends_it (id int)");
            assertThatThrownBy(() -> run(connection, "DELETE FROM p WHERE id = 1")).isInstanceOf(SQLException.class);
            assertThat(schema.content(other)).isEqualTo(schema.initial());
            schema.space().run("DROP TRIGGER keep");

            run(connection, "BEGIN");
            connection.setAutoCommit(false);
            connection.commit();
            connection.setAutoCommit(true);
            run(connection, "DELETE FROM p WHERE id = 1");
            assertThat(schema.content(other)).isEqualTo(FIRST_GONE);
            schema.fill();

            try (PreparedStatement begin = connection.prepareStatement("START TRANSACTION");
                    PreparedStatement end = connection.prepareStatement("ROLLBACK")) {
                for (int i = 0; i < 2; i++) {
                    begin.execute();
                    run(connection, "DELETE FROM p WHERE id = 1");
                    end.execute();
                    assertThat(schema.content(other)).isEqualTo(schema.initial());
                }
            }
            run(connection, "SET autocommit = 0", "DELETE FROM p WHERE id = 1", "ROLLBACK", "SET autocommit = 1");
            assertThat(schema.content(other)).isEqualTo(schema.initial());
            schema.space().run("CREATE PROCEDURE begins() START TRANSACTION");
            run(connection, "CALL begins()", "DELETE FROM p WHERE id = 1", "ROLLBACK");
            assertThat(schema.content(other)).isEqualTo(schema.initial());
        });
    }

    @OnDatabases(h2 = true)
    void anErrorInTheMiddleUndoesItAll(Database database) throws SQLException {
        with(database, (schema, connection, other) -> {
            schema.space().run(
                    switch (database) {
                        case POSTGRESQL -> "CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN"
                                + " RAISE EXCEPTION 'boom' USING ERRCODE = '45000'; END$$;"
                                + " CREATE TRIGGER boom BEFORE DELETE ON c FOR EACH ROW WHEN (OLD.id = 2)"
                                + " EXECUTE FUNCTION boom(); ALTER TABLE c ENABLE ALWAYS TRIGGER boom";
                        case MYSQL, MYSQL_OFF, MARIADB -> "CREATE TRIGGER boom BEFORE DELETE ON c FOR EACH ROW IF OLD.id = 2"
                                + " THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'boom'; END IF";
                        case HSQLDB -> "CREATE TRIGGER boom BEFORE DELETE ON c REFERENCING OLD ROW AS o FOR EACH ROW WHEN (o.id = 2)"
                                + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'boom'";
                        case H2, H2_POSTGRESQL, H2_MYSQL -> "CREATE TRIGGER boom BEFORE DELETE ON c FOR EACH ROW CALL \""
                                + Failing.class.getName() + "\"";
                        case SQLITE -> "CREATE TRIGGER boom BEFORE DELETE ON c WHEN OLD.id = 2"
                                + " BEGIN SELECT RAISE(ABORT, 'boom'); END";
                    });
            assertFails(schema, connection);
            assertThat(schema.content(connection)).isEqualTo(schema.initial());
            assertThat(connection.getAutoCommit()).isTrue();

            connection.setAutoCommit(false);
            run(connection, "DELETE FROM p WHERE id = 2");
            assertFails(schema, connection);
            if (database == Database.POSTGRESQL) {
                assertThat(catchThrowableOfType(SQLException.class, () -> schema.content(connection)).getSQLState())
                        .isEqualTo("25P02");
                connection.rollback();
                assertThat(schema.content(connection)).isEqualTo(schema.initial());
            } else {
                run(connection, "DELETE FROM p WHERE id = 3");
                connection.commit();
                assertThat(schema.content(other)).isEqualTo("p[(1)]\nc[(1,1), (2,1)]\ng[(1,1), (2,2)]\n");
            }
            connection.setAutoCommit(true);
        });
    }

    private static void assertFails(Schema schema, Connection connection) {
        SQLException failure =
                catchThrowableOfType(SQLException.class, () -> run(connection, "DELETE FROM p WHERE id = 1"));
        assertThat((Throwable) failure).hasMessageContaining("boom").hasNoSuppressedExceptions();
        if (schema.space().database() != Database.SQLITE) {
            assertThat(failure.getSQLState()).isEqualTo("45000");
        }
    }

    @Newest
    @OnDatabases
    void aReadOnlyConnectionIsTheDriversToRefuse(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            String readOnly = database == Database.SQLITE ? "open_mode=1" : ""; // SQLite: when it is opened
            UrlDataSource delegate = SideBySide.with(space.dataSource(), readOnly);
            try (Connection connection =
                            Ours.withRelations(delegate, Map.of(), FAMILY.keys()).getConnection();
                    Connection raw = delegate.getConnection()) {
                for (Connection each : new Connection[] {connection, raw}) {
                    if (database != Database.SQLITE) {
                        each.setReadOnly(true);
                        each.setAutoCommit(false); // PostgreSQL's driver says it where a transaction begins
                    }
                }
                SQLException expected = failure(raw, "DELETE FROM p WHERE id = 1");
                SQLException actual = failure(connection, "DELETE FROM p WHERE id = 1");
                assertThat(SideBySide.describe(actual)).isEqualTo(SideBySide.describe(expected));
                if (database != Database.SQLITE) {
                    raw.rollback();
                    connection.rollback();
                    assertThat(schema.content(connection)).isEqualTo(schema.initial());
                    connection.setAutoCommit(true);
                    connection.setReadOnly(false);
                    run(connection, "DELETE FROM p WHERE id = 1");
                    assertThat(schema.content(connection)).isEqualTo(FIRST_GONE);
                }
            }
        }
    }

    private static SQLException failure(Connection connection, String sql) {
        SQLException failure = catchThrowableOfType(SQLException.class, () -> run(connection, sql));
        assertThat((Throwable) failure).as("a failure of %s", sql).isNotNull();
        return failure;
    }

    @Newest
    @OnDatabases(h2 = true)
    void whatIsClosedFailsAsNatively(Database database) throws SQLException {
        with(database, (schema, connection, other) -> {
            PreparedStatement ours = connection.prepareStatement("DELETE FROM p WHERE id = 1");
            PreparedStatement natively = other.prepareStatement("DELETE FROM p WHERE id = 1");
            ours.close();
            natively.close();
            SQLException closed = catchThrowableOfType(SQLException.class, natively::executeUpdate);
            assertThatThrownBy(ours::executeUpdate).isInstanceOf(SQLException.class);
            if (database != Database.SQLITE) { // whose driver gives no state
                assertThat(catchThrowableOfType(SQLException.class, ours::executeUpdate).getSQLState())
                        .isEqualTo(closed.getSQLState());
            }
            PreparedStatement open = connection.prepareStatement("DELETE FROM p WHERE id = 1");
            PreparedStatement nativeOpen = other.prepareStatement("DELETE FROM p WHERE id = 1");
            connection.close();
            other.close();
            String closedFirst = SideBySide.describe(failure(connection, "DELETE FROM p"));
            String orphan = SideBySide.describe(catchThrowableOfType(SQLException.class, open::executeUpdate));
            if (database == Database.MARIADB) { // whose driver has other states for the same
                assertThat(closedFirst).startsWith("08");
                assertThat(orphan).startsWith("42000");
            } else {
                assertThat(closedFirst).isEqualTo(SideBySide.describe(failure(other, "DELETE FROM p")));
                assertThat(orphan).isEqualTo(
                        SideBySide.describe(catchThrowableOfType(SQLException.class, nativeOpen::executeUpdate)));
            }
            assertThat(connection.isClosed()).isTrue();
        });
    }

    /** H2's triggers are in Java. */
    public static final class Failing implements org.h2.api.Trigger {
        @Override
        public void fire(Connection connection, Object[] old, Object[] row) throws SQLException {
            if (old[0].equals(2)) {
                throw new SQLException("boom", "45000");
            }
        }
    }
}
