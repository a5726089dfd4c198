package org.cascadejdbc.it.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DDL by another process between two DELETEs, which passes through no connection of ours: the next DELETE does what it
 * does on a DataSource that has never seen the schema before.
 */
class OtherProcessIT {
    /**
     * A change of the schema.
     *
     * @param relations what is declared beside the database
     * @param before further statements that make the schema: p and c and three rows of each are there
     * @param change what the other process does
     */
    record Change(
            String name, Map<String, String> options, List<String> relations, String before, String change, String tables) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Map<String, String> EMULATE = Map.of("cascade.strategy", "emulate");
    private static final Map<String, String> CASCADE = Map.of("cascade.noAction", "cascade");
    private static final Map<String, String> PLAIN = Map.of();

    private static final String FAMILY = "CREATE TABLE p (id int primary key, n int); "
            + "CREATE TABLE c (id int primary key, p int DEFAULT 3, n int%s); "
            + "INSERT INTO p VALUES (1,1),(2,2),(3,3); INSERT INTO c VALUES (1,1,1),(2,1,2),(3,2,3)";

    private static final String DECLARED = ", CONSTRAINT cp FOREIGN KEY (p) REFERENCES p (id) ON DELETE ";
    private static final String C_TO_P = "ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE";
    private static final String Y_TO_X = "ALTER TABLE y ADD FOREIGN KEY (x) REFERENCES x (id) ON DELETE CASCADE";
    private static final String X_AND_Y = "CREATE TABLE x (id int primary key, p int); "
            + "CREATE TABLE y (id int primary key, x int); "
            + "INSERT INTO x VALUES (1,1),(2,2); INSERT INTO y VALUES (1,1),(2,2)";

    private static Change change(
            String name, Map<String, String> options, List<String> relations, String before, String change) {
        return new Change(name, options, relations, before, change, before.contains("CREATE TABLE y") ? "p c x y" : "p c");
    }

    private static String family(String key) {
        return FAMILY.formatted(key.isEmpty() ? "" : DECLARED + key);
    }

    /** In SQL that all have; a key of an existing table is what SQLite cannot add or drop. */
    private static Stream<Change> everywhere() {
        String more = "CREATE TABLE g (id int primary key, c int, FOREIGN KEY (c) REFERENCES c (id)); "
                + "INSERT INTO g VALUES (1,1),(2,2),(3,3)";
        return Stream.of(
                new Change("a key is added below, noAction=cascade", CASCADE, List.of(), family("NO ACTION"), more, "p c g"),
                new Change("a key is added below, emulate", EMULATE, List.of(), family("CASCADE"),
                        more.replace("c (id))", "c (id) ON DELETE SET NULL)"), "p c g"),
                new Change("a key is dropped with its table", CASCADE, List.of(), family("NO ACTION") + "; " + more,
                        "DROP TABLE g", "p c"),
                change("the table is re-created without a key, emulate", EMULATE, List.of(), family("CASCADE"),
                        "DROP TABLE c; CREATE TABLE c (id int primary key, p int, n int); INSERT INTO c VALUES (1,1,1)"),
                change("the table is re-created with another rule, emulate", EMULATE, List.of(), family("CASCADE"),
                        "DROP TABLE c; CREATE TABLE c (id int primary key, p int, n int" + DECLARED + "SET NULL); "
                                + "INSERT INTO c VALUES (1,1,1)"),
                change("the table is re-created with the key on another column, emulate", EMULATE, List.of(),
                        family("CASCADE"),
                        "DROP TABLE c; CREATE TABLE c (id int primary key, p int, n int, CONSTRAINT cp FOREIGN KEY (n) "
                                + "REFERENCES p (id) ON DELETE CASCADE); INSERT INTO c VALUES (1,1,2),(2,2,1)"),
                change("the table is re-created without the key that a relation restates", PLAIN, List.of(C_TO_P),
                        family("CASCADE"),
                        "DROP TABLE c; CREATE TABLE c (id int primary key, p int, n int); INSERT INTO c VALUES (1,1,1)"),
                change("the parent is re-created, emulate", EMULATE, List.of(), family("CASCADE"),
                        "DROP TABLE c; DROP TABLE p; CREATE TABLE p (id int primary key, n int); "
                                + "CREATE TABLE c (id int primary key, p int, n int); "
                                + "INSERT INTO p VALUES (1,1),(2,2); INSERT INTO c VALUES (1,1,1),(2,2,2)"),
                new Change("the child is renamed and another takes its name", EMULATE, List.of(), family("CASCADE"),
                        "ALTER TABLE c RENAME TO d; CREATE TABLE c (id int primary key, p int); "
                                + "INSERT INTO c VALUES (1,1),(2,2)", "p c d"),
                new Change("the column is renamed", EMULATE, List.of(), family("CASCADE"),
                        "ALTER TABLE c RENAME COLUMN p TO parent", "p c"),
                change("a native cascade comes into being above a virtual key", PLAIN, List.of(Y_TO_X),
                        family("") + "; " + X_AND_Y,
                        "DROP TABLE x; CREATE TABLE x (id int primary key, p int, FOREIGN KEY (p) REFERENCES p (id) "
                                + "ON DELETE CASCADE); INSERT INTO x VALUES (1,1),(2,2)"));
    }

