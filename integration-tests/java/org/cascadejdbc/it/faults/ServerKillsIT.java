package org.cascadejdbc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.cascadejdbc.it.support.CuttingProxy;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Schema;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server ends the session before every message of a cascade in turn, as when an administrator kills it. */
@Timeout(120)
class ServerKillsIT {
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, PLAIN", "POSTGRESQL, RETURNING", "POSTGRESQL, IN_TRANSACTION", "MYSQL, PLAIN",
        "MYSQL, IN_TRANSACTION", "MYSQL_OFF, PLAIN", "MARIADB, PLAIN", "MARIADB, IN_TRANSACTION"
    })
    void beforeEveryMessage(Database database, FaultForm form) throws SQLException {
        try (FaultTrial natively = FaultTrial.natively(database);
                FaultTrial ours = FaultTrial.ours(database, Schema.Keys.ABSENT)) {
            FaultTrial.Told expected = natively.atEveryMessage(form, killing(natively));
            FaultTrial.Told told = ours.atEveryMessage(form, killing(ours));
            // The server's last words may come too late: then the driver says that the connection is gone.
            assertThat(told.errors())
                    .as("natively %s, ours %s", expected, told)
                    .allMatch(error -> expected.errors().contains(error) || error.startsWith("08"));
            // PostgreSQL commits at the last message but one, which executes COMMIT.
            assertThat(told.done()).as("before its last message: %s", told).isSubsetOf(told.messages());
        }
    }

    /** While the message is on its way; it comes to a server that does not know the session any more. */
    private static FaultTrial.Disaster killing(FaultTrial trial) {
        return (proxy, n, session) -> {
            CuttingProxy.Fault fault = proxy.hold(n);
            CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> {
                fault.awaitHeld();
                try {
                    trial.sessions().kill(session);
                    trial.sessions().awaitEnd(session);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                } finally {
                    fault.release();
                }
            });
            assertThat(killed).isNotCompletedExceptionally();
            return fault;
        };
    }
}
