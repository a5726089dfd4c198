package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Ours;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A default's text, as the catalog deparses it, means something else on another search path: whoever may create a function or an
 * operator in a schema there must not have it run by a cascade, nor by who only looks.
 */
class DefaultsOfOthersIT {
    private static final String CONCAT = "CREATE FUNCTION @other.concat(text, text) RETURNS text LANGUAGE plpgsql AS $$"
            + " BEGIN RETURN @other.trap()::text; END $$";
    private static final String JOINED = "CREATE FUNCTION @other.joined(text, date) RETURNS text LANGUAGE plpgsql AS $$"
            + " BEGIN RETURN @other.trap()::text; END $$;"
            + " CREATE OPERATOR @other.|| (FUNCTION = @other.joined, LEFTARG = text, RIGHTARG = date)";

    @ParameterizedTest
    @ValueSource(strings = {"concat('3', '')::int", "left('3'::text OPERATOR(pg_catalog.||) date '2020-01-01', 1)::int"})
    void aDefaultIsItsOwners(String expression) throws SQLException {
        for (String who : List.of("postgres", "app")) {
            for (Map<String, String> options : List.of(
                    Map.of("cascade.maxRows", "50"), Map.of("cascade.strategy", "emulate"), Map.<String, String>of())) {
                try (Mallory mallory = Mallory.create()) {
                    note(mallory, expression, "REFERENCES customer ON DELETE SET DEFAULT");
                    DataSource ours = Ours.over(mallory.as(who.equals("app") ? mallory.app() : who), options);
                    attack(mallory, ours, who + " " + options);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"concat('3', '')::int"})
    void norIsItByAVirtualKey(String expression) throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            note(mallory, expression, "");
            attack(mallory, CascadeDataSource.builder(mallory.as("postgres"))
                    .foreignKey("note", "a").references("customer", "id").onDelete(DeleteRule.SET_DEFAULT)
                    .foreignKey("note", "b").references("customer", "id").onDelete(DeleteRule.SET_NULL)
                    .build(), "virtual");
        }
    }

    /** A table of the one who owns the DELETE's own, with two keys by which a row lets go. */
    private static void note(Mallory mallory, String expression, String references) throws SQLException {
        mallory.space().run("CREATE TABLE note (a int DEFAULT " + expression + " " + references + ", b int DEFAULT " + expression + " "
                + references + ")");
        mallory.space().run("INSERT INTO note VALUES (1, 1), (1, 2), (2, 2)");
        mallory.space().run("ALTER TABLE note OWNER TO @own_app");
        mallory.space().run("GRANT USAGE ON SCHEMA @other TO PUBLIC");
    }

    private static void attack(Mallory mallory, DataSource ours, String how) throws SQLException {
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(mallory.space().say("SET search_path = @own, @other"));
            statement.executeUpdate("DELETE FROM customer WHERE id = 77"); // its catalog is known now
            mallory.run(CONCAT);
            mallory.run(JOINED);
            for (String sql : List.of("EXPLAIN CASCADE DELETE FROM customer WHERE id = 1", "DELETE FROM customer WHERE id = 1")) {
                try {
                    statement.execute(sql);
                } catch (SQLException refused) {
                    assertThat(refused.getSQLState()).as("%s: %s", how, refused).isIn("0A000", "23503");
                }
                assertThat(mallory.hasWon()).as("%s: %s", how, sql).isFalse();
            }
        }
    }
}
