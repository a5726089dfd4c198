package org.cascadejdbc.it.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.CuttingProxy;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a prepared batch of a thousand cascades costs on the wire, beside the driver's own batch on native keys. Not on MariaDB, where
 * no cascade is one statement: its entries are carried out one by one, and what each costs {@code StatementCountIT} holds.
 */
class BatchRoundTripsIT {
    private static final int ENTRIES = 1000;

    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key, n int", rows(ENTRIES))
            .table("c", "id int primary key, p int", rows(ENTRIES))
            .table("g", "id int primary key, c int", rows(ENTRIES))
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static String rows(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> "(" + i + "," + i + ")").collect(Collectors.joining(","));
    }

    /** @param more the round trips that ours may cost more, all together: what stands around the cascades */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL,'',DELETE FROM p WHERE id = ?,6",
        "POSTGRESQL,'',DELETE FROM p WHERE n BETWEEN ? AND ? + 0,6",
        "MYSQL,'',DELETE FROM p WHERE id = ?,0",
        "MYSQL,useServerPrepStmts=true,DELETE FROM p WHERE id = ?,1",
        "MYSQL,rewriteBatchedStatements=true,DELETE FROM p WHERE id = ?,3",
        "MYSQL,rewriteBatchedStatements=true,DELETE FROM p WHERE n = ?,3",
        "MYSQL_OFF,rewriteBatchedStatements=true,DELETE FROM p WHERE id = ?,3"
    })
    void asManyAsTheDriversOwn(Database database, String parameters, String sql, int more) throws SQLException {
        for (boolean transaction : new boolean[] {false, true}) {
            int natively = roundTrips(database.twin(), parameters, sql, transaction, Schema.Keys.AS_WANTED);
            int ours = roundTrips(database, parameters, sql, transaction, Schema.Keys.ABSENT);
            System.out.printf("a batch of %d: %s %s, %s, %s: %d round trips, natively %d%n", ENTRIES, database, parameters,
                    sql, transaction ? "in a transaction" : "autocommit", ours, natively);
            assertThat(ours).isLessThanOrEqualTo(natively + more);
        }
    }

    private static int roundTrips(
            Database database, String parameters, String sql, boolean transaction, Schema.Keys keys) throws SQLException {
        try (Space space = Space.create(database);
                CuttingProxy wire = CuttingProxy.before(space)) {
            Schema schema = Schema.build(FAMILY, space, keys);
            DataSource delegate = SideBySide.with(wire.through(space.enforcing()), parameters);
            DataSource used = keys == Schema.Keys.ABSENT
                    ? Ours.withRelations(delegate, Map.of(), FAMILY.keys())
                    : delegate;
            try (Connection connection = used.getConnection();
                    PreparedStatement delete = connection.prepareStatement(sql)) {
                connection.setAutoCommit(!transaction);
                execute(delete);
                connection.setAutoCommit(true);
                schema.fill();
                connection.setAutoCommit(!transaction);
                CuttingProxy.Fault counting = wire.count();
                execute(delete);
                int roundTrips = counting.roundTrips();
                connection.setAutoCommit(true);
                assertThat(schema.rows(connection, "g")).isEmpty();
                return roundTrips;
            }
        }
    }

    private static void execute(PreparedStatement delete) throws SQLException {
        int parameters = delete.getParameterMetaData().getParameterCount();
        for (int id = 1; id <= ENTRIES; id++) {
            for (int i = 1; i <= parameters; i++) {
                delete.setInt(i, id);
            }
            delete.addBatch();
        }
        assertThat(delete.executeBatch()).hasSize(ENTRIES).containsOnly(1);
    }
}
