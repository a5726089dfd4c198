package org.cascadejdbc.it.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.faults.FaultTrial;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Triggers in the middle of a cascade: as with native keys, or refused; SQLite's are in {@link SpecialIT}. */
class TriggersIT {
    /** Fires for the first parent's family only, and also where a session checks no keys. */
    private static void createPostgresql(Space space, String when, String table, String body) throws SQLException {
        space.run("CREATE FUNCTION @own.t() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN " + body + " END$$;"
                + " CREATE TRIGGER t " + when + " DELETE ON @own." + table + " FOR EACH ROW WHEN (OLD.id < 3)"
                + " EXECUTE FUNCTION @own.t()");
    }

    /** What the DELETE of the first parent tells and leaves. */
    private static String delete(Schema schema, boolean natively) throws SQLException {
        DataSource direct = schema.space().dataSource();
        DataSource dataSource =
                natively ? direct : Ours.withRelations(direct, Map.of(), schema.scenario().keys());
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            String told;
            try {
                told = "count " + statement.executeUpdate("DELETE FROM p WHERE id = 1");
            } catch (SQLException e) {
                told = SideBySide.describe(e);
            }
            String left = schema.content(connection) + "other_work" + schema.rows(connection, "other_work");
            statement.executeUpdate("DELETE FROM p WHERE id = 99"); // it is usable
            return told + "\n" + left;
        }
    }

    private static String withPostgresqlTrigger(Schema.Keys keys, String when, String table, String body)
            throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FaultTrial.FAMILY, space, keys);
            createPostgresql(space, when, table, body);
            return delete(schema, keys == Schema.Keys.AS_WANTED).replace(schema.initial(), "unchanged\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "refuses at the last     | BEFORE | g | RAISE EXCEPTION 'no' USING ERRCODE = '45000';",
        "refuses afterwards      | AFTER  | c | RAISE EXCEPTION 'no' USING ERRCODE = '45000';",
        "keeps the parent        | BEFORE | p | RETURN NULL;",
        "keeps a child           | BEFORE | c | IF OLD.id = 2 THEN RETURN NULL; END IF; RETURN OLD;",
        "writes elsewhere        | BEFORE | c | INSERT INTO other_work VALUES (OLD.id); RETURN OLD;",
        "sees the children gone  | AFTER  | p | "
                + "INSERT INTO other_work SELECT count(*) FROM c WHERE p = OLD.id; RETURN OLD;",
        "deletes other rows      | AFTER  | c | DELETE FROM g WHERE id = 3; RETURN OLD;",
    })
    void postgresqlAsNatively(String name, String when, String table, String body) throws SQLException {
        assertThat(withPostgresqlTrigger(Schema.Keys.ABSENT, when, table, body))
                .as(name)
                .isEqualTo(withPostgresqlTrigger(Schema.Keys.AS_WANTED, when, table, body));
    }

    /** Natively that is an orphan; where the database knows the key by another rule, it refuses. */
    @Test
    void postgresqlChildThatIsKeptRefusesWhereTheKeyIsDeclared() throws SQLException {
        String keeps = "IF OLD.id = 2 THEN RETURN NULL; END IF; RETURN OLD;";
        assertThat(withPostgresqlTrigger(Schema.Keys.NO_ACTION, "BEFORE", "c", keeps))
                .isEqualTo("23503/0\nunchanged\nother_work[]");
    }

    /** What a BEFORE trigger does to rows that go in the same statement: natively it works, here all is refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "moves the grandchildren | c | UPDATE g SET c = 3 WHERE c = OLD.id; RETURN OLD;",
        "moves the children      | p | UPDATE c SET p = 2 WHERE p = OLD.id; RETURN OLD;",
        "deletes the children    | p | DELETE FROM c WHERE p = OLD.id; RETURN OLD;",
        "inserts a child         | p | INSERT INTO c VALUES (9, OLD.id); RETURN OLD;",
    })
    void postgresqlTriggersThatMeddleLeaveNoOrphanWhereTheKeyIsDeclared(String name, String table, String body)
            throws SQLException {
        String natively = withPostgresqlTrigger(Schema.Keys.AS_WANTED, "BEFORE", table, body);
        String told = withPostgresqlTrigger(Schema.Keys.NO_ACTION, "BEFORE", table, body);
        assertThat(told)
                .as(name)
                .isIn(natively, "27000/0\nunchanged\nother_work[]", "23503/0\nunchanged\nother_work[]");
    }

    private static String withMySqlTrigger(Database database, Schema.Keys keys, String trigger) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FaultTrial.FAMILY, space, keys);
            space.run("CREATE TRIGGER t " + trigger);
            return delete(schema, false).replace(schema.initial(), "unchanged\n");
        }
    }

    /** InnoDB's native cascades fire no triggers: there is nothing to compare with. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ABSENT    | BEFORE DELETE ON g FOR EACH ROW SIGNAL SQLSTATE '45000' | 45000/1644 unchanged",
        "ABSENT    | AFTER DELETE ON p FOR EACH ROW SIGNAL SQLSTATE '45000' | 45000/1644 unchanged",
        "ABSENT    | AFTER DELETE ON p FOR EACH ROW "
                + "INSERT INTO other_work SELECT COUNT(*) FROM c WHERE p = OLD.id | count 1 gone [(0)]",
        "NO_ACTION | BEFORE DELETE ON p FOR EACH ROW INSERT INTO c VALUES (9, OLD.id) | 23000/1451 unchanged",
        "NO_ACTION | BEFORE DELETE ON p FOR EACH ROW "
                + "INSERT INTO other_work SELECT COUNT(*) FROM c WHERE p = OLD.id | count 1 gone [(0)]",
    })
    void mySql(Schema.Keys keys, String trigger, String expected) throws SQLException {
        String gone = FaultTrial.GONE.replace("other_work[]\n", "");
        for (Database database : List.of(Database.MYSQL, Database.MARIADB)) {
            if (Database.chosen().contains(database)) {
                String told = withMySqlTrigger(database, keys, trigger);
                assertThat(told.replace(gone, "gone\n").replace("other_work", "").replace('\n', ' ')).as("%s", database)
                        .startsWith(expected);
            }
        }
    }

    /** It may not, in the single statement that is all of the cascade (error 1442): then there are several. */
    @ParameterizedTest
    @CsvSource({"MYSQL, ABSENT", "MYSQL, NO_ACTION", "MARIADB, ABSENT", "MARIADB, NO_ACTION"})
    void mySqlTriggerWritesAnotherTableOfTheCascade(Database database, Schema.Keys keys) throws SQLException {
        Scenario counted = Scenario.named("parents count their children")
                .table("p", "id int primary key, n int", "(1,2),(2,2),(3,1),(4,0)")
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,2),(5,3)")
                .key("c(p)", CASCADE, "p(id)");
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(counted, space, keys);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), counted.keys());
            space.run("CREATE TRIGGER t AFTER DELETE ON c FOR EACH ROW UPDATE p SET n = n - 1 WHERE id IN (OLD.p, 4)");
            for (boolean autocommit : new boolean[] {true, false}) {
                try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(autocommit);
                    String predicate = autocommit ? "id = 1" : "id = 2 OR n = 1";
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE " + predicate)).isEqualTo(autocommit ? 1 : 2);
                    if (!autocommit) {
                        connection.commit();
                    }
                }
            }
            try (Connection connection = ours.getConnection()) {
                assertThat(schema.content(connection)).isEqualTo("p[(4,-5)]\nc[]\n");
            }
        }
    }

    /** There the single statement is half done when it fails: that is told, and the next time it is not tried. MariaDB has none. */
    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void mySqlTriggerWritesATableOfTheCascadeWithoutTransactions(Database database) throws SQLException {
        Scenario family = Scenario.named("a trigger without transactions")
                .table("p", "id int primary key", "(1),(2),(3)")
                .suffix(database, "ENGINE = MyISAM")
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,null),(5,null)")
                .suffix(database, "ENGINE = MyISAM")
                .key("c(p)", CASCADE, "p(id)");
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(family, space, Schema.Keys.ABSENT);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), family.keys());
            space.run("CREATE TRIGGER t AFTER DELETE ON p FOR EACH ROW DELETE FROM c WHERE id = OLD.id + 3");
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                if (database == Database.MYSQL) {
                    assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id = 1"))
                            .isInstanceOf(SQLException.class)
                            .hasMessageContainingAll("a part of it may have been done", "knows no transactions", "Run it again");
                    assertThat(schema.content(connection)).isEqualTo("p[(2), (3)]\nc[(3,2), (4,null), (5,null)]\n");
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isZero();
                    statement.executeUpdate("INSERT INTO p VALUES (1)");
                }
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                assertThat(schema.content(connection)).isEqualTo("p[(2), (3)]\nc[(3,2), (5,null)]\n");
            }
        }
    }
}
