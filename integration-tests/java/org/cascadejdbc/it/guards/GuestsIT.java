package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Ours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL: code that runs with a role's own rights in somebody else's session, as of a native key to her table, may leave a table
 * in that session's temporary schema. It comes before all others: a careful owner's trigger function finds it, and what stands at it
 * runs with the rights of whoever that function runs as. By a statement of ours that would be who deletes.
 */
class GuestsIT {
    private static final String PLANTS = "DELETE FROM customer WHERE id = 2";
    private static final String DELETE = "DELETE FROM customer WHERE id = 1";
    private static final String NO_PATH = "";
    private static final String A_PATH = "ALTER FUNCTION noting() SET search_path = @own;";

    /** Orders are ours to delete, with a trigger of their owner's that writes to the table {@code log}; her child is the server's. */
    private static void build(Mallory mallory, String path) throws SQLException {
        mallory.space().run("GRANT USAGE ON SCHEMA @other TO PUBLIC; CREATE TABLE log (x int); ALTER TABLE log OWNER TO @own_app;"
                + "ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey;"
                + "CREATE FUNCTION noting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1); RETURN OLD; END $$;"
                + "ALTER FUNCTION noting() OWNER TO @own_app; " + path
                + "CREATE TRIGGER n BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION noting()");
        mallory.run("CREATE TABLE @other.child (id int PRIMARY KEY, customer int REFERENCES @own.customer ON DELETE CASCADE);"
                + "INSERT INTO @other.child VALUES (2, 2);"
                + "CREATE FUNCTION @other.plant() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " CREATE TEMP TABLE log (x int); GRANT ALL ON log TO PUBLIC;"
                + " CREATE TRIGGER x BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION @other.fired(); RETURN OLD; END $$;"
                + "CREATE TRIGGER p BEFORE DELETE ON @other.child FOR EACH ROW EXECUTE FUNCTION @other.plant()");
    }

    private static DataSource ours(Mallory mallory, Map<String, String> options) throws SQLException {
        return Ours.withRelationsFile(mallory.as("postgres"), options, List.of(mallory.space().say(
                "ALTER TABLE @own.orders ADD FOREIGN KEY (customer) REFERENCES @own.customer (id) ON DELETE CASCADE")));
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_PATH, A_PATH})
    void whatSheLeavesInTheSessionIsNotFound(String path) throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            build(mallory, path);
            try (Connection connection = ours(mallory, Map.of()).getConnection(); Statement statement = connection.createStatement()) {
                statement.execute(mallory.space().say("SET search_path = @own"));
                assertThat(statement.executeUpdate(PLANTS)).isOne();
                assertThat(mallory.ask("SELECT count(*) FROM @other.child")).as("her trigger has run").isEqualTo("0");
                assertThatThrownBy(() -> statement.execute(DELETE))
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContainingAll("temporary schema", mallory.role(), "pg_temp");
                assertThat(mallory.hasWon()).isFalse();
                assertThat(mallory.ask("SELECT array_agg(id) FROM orders")).isEqualTo("{1}");
                statement.execute("DISCARD TEMP");
                assertThat(statement.executeUpdate(DELETE)).isOne();
                assertThat(mallory.ask("SELECT count(*) FROM log")).isEqualTo("2");
                assertThat(mallory.hasWon()).isFalse();
            }
        }
    }

    /** Natively a DELETE by hand would run it: so the test's trap is one. */
    @Test
    void itIsATrap() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            build(mallory, NO_PATH);
            try (Connection connection = mallory.as("postgres").getConnection(); Statement statement = connection.createStatement()) {
                statement.execute(mallory.space().say("SET search_path = @own; " + PLANTS + "; DELETE FROM orders"));
            }
            assertThat(mallory.hasWon()).isTrue();
        }
    }

    /** A path that ends with {@code pg_temp}, a role that the application trusts, a temporary table of one's own. */
    @ParameterizedTest
    @ValueSource(strings = {"pg_temp last", "trusted", "one's own"})
    void nothingElseIsRefused(String why) throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            build(mallory, why.equals("pg_temp last") ? "ALTER FUNCTION noting() SET search_path = @own, pg_temp;" : NO_PATH);
            Map<String, String> options = why.equals("trusted")
                    ? Map.of("cascade.trustedOwners", mallory.role() + "," + mallory.space().say("@own_app"))
                    : Map.of();
            try (Connection connection = ours(mallory, options).getConnection(); Statement statement = connection.createStatement()) {
                statement.execute(mallory.space().say("SET search_path = @own"));
                if (why.equals("one's own")) {
                    assertThat(statement.executeUpdate("DELETE FROM customer WHERE id = 3")).isOne();
                    statement.execute("CREATE TEMP TABLE log (x int)");
                } else {
                    assertThat(statement.executeUpdate(PLANTS)).isOne();
                }
                assertThat(statement.executeUpdate(DELETE)).isOne();
                assertThat(mallory.hasWon()).isEqualTo(why.equals("trusted"));
            }
            assertThat(mallory.ask("SELECT array_agg(id) FROM orders")).isEqualTo(why.equals("one's own") ? "{2}" : null);
        }
    }
}
