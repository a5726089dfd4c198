package org.cascadejdbc.it.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A key by which every DELETE reads a whole table is told once, with the DDL that helps; natively nobody tells it. */
class MissingIndexIT {
    private static final Set<Database> EVERYWHERE = EnumSet.complementOf(EnumSet.of(Database.MYSQL_OFF));
    private static final Set<Database> SQLITE = EnumSet.of(Database.SQLITE);
    private static final Set<Database> POSTGRESQL = EnumSet.of(Database.POSTGRESQL);
    private static final Set<Database> MYSQL = EnumSet.of(Database.MYSQL);
    private static final String C = "CREATE TABLE c (id int primary key, a int, b int, s varchar(20)); ";
    private static final String OF_ONE = "ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE";
    private static final String OF_TWO = "ALTER TABLE c ADD FOREIGN KEY (a, b) REFERENCES p (id, n) ON DELETE CASCADE";
    private static final String OF_TEXT = "ALTER TABLE c ADD FOREIGN KEY (s) REFERENCES p (s) ON DELETE CASCADE";

    /** Indexes of a table, and whether one of them is for the key. */
    record Given(String indexes, String key, boolean serves, Set<Database> databases) {
        @Override
        public String toString() {
            return (serves ? "serves: " : "serves not: ") + indexes;
        }
    }

    private static Stream<Given> given() {
        return Stream.of(
                new Given(C + "CREATE INDEX i ON c (a)", OF_ONE, true, EVERYWHERE),
                new Given(C + "CREATE INDEX i ON c (a DESC, id)", OF_ONE, true, EVERYWHERE),
                new Given(C + "CREATE INDEX i ON c (b, a, id)", OF_TWO, true, EVERYWHERE),
                new Given(C + "CREATE UNIQUE INDEX i ON c (b)", OF_TWO, true, EVERYWHERE),
                new Given("CREATE TABLE c (a int, id int, primary key (a, id))", OF_ONE, true, EVERYWHERE),
                new Given("CREATE TABLE c (a INTEGER primary key, id int)", OF_ONE, true, EVERYWHERE),
                new Given(C + "CREATE INDEX i ON c (b, a)", OF_ONE, false, EVERYWHERE),
                new Given(C + "CREATE INDEX i ON c (a, id, b)", OF_TWO, false, EVERYWHERE),
                new Given(C + "CREATE INDEX i ON c (a)", OF_TWO, false, EVERYWHERE),
                new Given(C + "CREATE INDEX i ON c ((a + 0))", OF_ONE, false, EnumSet.of(
                        Database.POSTGRESQL, Database.MYSQL, Database.MYSQL_OFF, Database.SQLITE)),
                new Given(C + "CREATE INDEX i ON c (a) WHERE b > 0", OF_ONE, false, EnumSet.of(
                        Database.SQLITE, Database.POSTGRESQL)),
                new Given("CREATE TABLE c (a int primary key, id int) WITHOUT ROWID", OF_ONE, true, SQLITE),
                new Given(C + "CREATE INDEX i ON c USING hash (a)", OF_ONE, true, POSTGRESQL),
                new Given(C + "CREATE INDEX i ON c (b) INCLUDE (a)", OF_TWO, false, POSTGRESQL),
                new Given(C + "CREATE INDEX i ON c USING brin (a)", OF_ONE, false, POSTGRESQL),
                new Given(C + "CREATE INDEX i ON c (s)", OF_TEXT, true, EVERYWHERE),
                new Given(C + "CREATE INDEX i ON c (s COLLATE \"POSIX\")", OF_TEXT, false, POSTGRESQL),
                new Given(C + "CREATE INDEX i ON c (s(5))", OF_TEXT, false, MYSQL),
                new Given(C + "CREATE INDEX i ON c (a) INVISIBLE", OF_ONE, false, MYSQL),
                new Given(C + "CREATE INDEX i ON c (a) IGNORED", OF_ONE, false, EnumSet.of(Database.MARIADB)));
    }

