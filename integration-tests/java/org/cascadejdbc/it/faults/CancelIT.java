package org.cascadejdbc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.CuttingProxy;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.h2.command.Command;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.junit.jupiter.api.Timeout;

/** A cascade that takes too long ends when it shall, and leaves nothing of itself. */
@Timeout(60)
class CancelIT {
    private static final Scenario SLOW = Scenario.named("slow")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .key("c(p)", CASCADE, "p(id)");

    /** Slow where it deletes the first parent's children. */
    private static void slowDown(Space space) throws SQLException {
        space.run(
                switch (space.database()) {
                    case POSTGRESQL -> "CREATE FUNCTION doze() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN"
                            + " PERFORM pg_sleep(30); RETURN OLD; END$$;"
                            + " CREATE TRIGGER doze BEFORE DELETE ON c FOR EACH ROW WHEN (OLD.p = 1)"
                            + " EXECUTE FUNCTION doze()";
                    case MYSQL, MYSQL_OFF, MARIADB -> "CREATE TRIGGER doze BEFORE DELETE ON c FOR EACH ROW"
                            + " IF OLD.p = 1 THEN SET @slept = SLEEP(30); END IF";
                    case HSQLDB -> "CREATE TABLE n (n int); CREATE TABLE m (n int);"
                            + " INSERT INTO n (SELECT n FROM UNNEST(SEQUENCE_ARRAY(1, 1000, 1)) AS s (n));"
                            + " CREATE TRIGGER doze AFTER DELETE ON c REFERENCING OLD ROW AS o FOR EACH ROW WHEN (o.p = 1)"
                            + " INSERT INTO m (SELECT a.n FROM n AS a, n AS b, n AS c WHERE a.n + b.n = c.n + 0.5)";
                    case H2, H2_POSTGRESQL, H2_MYSQL -> "CREATE TRIGGER doze BEFORE DELETE ON c FOR EACH ROW CALL \""
                            + Dozing.class.getName() + "\"";
                    case SQLITE -> "CREATE TABLE n (n int); INSERT INTO n WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL"
                            + " SELECT n + 1 FROM r WHERE n < 1000) SELECT n FROM r;"
                            + " CREATE TRIGGER doze BEFORE DELETE ON c WHEN OLD.p = 1 BEGIN"
                            + " SELECT COUNT(*) FROM n AS a, n AS b, n AS c WHERE a.n + b.n = c.n + 0.5; END";
                });
    }

    private interface Ending {
        /** Has the DELETE end, before or while it runs. */
        void prepare(PreparedStatement statement) throws SQLException;
    }

    private static void endsEarly(Database database, boolean inTransaction, Ending ending) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(SLOW, space, Schema.Keys.ABSENT);
            slowDown(space);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), SLOW.keys());
            try (Connection connection = ours.getConnection();
                    PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                connection.setAutoCommit(!inTransaction);
                delete.setInt(1, 1);
                ending.prepare(delete);
                long start = System.nanoTime();
                SQLException failure = catchThrowableOfType(SQLException.class, delete::executeUpdate);
                assertThat((Throwable) failure).as("the DELETE's end").isNotNull();
                assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(20);
                if (database == Database.POSTGRESQL && inTransaction) {
                    connection.rollback();
                }
                assertThat(schema.content(connection)).as("after %s", failure).isEqualTo(schema.initial());
                delete.setQueryTimeout(0);
                delete.setInt(1, 2);
                assertThat(delete.executeUpdate()).isEqualTo(1);
                if (inTransaction) {
                    connection.commit();
                }
                assertThat(schema.content(connection)).isEqualTo("p[(1)]\nc[(1,1), (2,1)]\n");
                connection.setAutoCommit(true);
            }
        }
    }

    @OnDatabases(except = Database.SQLITE, h2 = true) // SQLite only waits for locks
    void queryTimeout(Database database) throws SQLException {
        for (boolean inTransaction : new boolean[] {false, true}) {
            endsEarly(database, inTransaction, statement -> statement.setQueryTimeout(1));
        }
    }

    @OnDatabases(h2 = true)
    void cancelByAnotherThread(Database database) throws SQLException {
        endsEarly(database, false, CancelIT::cancelInASecond);
        if (database != Database.SQLITE) { // which rolls an interrupted transaction back (documentation: "interrupt")
            endsEarly(database, true, CancelIT::cancelInASecond);
        }
    }

    /** While one message of the cascade is on its way to the server: it is done, or told to be cancelled, never both. */
    @OnDatabases({Database.POSTGRESQL, Database.MYSQL, Database.MARIADB})
    void cancelAtEveryMessage(Database database) throws SQLException {
        try (FaultTrial trial = FaultTrial.ours(database, Schema.Keys.ABSENT)) {
            int messages = trial.messages(FaultForm.PLAIN);
            int cancelled = 0;
            for (int n = 1; n <= messages; n++) {
                trial.schema().fill();
                try (Connection connection = trial.application().getConnection();
                        Statement statement = connection.createStatement()) {
                    FaultForm.PLAIN.prepare(connection);
                    CuttingProxy.Fault held = trial.proxy().hold(n);
                    CompletableFuture<Void> delete = CompletableFuture.runAsync(
                            () -> sneak(() -> FaultForm.PLAIN.delete(connection, statement)));
                    held.awaitHeld();
                    statement.cancel();
                    held.release();
                    Throwable failure = delete.handle((done, e) -> e).join();
                    assertThat(trial.content())
                            .as("cancelled at message %d of %d: %s", n, messages, failure)
                            .isEqualTo(failure == null ? FaultTrial.GONE : trial.initial());
                    cancelled += failure == null ? 0 : 1;
                    assertThat(connection.getAutoCommit()).isTrue();
                    trial.schema().fill();
                    FaultForm.PLAIN.delete(connection, statement);
                    assertThat(trial.content()).isEqualTo(FaultTrial.GONE);
                }
            }
            // PostgreSQL gets one statement, and what is cancelled before it begins is natively not cancelled, either;
            // of MySQL's messages the last one commits.
            assertThat(cancelled).isBetween(0, messages);
            if (database.isMySql()) {
                assertThat(cancelled).isEqualTo(messages - 1);
            }
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void sneak(Work work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void cancelInASecond(Statement statement) {
        CompletableFuture<Void> cancelled = CompletableFuture.runAsync(
                () -> {
                    try {
                        statement.cancel();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        assertThat(cancelled).isNotDone();
    }

    /**
     * H2's triggers are in Java. This one looks whether it shall end as H2 does itself: a query that it executes would be a
     * command of its own, which neither hears of the outer one's cancelling nor of its time.
     */
    public static final class Dozing implements org.h2.api.Trigger {
        @Override
        public void fire(Connection connection, Object[] old, Object[] row) throws SQLException {
            SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
            long start = System.nanoTime();
            while (old[1].equals(1) && TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < 30) {
                session.checkCanceled();
                checkCanceled(session.getCurrentCommand());
            }
        }

        private static void checkCanceled(Command command) throws SQLException {
            try {
                Method check = Command.class.getDeclaredMethod("checkCanceled");
                check.setAccessible(true);
                check.invoke(command);
            } catch (InvocationTargetException e) {
                throw DbException.toSQLException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
