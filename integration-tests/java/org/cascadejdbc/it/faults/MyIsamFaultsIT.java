package org.cascadejdbc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.CuttingProxy;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without transactions a broken cascade stays half done: no orphan is in that half, and a second run does the rest. */
@Timeout(120)
class MyIsamFaultsIT {
    private static Scenario family(Database database, String engine) {
        String suffix = "ENGINE = " + engine;
        return Scenario.named("family without transactions")
                .table("p", "id int primary key", "(1),(2)")
                .suffix(database, suffix)
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
                .suffix(database, suffix)
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3)")
                .suffix(database, suffix)
                .table("s", "id int primary key, c int", "(1,1),(2,2),(3,3)")
                .suffix(database, suffix)
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .key("s(c)", SET_NULL, "c(id)");
    }

    /** MariaDB's Aria survives a crash, and has no transactions either. */
    static Stream<Arguments> cuts() {
        return Stream.of(CuttingProxy.Cut.values()).flatMap(cut -> Stream.of(
                Arguments.of(Database.MYSQL, "MyISAM", cut),
                Arguments.of(Database.MARIADB, "MyISAM", cut),
                Arguments.of(Database.MARIADB, "Aria", cut)));
    }

    private static final String ORPHANS = "SELECT (SELECT COUNT(*) FROM c WHERE p NOT IN (SELECT id FROM p))"
            + " + (SELECT COUNT(*) FROM g WHERE c NOT IN (SELECT id FROM c))"
            + " + (SELECT COUNT(*) FROM s WHERE c NOT IN (SELECT id FROM c))";

    @ParameterizedTest
    @MethodSource("cuts")
    void noOrphanAtAnyMessageAndASecondRunCompletes(Database database, String engine, CuttingProxy.Cut cut) throws SQLException {
        try (FaultTrial trial = FaultTrial.ours(family(database, engine), database, Schema.Keys.ABSENT);
                Connection other = trial.space().dataSource().getConnection()) {
            Set<String> halves = new HashSet<>();
            int messages = trial.messages(FaultForm.PLAIN);
            for (int n = 1; n <= messages; n++) {
                trial.schema().fill();
                breakAt(trial, n, cut);
                assertThat(orphans(other)).as("%s at message %d: %s", cut, n, trial.content()).isZero();
                halves.add(trial.content());
                try (Connection again = trial.application().getConnection();
                        Statement statement = again.createStatement()) {
                    FaultForm.PLAIN.delete(again, statement);
                }
                assertThat(trial.content()).as("after a second run").isEqualTo(FaultTrial.GONE);
            }
            assertThat(halves).as("it was cut in the middle").hasSizeGreaterThan(3);
        }
    }

    private static void breakAt(FaultTrial trial, int n, CuttingProxy.Cut cut) throws SQLException {
        try (Connection connection = trial.application().getConnection()) {
            long session = Sessions.id(trial.space().database(), connection);
            FaultForm.PLAIN.prepare(connection);
            CuttingProxy.Fault fault = trial.proxy().cut(n, cut);
            try {
                FaultForm.PLAIN.run(connection, () -> {});
            } catch (SQLException e) {
                assertThat(e.getSQLState()).startsWith("08");
            }
            assertThat(fault.happened()).isTrue();
            trial.sessions().awaitEnd(session);
        }
    }

    private static int orphans(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ORPHANS)) {
            row.next();
            return row.getInt(1);
        }
    }
}
