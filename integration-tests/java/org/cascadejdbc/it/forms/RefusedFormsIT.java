package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/** What may delete in a form that is not carried out is refused where it concerns us, and nothing has happened. */
class RefusedFormsIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key, n int", "(1,1),(2,2)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .table("alone", "id int primary key, n int", "(1,1),(2,2)")
            .key("c(p)", CASCADE, "p(id)");

    /** A statement with the target's name as {@code %s}, and what its error advises. */
    private record Form(String sql, String advice) {}

    private static final String ONE_AT_A_TIME = "one at a time";
    private static final String PLAIN = "DELETE FROM table";
    private static final String UPSERT = "ON DUPLICATE KEY UPDATE";
    private static final String ON_CONFLICT = "ON CONFLICT";

    private static List<Form> forms(Database database) {
        List<Form> forms = new ArrayList<>(List.of(
                new Form("SELECT 1; DELETE FROM %s WHERE id = 1", ONE_AT_A_TIME),
                new Form("SELECT * FROM p; DELETE FROM %s WHERE id = 1", ONE_AT_A_TIME),
                new Form("COMMIT; DELETE FROM %s WHERE id = 1", ONE_AT_A_TIME),
                new Form("DELETE FROM %s WHERE id = 1; DELETE FROM %s WHERE id = 2", ONE_AT_A_TIME)));
        if (database != Database.POSTGRESQL) { // which says itself what is wrong, and aborts the transaction
            forms.add(new Form("DELETE FROM %s WHERE note = 'open", "to its end"));
        }
        switch (database) {
            case POSTGRESQL -> forms.addAll(List.of(
                    new Form("WITH x AS (DELETE FROM %s RETURNING id) SELECT id INTO TEMP y FROM x", PLAIN),
                    new Form("EXPLAIN ANALYZE DELETE FROM %s WHERE id = 1", "without ANALYZE"),
                    new Form("COPY (DELETE FROM %s WHERE id = 1 RETURNING id) TO '/dev/null'", PLAIN),
                    new Form("PREPARE gone AS DELETE FROM %s WHERE id = 1", "prepareStatement"),
                    new Form("DO $$ BEGIN DELETE FROM %s WHERE id = 1; END $$", PLAIN),
                    new Form("DELETE FROM U&\"%s\" WHERE id = 1", "without escapes")));
            case MYSQL, MYSQL_OFF, MARIADB -> forms.addAll(List.of(
                    new Form("DELETE /*+ SET_VAR(foreign_key_checks=0) */ FROM %s WHERE id = 1", PLAIN),
                    new Form("DELETE FROM %s ORDER BY id LIMIT 0, 1", PLAIN),
                    new Form("DELETE t FROM @own.%s AS t, @other.none AS t", PLAIN),
                    new Form("DELETE FROM %s /*! WHERE id = 1 */", "without that comment"),
                    new Form("DELETE /*!50003 FROM %s*/ WHERE id = 1", "without that comment"),
                    new Form("REPLACE INTO %s VALUES (1, 5)", UPSERT),
                    new Form("REPLACE %s SELECT id, 7 FROM c", UPSERT),
                    new Form("REPLACE LOW_PRIORITY @own.%s (id, n) SELECT id, 7 FROM c", UPSERT),
                    new Form("LOAD DATA LOCAL INFILE 'none' REPLACE INTO TABLE %s", UPSERT),
                    new Form("ALTER TABLE %s TRUNCATE PARTITION p0", PLAIN),
                    new Form("EXPLAIN ANALYZE DELETE FROM %s WHERE id = 1", "without ANALYZE"),
                    new Form("PREPARE gone FROM 'DELETE FROM %s WHERE id = 1'", "prepareStatement"),
                    new Form("TRUNCATE TABLE %s, %s RESTART", "TRUNCATE table")));
            case H2, H2_POSTGRESQL, H2_MYSQL -> forms.addAll(List.of(
                    new Form("SELECT id FROM OLD TABLE (DELETE FROM %s WHERE id = 1)", PLAIN),
                    new Form("SELECT id FROM OLD TABLE (DELETE %s WHERE id = 1)", PLAIN),
                    new Form("INSERT INTO c SELECT id + 5, 2 FROM OLD TABLE (DELETE FROM %s WHERE id = 9)", PLAIN),
                    new Form("DELETE %s WHERE id = 1", PLAIN),
                    new Form("MERGE INTO %s USING (VALUES (1)) AS s (x) ON id = s.x WHEN MATCHED THEN DELETE", "beside it"),
                    new Form("EXPLAIN ANALYZE DELETE FROM %s WHERE id = 1", "without ANALYZE"),
                    new Form("PREPARE gone AS DELETE FROM %s WHERE id = 1", "prepareStatement"),
                    new Form("EXECUTE IMMEDIATE 'DELETE FROM %s WHERE id = 1'", PLAIN)));
            case HSQLDB -> forms.addAll(List.of(
                    new Form("DELETE FROM %s WHERE id = 1 LIMIT 1 OFFSET 1", PLAIN),
                    new Form("MERGE INTO %s USING (VALUES (1)) AS s (x) ON id = s.x WHEN MATCHED THEN DELETE", "beside it"),
                    new Form("DELETE\u0085FROM %s WHERE id = 1", "to its end")));
            case SQLITE -> forms.addAll(List.of(
                    new Form("DELETE FROM %s ORDER BY id LIMIT 1", PLAIN),
                    new Form("DELETE FROM %s WHERE id = ?1 RETURNING id + ?1", PLAIN),
                    new Form("DELETE FROM %s WHERE id = :a RETURNING id + :a", PLAIN),
                    new Form("DELETE FROM %s WHERE id = 1 RETURNING", PLAIN),
                    new Form("DELETE FROM '%s' WHERE id = 1", PLAIN),
                    new Form("DELETE FROM main.'%s' WHERE id = 1", PLAIN),
                    new Form("REPLACE INTO %s VALUES (1, 5)", ON_CONFLICT),
                    new Form("REPLACE INTO main.%s SELECT id, 7 FROM p", ON_CONFLICT),
                    new Form("WITH x AS (SELECT id FROM p) REPLACE INTO %s SELECT id, 7 FROM x", ON_CONFLICT),
                    new Form("WITH x AS (SELECT id FROM p) INSERT OR REPLACE INTO %s SELECT id, 7 FROM x", ON_CONFLICT),
                    new Form("INSERT OR REPLACE INTO %s VALUES (1, 5)", ON_CONFLICT),
                    new Form("UPDATE OR REPLACE %s SET id = 2 WHERE id IN (SELECT 1 FROM p)", "in the way")));
        }
        return forms;
    }

    @OnDatabases(h2 = true)
    void whereTheyConcernUs(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection connection =
                            Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Statement statement = connection.createStatement()) {
                for (Form form : forms(database)) {
                    String sql = space.say(form.sql().replace("%s", "p"));
                    assertThatThrownBy(() -> statement.execute(sql))
                            .as(sql)
                            .isInstanceOf(SQLFeatureNotSupportedException.class)
                            .hasMessageContainingAll(form.advice(), (database.isInMemory() ? ".P " : ".p "), "cascade.unrecognized=pass");
                    assertThat(schema.content(connection)).as(sql).isEqualTo(schema.initial());
                }
            }
        }
    }

    @OnDatabases(h2 = true)
    void elsewhereTheyAreTheDatabases(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection ours =
                            Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Connection plain = space.dataSource().getConnection()) {
                for (Form form : forms(database)) {
                    String sql = space.say(form.sql().replace("%s", "alone"));
                    String expected = outcome(plain, sql) + schema.content(plain);
                    schema.fill();
                    assertThat(outcome(ours, sql) + schema.content(ours)).as(sql).isEqualTo(expected);
                    schema.fill();
                }
            }
        }
    }

    private static String outcome(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            return "result set " + statement.execute(sql) + ", count " + statement.getUpdateCount() + "\n";
        } catch (SQLException e) {
            return e.getClass().getName() + " " + e.getSQLState() + "\n";
        }
    }
}