    private static Stream<Change> onServers() {
        String add = "ALTER TABLE c ADD CONSTRAINT cp FOREIGN KEY (p) REFERENCES p (id) ON DELETE ";
        return Stream.of(
                change("a key is dropped, emulate", EMULATE, List.of(), family("CASCADE"),
                        "ALTER TABLE c DROP CONSTRAINT cp"),
                change("a key is dropped that a relation restates", PLAIN, List.of(C_TO_P), family("CASCADE"),
                        "ALTER TABLE c DROP CONSTRAINT cp"),
                change("a key that a relation overrides is dropped", PLAIN, List.of(C_TO_P), family("NO ACTION"),
                        "ALTER TABLE c DROP CONSTRAINT cp"),
                change("a rule is changed, emulate", EMULATE, List.of(), family("CASCADE"),
                        "ALTER TABLE c DROP CONSTRAINT cp; " + add + "SET NULL"),
                change("a rule is changed from native to ours", CASCADE, List.of(), family("CASCADE"),
                        "ALTER TABLE c DROP CONSTRAINT cp; " + add + "NO ACTION"),
                change("a key is added, noAction=cascade", CASCADE, List.of(), family(""), add + "NO ACTION"),
                change("a key is added above a virtual one", PLAIN, List.of(Y_TO_X), family("") + "; " + X_AND_Y,
                        "ALTER TABLE x ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE"),
                change("a key is added beside a virtual one", PLAIN, List.of(C_TO_P, Y_TO_X),
                        family("") + "; " + X_AND_Y,
                        "ALTER TABLE x ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE"),
                change("a virtual key's column gets another type", PLAIN, List.of(C_TO_P), family(""),
                        "ALTER TABLE c DROP COLUMN p; ALTER TABLE c ADD COLUMN p bigint; UPDATE c SET p = 1"));
    }

