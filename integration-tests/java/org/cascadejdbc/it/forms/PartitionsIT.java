package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * DELETE from tables with partitions. MySQL's DELETE from partitions. Its partitioned tables can have no foreign keys (manual: "Restrictions and Limitations
 * on Partitioning"), so that the twin is the same table without partitions, and a predicate that says what they hold.
 */
class PartitionsIT {
    private static final Scenario WHOLE = Scenario.named("whole")
            .table("p", "id int primary key, n int", "(1,1),(2,2),(11,1),(12,2),(21,1)")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,11),(4,12),(5,21),(6,null)")
            .key("c(p)", CASCADE, "p(id)");
    private static final String PARTITIONS = "PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), "
            + "PARTITION p1 VALUES LESS THAN (20), PARTITION p2 VALUES LESS THAN MAXVALUE)";
    private static final Scenario PARTITIONED = Scenario.named("partitioned")
            .table("p", "id int primary key, n int", "(1,1),(2,2),(11,1),(12,2),(21,1)")
            .suffix(Database.MYSQL, PARTITIONS)
            .suffix(Database.MARIADB, PARTITIONS)
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,11),(4,12),(5,21),(6,null)")
            .key("c(p)", CASCADE, "p(id)");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DELETE FROM p PARTITION (p0) | DELETE FROM p WHERE id < 10",
        "DELETE FROM p PARTITION (p0, p2) WHERE n = 1 | DELETE FROM p WHERE n = 1 AND (id < 10 OR id >= 20)",
        "DELETE FROM p AS x PARTITION (p1) WHERE x.n > 1 | DELETE FROM p WHERE n > 1 AND id BETWEEN 10 AND 19",
        "DELETE FROM p PARTITION (p1) ORDER BY id LIMIT 1 | DELETE FROM p WHERE id = 11",
        "DELETE FROM p | DELETE FROM p",
    })
    void mysqlsPartitions(String sql, String whole) throws SQLException {
        try (Space twins = Space.create(Database.MYSQL);
                Space space = Space.create(Database.MYSQL)) {
            Schema twin = Schema.build(WHOLE, twins, Schema.Keys.AS_WANTED);
            Schema schema = Schema.build(PARTITIONED, space, Schema.Keys.ABSENT);
            try (Connection connection = twins.enforcing().getConnection();
                    Connection ours =
                            Ours.withRelations(space.dataSource(), Map.of(), PARTITIONED.keys()).getConnection();
                    Statement statement = connection.createStatement();
                    Statement cascading = ours.createStatement()) {
                assertThat(cascading.executeUpdate(sql)).isEqualTo(statement.executeUpdate(whole));
                assertThat(schema.content(ours)).isEqualTo(twin.content(connection));
            }
        }
    }

    /** It only refuses, and PostgreSQL does that by itself: nothing is to be followed. */
    @ParameterizedTest
    @CsvSource({"cascade.strategy, emulate", "cascade.maxRows, 100"})
    void postgresqlsOwnKeyToOnePartitionRefusesUnderEveryOption(String option, String value) throws SQLException {
        Scenario scenario = Scenario.named("keyToPartition")
                .table("p", "id int primary key", "(1),(2),(15)")
                .suffix(Database.POSTGRESQL, "PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES "
                        + "FROM (0) TO (10); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)")
                .table("c", "id int primary key, p int", "(1,1)")
                .key("c(p)", NO_ACTION, "p1(id)");
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.AS_WANTED);
            try (Connection ours =
                            Ours.withRelations(space.dataSource(), Map.of(option, value), List.of()).getConnection();
                    Statement statement = ours.createStatement()) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id < 20"))
                        .returns("23503", SQLException::getSQLState);
                assertThat(schema.content(ours)).isEqualTo(schema.initial());
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id > 1")).isEqualTo(2);
                assertThat(schema.rows(ours, "p")).containsExactly("(1)");
            }
        }
    }
}
