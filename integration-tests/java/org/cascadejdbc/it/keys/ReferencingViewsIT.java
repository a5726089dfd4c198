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
import org.junit.jupiter.params.provider.EnumSource;

/** A relation whose referencing end is a view: what a key of the table under it does, or the server's refusal to write the view. */
class ReferencingViewsIT {
    /** Whether PostgreSQL writes its rows, and what it is made of. */
    enum View {
        PLAIN(true, "SELECT id, parent FROM child"),
        SOME(true, "SELECT id, parent FROM child WHERE id > 0"),
        OF_A_QUERY(false, "SELECT id, parent FROM (SELECT * FROM child) c"),
        GROUPED(false, "SELECT id, parent FROM child GROUP BY id, parent"),
        JOINED(false, "SELECT c.id, c.parent FROM child c JOIN child d ON d.id = c.id"),
        OF_TWO(false, "SELECT id, parent FROM child UNION ALL SELECT id, parent FROM child");

        private final boolean written;
        private final String query;

        View(boolean written, String query) {
            this.written = written;
            this.query = query;
        }
    }

    @ParameterizedTest
    @EnumSource
    void asTheTable(View view) throws SQLException {
        for (String rule : List.of("RESTRICT", "NO ACTION", "CASCADE", "SET NULL", "SET DEFAULT")) {
            List<List<String>> told = new ArrayList<>();
            for (boolean natively : new boolean[] {true, false}) {
                try (Space space = Space.create(Database.POSTGRESQL)) {
                    space.run("CREATE TABLE parent (id int PRIMARY KEY)");
                    space.run("CREATE TABLE child (id int, parent int DEFAULT 2"
                            + (natively ? " REFERENCES parent ON DELETE " + rule : "") + ")");
                    space.run("CREATE VIEW seen AS " + view.query);
                    space.run("ALTER VIEW seen ALTER parent SET DEFAULT 2"); // by its name it has no other one
                    told.add(outcomes(space, natively ? space.dataSource() : Ours.withRelationsFile(space.dataSource(), Map.of(),
                            List.of(space.say("ALTER TABLE @own.seen ADD FOREIGN KEY (parent) REFERENCES @own.parent (id)"
                                    + " ON DELETE " + rule)))));
                }
            }
            boolean refuses = rule.equals("RESTRICT") || rule.equals("NO ACTION");
            for (int i = 0; i < told.get(0).size(); i++) {
                if (refuses || view.written) {
                    assertThat(told.get(1).get(i)).as("%s %s", view, rule).isEqualTo(told.get(0).get(i));
                } else {
                    assertThat(told.get(1).get(i)).as("%s %s", view, rule).endsWith("55000 1,2,3 1:1,2:2"); // cannot delete from view
                }
            }
        }
    }

    private static List<String> outcomes(Space space, DataSource source) throws SQLException {
        List<String> told = new ArrayList<>();
        for (String sql : List.of("DELETE FROM parent WHERE id = ?", "DELETE FROM parent WHERE id = ? RETURNING id",
                "WITH d AS (DELETE FROM parent WHERE id = ? RETURNING id) SELECT id FROM d",
                "MERGE INTO parent USING (VALUES (?)) v (i) ON v.i = id WHEN MATCHED THEN DELETE")) {
            for (int id : new int[] {1, 3}) {
                space.run("DELETE FROM parent");
                space.run("DELETE FROM child");
                space.run("INSERT INTO parent VALUES (1), (2), (3)");
                space.run("INSERT INTO child VALUES (1, 1), (2, 2)");
                told.add(sql + " " + id + " " + outcome(source, sql, id));
            }
        }
        return told;
    }

    private static String outcome(DataSource source, String sql, int id) throws SQLException {
        try (Connection connection = source.getConnection(); Statement look = connection.createStatement()) {
            String told;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, id);
                told = statement.execute() ? "rows" : String.valueOf(statement.getUpdateCount());
            } catch (SQLException e) {
                told = e.getSQLState().equals("23001") ? "23503" : e.getSQLState();
            }
            try (ResultSet row = look.executeQuery("SELECT concat_ws(' ', (SELECT string_agg(id::text, ',' ORDER BY id) FROM parent),"
                    + " (SELECT string_agg(concat_ws(':', id, parent), ',' ORDER BY id) FROM child))")) {
                row.next();
                return told + " " + row.getString(1);
            }
        }
    }
}