    private static Stream<Change> onPostgresql() {
        return Stream.of(
                change("the default is changed", EMULATE, List.of(), family("SET DEFAULT"),
                        "ALTER TABLE c ALTER COLUMN p SET DEFAULT 2"),
                change("the keys' triggers are disabled", EMULATE, List.of(), family("CASCADE"),
                        "ALTER TABLE p DISABLE TRIGGER ALL"),
                change("a key is no longer enforced", PLAIN, List.of(C_TO_P), family("CASCADE"),
                        "ALTER TABLE c ALTER CONSTRAINT cp NOT ENFORCED"),
                change("a key is added that is not enforced", PLAIN, List.of(Y_TO_X), family("") + "; " + X_AND_Y,
                        "ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE NOT ENFORCED"),
                change("a type is changed that pads with blanks", PLAIN, List.of(
                        "ALTER TABLE y ADD FOREIGN KEY (x) REFERENCES x (id) ON DELETE CASCADE"),
                        family("") + "; CREATE TABLE x (id varchar(9) primary key, p int REFERENCES p ON DELETE CASCADE); "
                                + "CREATE TABLE y (id int primary key, x varchar(9)); "
                                + "INSERT INTO x VALUES ('a',1),('b',2); INSERT INTO y VALUES (1,'a '),(2,'b ')",
                        "ALTER TABLE x ALTER COLUMN id TYPE char(9)"),
                new Change("a partition is attached with a key of its own", EMULATE, List.of(),
                        "CREATE TABLE p (id int primary key, n int) PARTITION BY LIST (id); "
                                + "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 (id int primary key, "
                                + "n int); CREATE TABLE c (id int primary key, p int REFERENCES p ON DELETE CASCADE); "
                                + "INSERT INTO p VALUES (1,1); INSERT INTO p2 VALUES (2,2); INSERT INTO c VALUES (1,1)",
                        "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2); INSERT INTO c VALUES (2,2)", "p c p2"),
                new Change("an earlier schema gets a table of the relation's name", PLAIN, List.of(C_TO_P),
                        family("").replace("c (", "@other.c (").replace("INTO c", "INTO @other.c"),
                        "CREATE TABLE c (id int primary key, p int); INSERT INTO c VALUES (1,1),(2,2)", "p c @other.c"));
    }

    private static Stream<Change> onMysql() {
        String other = "ALTER TABLE c DROP CONSTRAINT cp; ALTER TABLE c DROP INDEX cp; UPDATE c SET n = %s; "
                + "ALTER TABLE c ADD CONSTRAINT cp FOREIGN KEY (n) REFERENCES p (id)";
        return Stream.of(
                change("a key that a relation overrides is one by another column", PLAIN, List.of(C_TO_P),
                        family("NO ACTION"), other.formatted("p")),
                change("a key by another column refuses", PLAIN, List.of(C_TO_P),
                        family("NO ACTION"), other.formatted("1")),
                change("a key by another column cascades, too", CASCADE, List.of(C_TO_P),
                        family("NO ACTION"), other.formatted("1")),
                change("a key that no relation states is one by another column", CASCADE, List.of(),
                        family("NO ACTION"), other.formatted("2")),
                change("a key that a relation overrides has another rule", PLAIN, List.of(C_TO_P), family("NO ACTION"),
                        other.formatted("1") + " ON DELETE CASCADE"),
                change("what identifies rows is changed", PLAIN, List.of(C_TO_P), family(""),
                        "ALTER TABLE c DROP PRIMARY KEY, ADD PRIMARY KEY (id, n); INSERT INTO c VALUES (3,1,9)"),
                change("what identifies rows is no primary key any more", PLAIN, List.of(C_TO_P), family(""),
                        "ALTER TABLE c DROP PRIMARY KEY, ADD UNIQUE (id)"),
                change("the tables leave the storage engine that has keys", PLAIN, List.of(C_TO_P), family("CASCADE"),
                        "ALTER TABLE c DROP FOREIGN KEY cp; ALTER TABLE c ENGINE = MyISAM; ALTER TABLE p ENGINE = MyISAM"));
    }

    private static Stream<Change> changes(Database database) {
        return switch (database) {
            case SQLITE, H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> everywhere();
            case POSTGRESQL -> Stream.of(everywhere(), onServers(), onPostgresql()).flatMap(s -> s);
            case MYSQL, MYSQL_OFF, MARIADB -> Stream.of(everywhere(), onServers(), onMysql()).flatMap(s -> s);
        };
    }

    static Stream<Arguments> cases() {
        return Database.onServers().stream().flatMap(database -> changes(database)
                .map(change -> Arguments.of(database, change)));
    }

