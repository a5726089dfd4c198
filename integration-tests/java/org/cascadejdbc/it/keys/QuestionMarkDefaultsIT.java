package org.cascadejdbc.it.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL: a question mark of a default, an operator's or a text's, is no parameter of the prepared DELETE beside it. */
class QuestionMarkDefaultsIT {
    @ParameterizedTest
    @ValueSource(strings = {"CASE WHEN '[\"a\"]'::jsonb ? 'a' THEN 'it''s?' END", "'it''s?'",
        "CASE WHEN '[]'::jsonb ?| ARRAY['a'] THEN '?' ELSE 'it''s?' END"})
    void areNoParameters(String expression) throws SQLException {
        List<String> told = new ArrayList<>();
        for (boolean natively : new boolean[] {true, false}) {
            try (Space space = Space.create(Database.POSTGRESQL)) {
                space.run("CREATE TABLE p (k text PRIMARY KEY)");
                String key = " text DEFAULT " + expression + (natively ? " REFERENCES p ON DELETE SET DEFAULT" : "");
                space.run("CREATE TABLE c (a" + key + ", b" + key + ")");
                space.run("INSERT INTO p VALUES ('1'), ('2'), ('it''s?')");
                space.run("INSERT INTO c VALUES ('1', '1'), ('1', '2'), ('2', '1'), ('2', NULL)");
                DataSource source = natively ? space.dataSource() : Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                        "ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES p (k) ON DELETE SET DEFAULT",
                        "ALTER TABLE c ADD FOREIGN KEY (b) REFERENCES p (k) ON DELETE SET DEFAULT"));
                try (Connection connection = source.getConnection(); Statement look = connection.createStatement();
                        PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE k = ?")) {
                    delete.setString(1, "1");
                    int count = delete.executeUpdate();
                    try (ResultSet row = look.executeQuery("SELECT array_agg(ROW(a, b) ORDER BY a, b) FROM c")) {
                        row.next();
                        told.add(count + row.getString(1));
                    }
                }
            }
        }
        assertThat(told.get(1)).isEqualTo(told.get(0)).contains("it's?");
    }
}
