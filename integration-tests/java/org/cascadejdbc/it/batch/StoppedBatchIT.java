package org.cascadejdbc.it.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.LockWaits;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A batch that is sent in few messages is ended while an entry in its middle waits for another transaction: what the
 * application is told, and what stays of the entries before it, are as in a native batch.
 */
@Timeout(120)
class StoppedBatchIT {
    private enum Ending {
        CANCEL,
        LOCK_TIMEOUT,
        QUERY_TIMEOUT
    }

    static Stream<Arguments> endings() {
        return Stream.of("POSTGRESQL,", "MYSQL,", "MYSQL,rewriteBatchedStatements=true", "MARIADB,", "MARIADB,useServerPrepStmts=true").flatMap(server -> {
            String[] parts = server.split(",", 2);
            Database database = Database.valueOf(parts[0]);
            return Stream.of(Ending.values())
                    .filter(ending -> ending != Ending.CANCEL || !database.isMySql())
                    .map(ending -> Arguments.of(database, parts[1], ending));
        });
    }

    @ParameterizedTest
    @MethodSource("endings")
    void asNatively(Database database, String parameters, Ending ending) throws SQLException {
        List<String> told = SideBySide.compare(
                database, PipelinedBatchIT.LINE, parameters, parameters, (schema, connection, list) -> {
                    // or MySQL would wait at the first entry, for rows that it only looks at
                    schema.space().run("CREATE INDEX of_c ON c (p)");
                    schema.space().run("CREATE INDEX of_g ON g (c)");
                    for (boolean transaction : new boolean[] {false, true}) {
                        String name = ending + (transaction ? " in a transaction: " : " in autocommit: ");
                        connection.setAutoCommit(!transaction);
                        list.add(name + ended(schema, connection, ending));
                        list.add(name + schema.content(connection));
                        if (transaction) {
                            connection.rollback();
                            connection.setAutoCommit(true);
                        }
                        schema.fill();
                    }
                });
        assertThat(told).hasSize(4).anyMatch(line -> line.contains("batch ["));
    }

    /**
     * Natively the entries behind a cancelled one are executed or not, as the driver's flag or the server's error is first.
     * Ours are not: who cancels a DELETE does not want the next one.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|[1, 1, 1]", "rewriteBatchedStatements=true|[-3, -3, -3, -3, -3, -3]"})
    void nothingFollowsWhatWasCancelledOnMysql(String parameters, String counts) throws SQLException {
        try (Space space = Space.create(Database.MYSQL)) {
            Schema schema = Schema.build(PipelinedBatchIT.LINE, space, Schema.Keys.AS_WANTED);
            DataSource ours =
                    Ours.over(SideBySide.with(space.dataSource(), parameters), Map.of("cascade.strategy", "emulate"));
            try (Connection connection = ours.getConnection()) {
                String told = ended(schema, connection, Ending.CANCEL);
                // the driver's own word, or the server's where that comes before the driver's flag is set
                assertThat(told).isIn("cancelled", "batch " + counts + " " + counts + " 70100/1317");
                assertThat(schema.rows(connection, "p")).as(told).hasSize(97).contains("(5,5,5)", "(6,6,6)", "(8,8,8)")
                        .doesNotContain("(1,1,1)", "(2,2,2)", "(3,3,3)");
                assertThat(schema.rows(connection, "c")).hasSize(194);
            }
        }
    }

    /** Executes a batch whose fourth entry waits. */
    private static String ended(Schema schema, Connection connection, Ending ending) throws SQLException {
        boolean mySql = schema.space().database().isMySql();
        try (Connection other = schema.space().dataSource().getConnection();
                Statement lock = other.createStatement();
                Statement setting = connection.createStatement();
                PreparedStatement delete = connection.prepareStatement(PipelinedBatchIT.BY_ID);
                LockWaits waits = LockWaits.of(schema.space(), connection)) {
            other.setAutoCommit(false);
            lock.executeQuery("SELECT id FROM c WHERE p = 5 FOR UPDATE").close();
            if (ending == Ending.LOCK_TIMEOUT) {
                setting.execute(mySql ? "SET innodb_lock_wait_timeout = 1" : "SET lock_timeout = 100");
            }
            if (ending == Ending.QUERY_TIMEOUT) {
                delete.setQueryTimeout(1);
            }
            CompletableFuture<String> batch = CompletableFuture.supplyAsync(() -> execute(delete));
            if (ending == Ending.CANCEL) {
                await(waits, batch);
                delete.cancel();
            }
            String told = batch.join();
            other.rollback();
            if (!connection.getAutoCommit() && !mySql) {
                connection.rollback(); // the server has given the transaction up
            }
            setting.execute(mySql ? "SET innodb_lock_wait_timeout = 50" : "RESET lock_timeout");
            return told;
        }
    }

    private static void await(LockWaits waits, CompletableFuture<String> batch) throws SQLException {
        try {
            waits.awaitEndOrWait(batch);
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String execute(PreparedStatement delete) {
        try {
            return Arrays.toString(PipelinedBatchIT.execute(delete, 1, 2, 3, 5, 6, 7, 8));
        } catch (SQLException e) {
            // The driver tells MySQL's word or its own, whichever comes first.
            boolean own = e instanceof MySQLStatementCancelledException || e.getCause() instanceof MySQLStatementCancelledException;
            return own ? "cancelled" : SideBySide.describe(e);
        }
    }
}
