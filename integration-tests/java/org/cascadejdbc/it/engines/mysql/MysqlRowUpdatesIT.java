package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row that several keys change stays the same row, and nothing else in it changes. */
class MysqlRowUpdatesIT {
    private static final String TWO = "c (o INT, prod INT NOT NULL DEFAULT 0, alt INT, PRIMARY KEY (o, prod))";
    private static final String THREE = "c (o INT DEFAULT 0, prod INT NOT NULL DEFAULT 0, alt INT, PRIMARY KEY (prod, o))";
    private static final String ONE = "c (o INT, prod INT DEFAULT 0 PRIMARY KEY, alt INT)";
    private static final String AT_THE_END = "c (o INT, prod INT NOT NULL DEFAULT 0, alt INT, PRIMARY KEY (prod, o), "
            + "changed TIMESTAMP NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP)";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // both keys, one, the other, in both orders
        TWO + " | prod SET DEFAULT, alt SET NULL | (7,1,1),(8,1,2),(9,2,1) | 7/0/- 8/0/2 9/2/-",
        TWO + " | alt SET NULL, prod SET DEFAULT | (7,1,1),(8,1,2),(9,2,1) | 7/0/- 8/0/2 9/2/-",
        ONE + " | prod SET DEFAULT, alt SET NULL | (7,1,1),(9,2,1) | 7/0/- 9/2/-",
        AT_THE_END + " | prod SET DEFAULT, alt SET NULL | (7,1,1,NULL),(9,2,1,NULL) | 7/0/- 9/2/-",
        // two that change what the row is known by
        THREE + " | prod SET DEFAULT, o SET DEFAULT, alt SET NULL | (1,1,1),(1,2,2),(2,1,1) | 0/0/- 0/2/2 2/0/-",
        THREE + " | alt SET NULL, o SET DEFAULT, prod SET DEFAULT | (1,1,1),(1,2,2),(2,1,1) | 0/0/- 0/2/2 2/0/-",
        // one goes
        TWO + " | prod SET DEFAULT, alt CASCADE | (7,1,1),(8,1,2),(9,2,1) | 8/0/2",
    })
    void isTheSameRow(String table, String rules, String rows, String expected) throws SQLException {
        for (Database database : List.of(Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB)) {
            MysqlZones.create(database);
            for (boolean declared : new boolean[] {false, true}) {
                try (Space space = Space.create(database)) {
                    space.run("CREATE TABLE p (id INT PRIMARY KEY)");
                    space.run("INSERT INTO p VALUES (0),(1),(2)");
                    space.run("CREATE TABLE " + table);
                    space.run("INSERT INTO c VALUES " + rows);
                    List<String> relations = new ArrayList<>();
                    for (String rule : rules.split(", ", -1)) {
                        String column = rule.substring(0, rule.indexOf(' '));
                        String key = "ALTER TABLE c ADD FOREIGN KEY (" + column + ") REFERENCES p (id)";
                        if (declared) {
                            space.run(key);
                        }
                        relations.add(key + " ON DELETE" + rule.substring(rule.indexOf(' ')));
                    }
                    DataSource ours = Ours.withRelationsFile(space.dataSource(), Map.of(), relations);
                    assertThat(deleted(ours, "DELETE FROM p WHERE id = 1",
                                    "SELECT CONCAT_WS('/', o, prod, IFNULL(alt, '-')) FROM c ORDER BY o"))
                            .as("%s, %s", database, declared)
                            .isEqualTo("1 " + expected);
                }
            }
        }
    }

    /** Natively no UPDATE sets such columns; generated ones follow. A row of the hour that comes twice keeps its own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MYSQL     | AUTO", "MYSQL     | VIRTUAL", "MYSQL     | EMULATE",
        "MYSQL_OFF | AUTO", "MYSQL_OFF | VIRTUAL", "MYSQL_OFF | EMULATE",
        "MARIADB   | AUTO", "MARIADB   | VIRTUAL", "MARIADB   | EMULATE",
    })
    void columnsThatSetThemselvesAreLeftAlone(Database database, Mode mode) throws SQLException {
        MysqlZones.create(database);
        try (Space space = Space.create(database)) {
            space.run("SET time_zone = '+00:00', sql_mode = ''");
            space.run("CREATE TABLE p (id INT PRIMARY KEY)");
            String declared = mode == Mode.VIRTUAL ? "" : ", FOREIGN KEY (pid) REFERENCES p (id) ON DELETE SET NULL";
            String columns = "pid INT, twice INT AS (pid * 2) VIRTUAL, changed TIMESTAMP(3) NULL ON UPDATE CURRENT_TIMESTAMP(3), "
                    + "at DATETIME NULL ON UPDATE CURRENT_TIMESTAMP";
            space.run("CREATE TABLE c (id INT PRIMARY KEY, " + columns + declared + ")");
            space.run("CREATE TABLE anonymous (id INT, " + columns + declared + ")");
            space.run("INSERT INTO p VALUES (1),(2)");
            for (String table : List.of("c", "anonymous")) {
                space.run("INSERT INTO " + table + " (id, pid, changed, at) VALUES (1,1,'2020-01-01 1:2:3.456','2020-01-01'),"
                        + "(2,1,'2025-10-26 00:30','0000-00-00'),(3,1,'2025-10-26 01:30:00','2020-00-00'),(4,2,NULL,NULL),"
                        + "(5,1,'0000-00-00',NULL),(6,1,NULL,NULL)");
            }
            Map<String, String> options = mode == Mode.EMULATE ? Map.of("cascade.strategy", "emulate") : Map.of();
            DataSource ours = mode != Mode.VIRTUAL
                    ? Ours.over(space.dataSource(), options)
                    : Ours.withRelationsFile(space.dataSource(), options, List.of(
                            "ALTER TABLE c ADD FOREIGN KEY (pid) REFERENCES p (id) ON DELETE SET NULL",
                            "ALTER TABLE anonymous ADD FOREIGN KEY (pid) REFERENCES p (id) ON DELETE SET NULL"));
            String expected = " 1/-/1577840523.456/2020-01-01 2/-/1761438600.000/0000-00-00 3/-/1761442200.000/2020-00-00"
                    + " 4/4/-/- 5/-/0.000/- 6/-/-/-";
            String rows = "SELECT CONCAT_WS('/', id, IFNULL(twice, '-'), IFNULL(UNIX_TIMESTAMP(changed), '-'), "
                    + "IFNULL(LEFT(at, 10), '-')) FROM c ORDER BY id";
            assertThat(deleted(ours, "DELETE FROM p WHERE id = 1", rows)).isEqualTo("1" + expected);
            assertThat(deleted(ours, "DELETE FROM p WHERE id = 9", rows.replace("FROM c", "FROM anonymous")))
                    .isEqualTo("0" + expected);
        }
    }

    private static String deleted(DataSource ours, String delete, String query) throws SQLException {
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = 'Europe/Berlin'");
            List<String> told = new ArrayList<>(List.of("" + statement.executeUpdate(delete)));
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    told.add(rows.getString(1));
                }
            }
            return told.stream().collect(Collectors.joining(" "));
        }
    }
}
