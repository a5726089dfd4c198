package org.cascadejdbc.it.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Delete;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Outcome;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.Trial;
import org.junit.jupiter.api.Test;

/** Keys that are declared but not, or not rightly, enforced: natively they leave orphans, through the library none. */
class PeculiarKeysIT {
    private static final Scenario BRANCHES = Scenario.named("four tables with two rows per parent")
            .table("a", "id int primary key", "(1),(2)")
            .table("b", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,2),(5,3)")
            .table("d", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,2),(5,3),(6,3),(7,4),(8,4),(9,5)")
            .key("b(p)", CASCADE, "a(id)")
            .key("c(p)", CASCADE, "b(id)")
            .key("d(p)", CASCADE, "c(id)");

    private static final Delete FIRST = Delete.of("DELETE FROM a WHERE id = ?", 1);
    private static final String FIRST_GONE = "a[(2)]\nb[(3,2)]\nc[(5,3)]\nd[(9,5)]\n";

    @Test
    void mySqlLosesGrandchildrenAndTheLibraryDoesNot() throws SQLException {
        try (Space space = Space.create(Database.MYSQL_OFF)) {
            Schema schema = Schema.build(BRANCHES, space, Schema.Keys.AS_WANTED);
            try (Connection connection = space.enforcing().getConnection()) {
                Outcome outcome = Trial.PREPARED.run(schema, connection, FIRST);
                String version = connection.getMetaData().getDatabaseProductVersion();
                assertThat(outcome.failureKind()).isEqualTo("no failure");
                if (outcome.content().equals(FIRST_GONE)) {
                    System.out.println("MySQL " + version + " cascades over four tables rightly");
                } else {
                    System.out.println("MySQL " + version + " leaves orphans natively:\n" + outcome.content());
                    assertThat(outcome.content()).as("the loss is lower down").startsWith("a[(2)]\nb[(3,2)]\n");
                }
            }
            assertRight(schema, Map.of());
            assertRight(schema, Map.of("cascade.strategy", "emulate"));
        }
    }

    @Test
    void postgreSqlDoesNotEnforceNotEnforced() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(BRANCHES, space, Schema.Keys.ABSENT);
            for (Key key : BRANCHES.keys()) {
                space.run(key.alterTable(key.rule()) + " NOT ENFORCED");
            }
            try (Connection connection = space.enforcing().getConnection()) {
                assertThat(Trial.PREPARED.run(schema, connection, FIRST).content())
                        .isEqualTo(schema.initial().replace("(1), (2)]\nb", "(2)]\nb"));
            }
            assertRight(schema, Map.of());
        }
    }

    @Test
    void sqliteWithAForgottenPragmaLeavesOrphans() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(BRANCHES, space, Schema.Keys.AS_WANTED);
            try (Connection connection = space.dataSource().getConnection()) {
                assertThat(Trial.PREPARED.run(schema, connection, FIRST).content())
                        .isEqualTo(schema.initial().replace("(1), (2)]\nb", "(2)]\nb"));
            }
            assertRight(schema, Map.of());
            assertRight(schema, Map.of("cascade.sqliteForeignKeys", "keep"));
        }
    }

    private static void assertRight(Schema schema, Map<String, String> options) throws SQLException {
        DataSource ours = Ours.over(schema.space().dataSource(), options);
        try (Connection connection = ours.getConnection()) {
            for (Trial trial : Trial.values()) {
                Outcome outcome = trial.run(schema, connection, FIRST);
                assertThat(outcome.failureKind()).as("%s %s", trial, options).isEqualTo("no failure");
                assertThat(outcome.content()).as("%s %s", trial, options).isEqualTo(FIRST_GONE);
            }
        }
    }
}
