package org.cascadejdbc.it.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
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
 * SET DEFAULT onto what is unique and was a row's that goes in the same DELETE: as the law says, whatever the order of rows
 * and keys, on which it depends natively.
 */
class LandingUpdatesIT {
    private static final String ITSELF = "c (id INT PRIMARY KEY, r INT DEFAULT 3 UNIQUE, x INT)";
    private static final String CHILD = "c (id INT PRIMARY KEY, r INT NOT NULL DEFAULT 3 UNIQUE, x INT)";
    private static final String PART = "c (id INT PRIMARY KEY, r INT DEFAULT 3, x INT, y INT, UNIQUE (y, r))";
    private static final String KEY = "c (id INT, r INT NOT NULL DEFAULT 3, x INT, PRIMARY KEY (r))";

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Database database : List.of(Database.SQLITE, Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB)) {
            for (boolean declared : new boolean[] {false, true}) {
                cases.add(Arguments.of(database, declared, ITSELF, "c(r) c SET DEFAULT",
                        "(1,NULL,0),(3,1,0),(5,3,0)", "DELETE FROM c WHERE id IN (5, 1)", "2 3/3/0"));
                cases.add(Arguments.of(database, declared, ITSELF, "c(r) c SET DEFAULT, c(x) c CASCADE",
                        "(1,NULL,NULL),(3,1,NULL),(5,3,1)", "DELETE FROM c WHERE id = 1", "1 3/3/-"));
                cases.add(Arguments.of(database, declared, CHILD, "c(r) p SET DEFAULT, c(x) p CASCADE",
                        "(10,1,NULL),(11,3,1),(12,2,NULL)", "DELETE FROM p WHERE id = 1", "1 10/3/- 12/2/-"));
                cases.add(Arguments.of(database, declared, CHILD, "c(x) p CASCADE, c(r) p SET DEFAULT",
                        "(10,3,1),(11,1,NULL),(12,2,NULL)", "DELETE FROM p WHERE id = 1", "1 11/3/- 12/2/-"));
                cases.add(Arguments.of(database, declared, PART, "c(x) p CASCADE, c(r) p SET DEFAULT",
                        "(10,3,1,7),(11,1,NULL,7),(12,2,NULL,7)", "DELETE FROM p WHERE id = 1", "1 11/3/- 12/2/-"));
                cases.add(Arguments.of(database, declared, KEY, "c(x) p CASCADE, c(r) p SET DEFAULT",
                        "(10,3,1),(11,1,NULL),(12,2,NULL)", "DELETE FROM p WHERE id = 1", "1 11/3/- 12/2/-"));
                // another key's rows must have let go of what goes, too
                cases.add(Arguments.of(database, declared, CHILD, "c(r) p SET DEFAULT, c(x) p SET NULL",
                        "(10,1,1),(11,3,NULL),(12,2,1)", "DELETE FROM p WHERE id = 1", "refused"));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void landsWhereARowWas(Database database, boolean declared, String table, String rules, String rows, String delete,
            String expected) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (id INT PRIMARY KEY)");
            space.run("INSERT INTO p VALUES (1),(2),(3)");
            List<String> relations = new ArrayList<>();
            StringBuilder keys = new StringBuilder();
            for (String rule : rules.split(", ", -1)) {
                String[] words = rule.split(" ", 3);
                String key = "FOREIGN KEY " + words[0].substring(1) + " REFERENCES " + words[1] + " (id)";
                relations.add("ALTER TABLE c ADD " + key + " ON DELETE " + words[2]);
                keys.append(", ").append(key).append(" ON DELETE NO ACTION");
            }
            String referenced = table.contains("PRIMARY KEY (r)") ? ", UNIQUE (id)" : "";
            space.run("CREATE TABLE " + table.substring(0, table.length() - 1) + referenced + (declared ? keys : "") + ")");
            space.run("INSERT INTO c VALUES " + rows);
            DataSource ours = Ours.withRelationsFile(space.dataSource(), Map.of(), relations);
            assertThat(deleted(ours, delete)).isEqualTo(expected);
        }
    }

    private static String deleted(DataSource ours, String delete) throws SQLException {
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            List<String> told = new ArrayList<>();
            try {
                told.add(String.valueOf(connection.prepareStatement(delete).executeUpdate()));
            } catch (SQLException e) {
                return "refused";
            }
            try (ResultSet row = statement.executeQuery("SELECT id, r, x FROM c ORDER BY id")) {
                while (row.next()) {
                    told.add(row.getString(1) + "/" + row.getString(2) + "/" + (row.getString(3) == null ? "-" : row.getString(3)));
                }
            }
            return String.join(" ", told);
        }
    }
}
