package org.cascadejdbc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The place for what a cascade writes down, or for what a trigger writes, is used up in its middle. */
class FullDiskIT {
    private static final Scenario MANY = Scenario.named("many children")
            .table("p", "id int primary key, pad varchar(200)", "(1,'x'),(2,'y')")
            .table("c", "id int primary key, p int, pad varchar(200)",
                    IntStream.rangeClosed(1, 3_000)
                            .mapToObj(id -> "(" + id + ",1,'" + "z".repeat(100) + "')")
                            .collect(Collectors.joining(",")))
            .table("g", "id int primary key, c int", "(1,1)")
            .table("s", "id int primary key, c int", "(1,null)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)")
            .key("s(c)", SET_NULL, "c(id)"); // on MySQL it takes several statements

    /** On MySQL no session can limit the space of InnoDB's temporary tables. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POSTGRESQL | SET work_mem = '64kB' | SET temp_file_limit = '8kB' | RESET temp_file_limit | 53400/0",
        "MARIADB | SET tmp_memory_table_size = 0 | SET max_tmp_session_space_usage = 65536"
                + " | SET max_tmp_session_space_usage = DEFAULT | HY000/201",
    })
    void noPlaceForWhatIsWrittenDown(Database database, String before, String limit, String noLimit, String error)
            throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(MANY, space, Schema.Keys.ABSENT);
            try (Connection connection = Ours.withRelations(space.dataSource(), Map.of(), MANY.keys()).getConnection();
                    Connection other = space.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(before);
                statement.execute(limit);
                for (boolean autoCommit : new boolean[] {true, false}) {
                    connection.setAutoCommit(autoCommit);
                    statement.executeUpdate("INSERT INTO other_work VALUES (1)");
                    assertThat(failure(statement)).isEqualTo(error);
                    if (!autoCommit && database == Database.POSTGRESQL) {
                        connection.rollback();
                    }
                    assertThat(schema.content(connection)).isEqualTo(schema.initial());
                }
                connection.commit();
                connection.setAutoCommit(true);
                statement.execute(noLimit);
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isEqualTo(1);
                assertThat(schema.content(other)).isEqualTo("p[(2,y)]\nc[]\ng[]\ns[(1,null)]\n");
                int works = database == Database.POSTGRESQL ? 1 : 2;
                assertThat(schema.rows(other, "other_work")).hasSize(works);
            }
        }
    }

    /** SQLite's own limit of a file's size; a trigger wants more. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFileIsFull(boolean natively) throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(MANY, space, natively ? Schema.Keys.AS_WANTED : Schema.Keys.ABSENT);
            space.run("CREATE TABLE log (pad text); CREATE TRIGGER t AFTER DELETE ON c BEGIN"
                    + " INSERT INTO log VALUES (zeroblob(5000)); END");
            try (Connection connection = (natively
                                    ? space.enforcing()
                                    : Ours.withRelations(space.dataSource(), Map.of(), MANY.keys()))
                            .getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = 1"); // the least that it takes is what is used
                for (boolean autoCommit : new boolean[] {true, false}) {
                    connection.setAutoCommit(autoCommit);
                    assertThat(failure(statement)).isEqualTo("null/13");
                    if (!autoCommit) {
                        connection.rollback();
                    }
                    assertThat(schema.content(connection)).isEqualTo(schema.initial());
                }
                connection.setAutoCommit(true);
                statement.execute("PRAGMA max_page_count = 1000000");
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 2")).isEqualTo(1);
            }
        }
    }

    private static String failure(Statement statement) {
        return SideBySide.describe(catchThrowableOfType(
                SQLException.class, () -> statement.executeUpdate("DELETE FROM p WHERE id = 1")));
    }
}
