package org.cascadejdbc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A DELETE that waits for another transaction at one of its tables is ended: the error, the transaction, its savepoints
 * and the connection's settings are those of a native DELETE.
 */
@Timeout(120)
class StoppedIT {
    static Stream<Arguments> stops() {
        return Stream.of(Database.POSTGRESQL, Database.MYSQL, Database.MARIADB)
                .flatMap(database -> Stream.of(Stop.values())
                        .filter(stop -> stop.isKnownTo(database))
                        .map(stop -> Arguments.of(database, stop)));
    }

    @ParameterizedTest
    @MethodSource("stops")
    void asNatively(Database database, Stop stop) throws Exception {
        // What takes a second or more is done once.
        boolean slow = stop == Stop.DEADLOCK || stop == Stop.STATEMENT_TIMEOUT
                || (database.isMySql() && stop == Stop.LOCK_TIMEOUT);
        List<String> tables = slow ? List.of("g") : List.of("p", "c", "g", "s");
        try (FaultTrial natively = FaultTrial.natively(database);
                FaultTrial ours = FaultTrial.ours(database, Schema.Keys.ABSENT)) {
            for (String table : tables) {
                assertThat(inTransaction(ours, stop, table))
                        .as("%s at %s", stop, table)
                        .isEqualTo(inTransaction(natively, stop, table));
                if (stop != Stop.DEADLOCK) { // which may be tried again
                    assertThat(inAutoCommit(ours, stop, table))
                            .as("%s at %s", stop, table)
                            .isEqualTo(inAutoCommit(natively, stop, table));
                }
            }
        }
    }

    private static List<String> inAutoCommit(FaultTrial trial, Stop stop, String table) throws Exception {
        trial.schema().fill();
        List<String> told = new ArrayList<>();
        try (Connection connection = connect(trial)) {
            told.add(stopped(trial, connection, stop, table));
            told.add(settings(connection));
            assertThat(trial.content()).as("after %s", told).isEqualTo(trial.initial());
            FaultForm.PLAIN.run(connection, () -> {});
            told.add(trial.content());
        }
        return told;
    }

    private static List<String> inTransaction(FaultTrial trial, Stop stop, String table) throws Exception {
        trial.schema().fill();
        List<String> told = new ArrayList<>();
        try (Connection connection = connect(trial); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO other_work VALUES (1)");
            Savepoint mine = connection.setSavepoint("mine");
            told.add(stopped(trial, connection, stop, table));
            told.add("more work: " + error(() -> statement.executeUpdate("INSERT INTO other_work VALUES (2)")));
            told.add("back to the savepoint: " + error(() -> connection.rollback(mine)));
            told.add("more work: " + error(() -> statement.executeUpdate("INSERT INTO other_work VALUES (3)")));
            connection.commit();
            told.add(settings(connection));
            connection.rollback();
            told.add(trial.content());
            assertThat(trial.content()).as("after %s", told).startsWith(trial.schema().initial());
            connection.setAutoCommit(true);
        }
        return told;
    }

    private static String settings(Connection connection) throws SQLException {
        return "autocommit " + connection.getAutoCommit() + ", isolation " + connection.getTransactionIsolation();
    }

    private static Connection connect(FaultTrial trial) throws SQLException {
        Connection connection = trial.application().getConnection();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        FaultForm.PLAIN.prepare(connection);
        return connection;
    }

    /** How a DELETE ends that waits at a row of that table. */
    private static String stopped(FaultTrial trial, Connection connection, Stop stop, String table) throws Exception {
        long session = Sessions.id(trial.space().database(), connection);
        try (Connection other = trial.space().dataSource().getConnection();
                Statement lock = other.createStatement();
                Statement waiting = connection.createStatement()) {
            other.setAutoCommit(false);
            for (int i = 0; i < 20 && stop == Stop.DEADLOCK; i++) {
                lock.executeUpdate("INSERT INTO other_work VALUES (9)");
            }
            lock.executeQuery("SELECT id FROM " + table + " WHERE id = 1 FOR UPDATE").close();
            waiting.execute(stop.setting(trial.space().database()));
            CompletableFuture<String> end =
                    CompletableFuture.supplyAsync(() -> error(() -> FaultForm.PLAIN.delete(connection, waiting)));
            if (stop == Stop.CANCEL || stop == Stop.DEADLOCK) {
                trial.sessions().awaitBlocked(session);
                stop.strike(waiting, other);
            }
            String told = end.get();
            other.rollback();
            if (connection.getAutoCommit()) { // else going back to the savepoint does it
                waiting.execute(stop.reset(trial.space().database()));
            }
            return told;
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static String error(Work work) {
        try {
            work.run();
            return "done";
        } catch (SQLException e) {
            // The driver tells MySQL's word or its own, whichever comes first.
            return e instanceof MySQLStatementCancelledException ? "70100/1317" : SideBySide.describe(e);
        }
    }
}
