package org.cascadejdbc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.CuttingProxy;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Schema;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The connection breaks at every message of a cascade in turn: the database has all of it or nothing, and the
 * application is told what a native DELETE would have told it.
 */
@Timeout(120)
class ConnectionCutIT {
    static Stream<Arguments> forms() {
        return Stream.of(Database.POSTGRESQL, Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB)
                .flatMap(database -> Stream.of(FaultForm.values())
                        .filter(form -> form.isKnownTo(database))
                        .filter(form -> database != Database.MYSQL_OFF || form == FaultForm.PLAIN)
                        .map(form -> Arguments.of(database, form)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void atEveryMessage(Database database, FaultForm form) throws SQLException {
        try (FaultTrial natively = FaultTrial.natively(database);
                FaultTrial ours = FaultTrial.ours(database, Schema.Keys.ABSENT)) {
            for (CuttingProxy.Cut cut : CuttingProxy.Cut.values()) {
                FaultTrial.Disaster disaster = (proxy, n, session) -> proxy.cut(n, cut);
                FaultTrial.Told expected = natively.atEveryMessage(form, disaster);
                FaultTrial.Told told = ours.atEveryMessage(form, disaster);
                assertThat(kinds(expected)).as("%s natively %s, ours %s", cut, expected, told).containsAll(kinds(told));
                assertThat(told.errors()).as("%s %s", cut, told).allMatch(error -> error.matches("(batch .* )?08.*"));
                if (cut == CuttingProxy.Cut.AFTER) {
                    assertThat(told.done()).as("with all its messages: %s", told).contains(told.messages());
                } else if (cut == CuttingProxy.Cut.BEFORE) {
                    // PostgreSQL commits at the last but one, which executes COMMIT.
                    assertThat(told.done()).as("before its last message: %s", told).isSubsetOf(told.messages());
                }
            }
        }
    }

    /** Without what a batch tells of its entries, which is the driver's habit, and tested elsewhere. */
    private static Set<String> kinds(FaultTrial.Told told) {
        return told.errors().stream()
                .map(error -> error.replaceAll("batch \\[.*\\] | then .*", ""))
                .collect(Collectors.toSet());
    }
}
