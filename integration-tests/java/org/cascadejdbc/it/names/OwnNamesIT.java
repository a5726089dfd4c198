package org.cascadejdbc.it.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cascade makes for itself, savepoints and temporary tables, takes the place of nothing that the session has. */
class OwnNamesIT {
    private static final Scenario FAMILY = Scenario.named("two children")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .table("s", "id int primary key, p int", "(1,1),(2,2)")
            .key("c(p)", CASCADE, "p(id)")
            .key("s(p)", SET_NULL, "p(id)");

    private static DataSource ours(Space space) {
        return Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
    }

    /** By SQL and by JDBC, before a cascade that succeeds, one that fails, and a batch. */
    @OnDatabases(h2 = true)
    void aSavepointOfThatNameStays(Database database) throws SQLException {
        for (boolean bySql : new boolean[] {true, false}) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                space.run("INSERT INTO other_work VALUES (1)");
                try (Connection connection = ours(space).getConnection(); Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.executeUpdate("UPDATE other_work SET n = 2");
                    Savepoint savepoint = null;
                    if (bySql) {
                        statement.execute("SAVEPOINT cascade_jdbc");
                    } else if (database != Database.SQLITE) {
                        savepoint = connection.setSavepoint("cascade_jdbc");
                    } else {
                        savepoint = connection.setSavepoint();
                    }
                    statement.executeUpdate("UPDATE other_work SET n = 3");
                    statement.executeUpdate("DELETE FROM p WHERE id = 1");
                    statement.addBatch("DELETE FROM p WHERE id = 2");
                    statement.addBatch("DELETE FROM p WHERE id = 3");
                    statement.executeBatch();
                    if (bySql) {
                        statement.execute("ROLLBACK TO SAVEPOINT cascade_jdbc");
                    } else {
                        connection.rollback(savepoint);
                    }
                    connection.commit();
                    assertThat(schema.content(connection)).isEqualTo(schema.initial());
                    assertThat(schema.rows(connection, "other_work")).containsExactly("(2)");
                }
            }
        }
    }

    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB})
    void aTemporaryTableOfThatNameStays(Database database) throws SQLException {
        for (boolean inTransaction : new boolean[] {false, true}) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                try (Connection connection = ours(space).getConnection(); Statement statement = connection.createStatement()) {
                    statement.executeUpdate("DELETE FROM p WHERE id = 77");
                    statement.execute("CREATE TEMPORARY TABLE cascade_jdbc_rows (number BIGINT PRIMARY KEY)");
                    statement.execute("INSERT INTO cascade_jdbc_rows VALUES (1), (2)");
                    statement.execute("CREATE TEMPORARY TABLE cascade_jdbc_count (n BIGINT PRIMARY KEY)");
                    statement.execute("INSERT INTO cascade_jdbc_count VALUES (70), (71)");
                    connection.setAutoCommit(!inTransaction);
                    assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id IN (1, 2)"))
                            .hasMessageContaining("this session has one of its own");
                    assertThat(number(statement, "SELECT COUNT(*) FROM cascade_jdbc_rows")).isEqualTo(2);
                    assertThat(schema.content(connection)).isEqualTo(schema.initial());
                    statement.execute("DROP TEMPORARY TABLE cascade_jdbc_rows");
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id IN (1, 2)")).isEqualTo(2);
                    assertThat(number(statement, "SELECT ROW_COUNT()")).isEqualTo(2);
                    assertThat(number(statement, "SELECT COUNT(*) FROM cascade_jdbc_count")).isEqualTo(2);
                    assertThat(number(statement, "SELECT COUNT(*) FROM c")).isZero();
                    connection.setAutoCommit(true);
                }
            }
        }
    }

    /** A table may be called so as well, and be one of the cascade's. */
    @ParameterizedTest
    @ValueSource(strings = {"cascade_jdbc_rows", "cascade_jdbc_rows_1", "cascade_jdbc_count", "cascade_doomed", "cascade_matched",
        "cascade_jdbc_written", "level0", "written", "t", "r", "counted"})
    void aTableMayHaveThatName(String name) throws SQLException {
        for (Database database : Database.onServers()) {
            try (Space space = Space.create(database)) {
                space.run("CREATE TABLE p (id INT PRIMARY KEY)");
                space.run("CREATE TABLE " + name + " (id INT PRIMARY KEY, p INT)");
                space.run("CREATE TABLE n (id INT PRIMARY KEY, c INT)");
                space.run("INSERT INTO p VALUES (1), (2), (3)");
                space.run("INSERT INTO " + name + " VALUES (1, 1), (2, 2), (3, 3)");
                space.run("INSERT INTO n VALUES (1, 1), (3, 3)");
                for (String rule : List.of("CASCADE", "SET NULL")) {
                    DataSource ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                            "ALTER TABLE " + name + " ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE",
                            "ALTER TABLE n ADD FOREIGN KEY (c) REFERENCES " + name + " (id) ON DELETE " + rule));
                    try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                        int id = rule.equals("CASCADE") ? 1 : 2;
                        statement.executeUpdate("DELETE FROM p WHERE id = " + id);
                        assertThat(number(statement, "SELECT COUNT(*) FROM " + name)).as("%s %s", database, rule).isEqualTo(3 - id);
                        assertThat(number(statement, "SELECT COUNT(*) FROM n")).as("%s %s", database, rule).isEqualTo(1);
                    }
                }
            }
        }
    }

    /**
     * On MariaDB variables of ours hide columns that a DELETE names without a table: it deletes by the column all the same, and not
     * each row where the variable is 0.
     */
    @ParameterizedTest
    @ValueSource(strings = {"cascade_found", "cascade_level", "CASCADE_FOUND", "cascade_t1k0", "cascade_t2k0", "cascade_row", "cascade_rows",
        "cascade__found", "node", "depth"})
    void aColumnMayHaveThatName(String name) throws SQLException {
        for (String delete : List.of("DELETE FROM p WHERE @ = 0", "DELETE FROM p WHERE `@` = 2 OR @ IS NULL", "DELETE FROM p ORDER BY @ DESC LIMIT 1",
                "DELETE p FROM p JOIN q ON q.p = p.id WHERE @ < 2", "DELETE p, q FROM p JOIN q ON q.p = p.id WHERE @ = 1")) {
            String sql = delete.replace("@", name);
            List<String> natively = new ArrayList<>();
            for (Map<String, String> options : List.of(Map.of("native", ""), Map.of("cascade.strategy", "emulate"),
                    Map.of("cascade.strategy", "emulate", "cascade.maxRows", "50"))) {
                try (Space space = Space.create(Database.MARIADB)) {
                    space.run("CREATE TABLE p (id INT PRIMARY KEY, " + name + " INT)");
                    space.run("CREATE TABLE q (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)");
                    space.run("CREATE TABLE s (id INT PRIMARY KEY, `" + name + "` INT, FOREIGN KEY (`" + name
                            + "`) REFERENCES q (id) ON DELETE SET NULL)");
                    space.run("INSERT INTO p VALUES (1, 0), (2, 1), (3, 2), (4, NULL), (5, 5)");
                    space.run("INSERT INTO q VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)");
                    space.run("INSERT INTO s VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)");
                    DataSource source = options.containsKey("native") ? space.dataSource() : Ours.over(space.dataSource(), options);
                    List<String> told = new ArrayList<>();
                    try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
                        statement.executeUpdate(sql);
                        for (String table : List.of("p", "q", "s")) {
                            told.add(table + number(statement, "SELECT COALESCE(SUM(POW(10, id)), 0) FROM " + table));
                        }
                        told.add("null " + number(statement, "SELECT COALESCE(SUM(POW(10, id)), 0) FROM s WHERE `" + name + "` IS NULL"));
                    }
                    if (natively.isEmpty()) {
                        natively.addAll(told);
                    }
                    assertThat(told).as("%s %s", sql, options).isEqualTo(natively);
                }
            }
        }
    }

    /** PostgreSQL looks for tables among the temporary ones before it looks in its catalog. */
    @ParameterizedTest
    @ValueSource(strings = {"", "SET search_path = pg_temp", "SET search_path = pg_temp, pg_catalog"})
    void temporaryTablesAreNotTheCatalog(String path) throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            String own = space.say("@own");
            DataSource ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                    "ALTER TABLE " + own + ".c ADD FOREIGN KEY (p) REFERENCES " + own + ".p (id) ON DELETE CASCADE",
                    "ALTER TABLE " + own + ".s ADD FOREIGN KEY (p) REFERENCES " + own + ".p (id) ON DELETE SET NULL"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                for (String name : List.of("pg_class", "pg_constraint", "pg_namespace", "pg_attribute", "pg_index", "pg_type",
                        "pg_operator", "pg_proc", "pg_attrdef", "pg_inherits", "pg_trigger", "pg_rewrite", "pg_depend")) {
                    statement.execute("CREATE TEMP TABLE " + name + " (oid pg_catalog.oid, relname pg_catalog.name)");
                }
                if (!path.isEmpty()) {
                    statement.execute(path);
                }
                assertThat(statement.executeUpdate("DELETE FROM " + own + ".p WHERE id = 1")).isEqualTo(1);
            }
            try (Connection connection = space.dataSource().getConnection()) {
                assertThat(schema.content(connection)).isEqualTo("p[(2), (3)]\nc[(2,2)]\ns[(1,null), (2,2)]\n");
            }
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
