package org.cascadejdbc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.CuttingProxy;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Schema;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pool of one connection, which breaks in the middle of a cascade: the next one is another, and as configured. */
@Timeout(120)
class PoolAfterFaultIT {
    @ParameterizedTest
    @CsvSource({"POSTGRESQL, false", "POSTGRESQL, true", "MYSQL, false", "MYSQL, true", "MARIADB, false", "MARIADB, true"})
    void theConnectionIsDiscarded(Database database, boolean poolInside) throws SQLException {
        try (FaultTrial trial = FaultTrial.ours(database, Schema.Keys.ABSENT);
                HikariDataSource pool = pool(trial, poolInside)) {
            DataSource application = poolInside
                    ? Ours.withRelations(pool, Map.of(), FaultTrial.FAMILY.keys())
                    : pool;
            String[] configured = new String[1];
            long[] sessions = new long[2];
            try (Connection connection = application.getConnection()) {
                configured[0] = settings(connection);
            }
            try (Connection connection = application.getConnection()) {
                sessions[0] = Sessions.id(database, connection);
                FaultForm.IN_TRANSACTION.prepare(connection);
                connection.commit();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                CuttingProxy.Fault fault = trial.proxy().cut(4, CuttingProxy.Cut.DURING);
                SQLException failure = catchThrowableOfType(
                        SQLException.class, () -> FaultForm.IN_TRANSACTION.run(connection, () -> {}));
                assertThat(failure.getSQLState()).startsWith("08");
                assertThat(fault.happened()).isTrue();
                assertThat(connection.isClosed()).as("taken back by the pool").isTrue();
            }
            trial.sessions().awaitEnd(sessions[0]);
            assertThat(trial.content()).isEqualTo(trial.initial());
            try (Connection connection = application.getConnection()) {
                sessions[1] = Sessions.id(database, connection);
                assertThat(sessions[1]).isNotEqualTo(sessions[0]);
                assertThat(settings(connection)).isEqualTo(configured[0]);
                FaultForm.PLAIN.run(connection, () -> {});
                assertThat(trial.content()).isEqualTo(FaultTrial.GONE);
            }
        }
    }

    private static HikariDataSource pool(FaultTrial trial, boolean poolInside) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(
                poolInside ? trial.proxy().through(trial.space().dataSource()) : trial.application());
        config.setMaximumPoolSize(1);
        config.setAutoCommit(true);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        config.setConnectionTimeout(20_000);
        return new HikariDataSource(config);
    }

    private static String settings(Connection connection) throws SQLException {
        return connection.getAutoCommit() + " " + connection.getTransactionIsolation() + " " + connection.isReadOnly()
                + " " + connection.getCatalog() + " " + connection.getSchema();
    }
}