    /**
     * Where the next DELETE is not carried out but refused: what is the database's alone is passed on without a look
     * unless there are relations, and a NO ACTION that is new to us refuses it; what makes a statement of ours invalid
     * aborts an open transaction of PostgreSQL, in which nothing can be tried again.
     */
    private static boolean isRefused(Database database, Change change, boolean inTransaction) {
        return switch (change.name()) {
            case "a rule is changed from native to ours", "a key is added, noAction=cascade" -> true;
            case "the column is renamed", "a key is dropped with its table" ->
                    database == Database.POSTGRESQL && inTransaction;
            default -> false;
        };
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void theNextDeleteIsRight(Database database, Change change) throws SQLException {
        for (boolean inTransaction : new boolean[] {false, true}) {
            List<String> known = afterChange(database, change, inTransaction, true);
            if (isRefused(database, change, inTransaction)) {
                assertThat(known.get(0)).as(change.name()).matches("42P01|42703|23503|23000");
                assertThat(known.subList(1, known.size())).as("nothing was deleted").contains("p 1 1", "c 1 1", "c 2 1");
                continue;
            }
            List<String> unknown = afterChange(database, change, inTransaction, false);
            assertThat(known).as(change + ", in transaction: " + inTransaction).isEqualTo(unknown);
        }
    }

    /** The rows after the DELETE, on a DataSource that knows the schema as it was, or none. */
    private static List<String> afterChange(Database database, Change change, boolean inTransaction, boolean known)
            throws SQLException {
        try (Space space = Space.create(database)) {
            each(space, change.before());
            if (database == Database.POSTGRESQL && change.before().contains("@other")) {
                each(space, "SET search_path = @own, @other");
            }
            DataSource ours = ours(space, change);
            try (Connection connection = ours.getConnection()) {
                if (change.before().contains("@other")) {
                    execute(connection, space.say("SET search_path = @own, @other"));
                }
                try (PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                    if (known) {
                        delete.setInt(1, 99);
                        assertThat(delete.executeUpdate()).isZero();
                        delete.setInt(1, 3);
                        delete.executeUpdate(); // as a cascade with rows
                    } else {
                        space.run("DELETE FROM p WHERE id = 3");
                    }
                    each(space, change.change());
                    connection.setAutoCommit(!inTransaction);
                    delete.setInt(1, 1);
                    String answer = String.valueOf(delete.executeUpdate());
                    if (inTransaction) {
                        connection.commit();
                    }
                    return content(space, change, answer);
                } catch (SQLException e) {
                    if (inTransaction) {
                        connection.rollback();
                    }
                    List<String> refused = content(space, change, e.getSQLState());
                    if (e.getSQLState().startsWith("42")) {
                        execute(connection, "DELETE FROM p WHERE id = 1"); // is right in the next transaction
                        connection.commit();
                        assertThat(content(space, change, "")).doesNotContain("p 1 1");
                    }
                    return refused;
                }
            }
        }
    }

    private static DataSource ours(Space space, Change change) {
        List<String> relations = change.relations().stream().map(space::say).toList();
        return relations.isEmpty()
                ? Ours.over(space.dataSource(), change.options())
                : Ours.withRelationsFile(space.dataSource(), change.options(), relations);
    }

    private static List<String> content(Space space, Change change, String answer) throws SQLException {
        List<String> content = new ArrayList<>(List.of(answer));
        try (Connection plain = space.dataSource().getConnection();
                Statement statement = plain.createStatement()) {
            for (String table : change.tables().split(" ", -1)) {
                try (var rows = statement.executeQuery(space.say("SELECT * FROM " + table + " ORDER BY 1, 2"))) {
                    while (rows.next()) {
                        content.add(table + " " + rows.getString(1) + " " + rows.getString(2));
                    }
                }
            }
        }
        return content;
    }

    private static void each(Space space, String script) throws SQLException {
        for (String statement : script.split("; ", -1)) {
            space.run(statement);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