    static Stream<Arguments> cases() {
        return given().flatMap(given -> given.databases().stream().map(database -> Arguments.of(database, given)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void indexes(Database database, Given given) throws SQLException {
        try (Space space = Space.create(database)) {
            each(space, "CREATE TABLE p (id int primary key, n int, s varchar(20), UNIQUE (id, n), UNIQUE (s)); "
                    + given.indexes());
            assertThat(warnings(ours(space, given.key()), "DELETE FROM p WHERE id = 1"))
                    .hasSize(given.serves() ? 0 : 1);
        }
    }

    @OnDatabases(except = Database.MYSQL_OFF)
    void toldOnceWithTheDdlThatHelps(Database database) throws SQLException {
        String key = "ALTER TABLE {order line} ADD FOREIGN KEY ({Order}, {no}) REFERENCES orders (id, n) "
                + "ON DELETE CASCADE";
        String[] deletes = {"DELETE FROM orders WHERE id = 1", "DELETE FROM orders WHERE id = 2"};
        try (Space space = Space.create(database)) {
            each(space, "CREATE TABLE orders (id int, n int, primary key (id, n)); "
                    + "CREATE TABLE {order line} (id int primary key, {Order} int, {no} int)");
            DataSource ours = ours(space, key);
            List<String> warnings = warnings(ours, deletes);
            assertThat(warnings).singleElement().asString()
                    .containsPattern("no index on \\w+\\.order line \\(Order, no\\), which references \\w+\\.orders: "
                            + "each DELETE from \\w+\\.orders reads all of \\w+\\.order line; CREATE INDEX ")
                    .contains("order line_Order_no_idx");
            assertThat(warnings(ours, deletes)).as("on another connection").isEmpty();

            String ddl = warnings.get(0).substring(warnings.get(0).indexOf("CREATE INDEX"));
            space.run(ddl);
            assertThat(warnings(ours(space, key), deletes)).as("after %s", ddl).isEmpty();
        }
    }

    /** The database looks for rows, too, where we delete from the referenced table; MySQL has an index for each key. */
    @OnDatabases(except = Database.MYSQL_OFF)
    void nativeKeysOfThePlanAreToldAndOthersAreNot(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            each(space, "CREATE TABLE p (id int primary key); CREATE TABLE c (id int primary key, a int); "
                    + "CREATE TABLE g (id int primary key, c int, FOREIGN KEY (c) REFERENCES c (id)); "
                    + "CREATE TABLE x (id int primary key); "
                    + "CREATE TABLE y (id int primary key, x int, "
                    + "FOREIGN KEY (x) REFERENCES x (id) ON DELETE CASCADE)");
            DataSource ours = ours(space, OF_ONE);
            assertThat(warnings(ours, "DELETE FROM x WHERE id = 1")).as("what the database alone does").isEmpty();
            List<String> warnings = warnings(ours, "DELETE FROM p WHERE id = 1");
            assertThat(warnings).hasSize(database.isMySql() ? 1 : 2);
            assertThat(warnings.get(0)).contains("c (a)");
        }
    }

    private static DataSource ours(Space space, String key) {
        return Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(space.say(key)));
    }

    /** What the logger for them says meanwhile. */
    private static List<String> warnings(DataSource ours, String... deletes) throws SQLException {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (Connection connection = ours.getConnection();
                Statement statement = connection.createStatement()) {
            for (String delete : deletes) {
                assertThat(statement.executeUpdate(delete)).isZero();
            }
        } finally {
            System.setErr(err);
        }
        return logged.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("org.cascadejdbc.index"))
                .toList();
    }

    private static void each(Space space, String script) throws SQLException {
        for (String statement : script.split("; *", -1)) {
            if (!statement.isBlank()) {
                space.run(statement);
            }
        }
    }
}
