package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL's {@code standard_conforming_strings}, changed where nobody sees it: a text is read as the server reads it, or
 * is refused.
 */
class SwitchedLexisIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key, s varchar(20)", "(1, 'a'),(2, 'b')")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .key("c(p)", CASCADE, "p(id)");

    private Space space;
    private Schema schema;
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        space = Space.create(Database.POSTGRESQL);
        schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
        space.run("CREATE FUNCTION @own.switched(onoff text) RETURNS text LANGUAGE sql AS"
                + " 'SELECT set_config(''standard_conforming_'' || ''strings'', onoff, false)'");
        connection = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
        run("DELETE FROM p WHERE id = 77");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        space.close();
    }

    @Test
    void aDeleteThatOnlyTheNewRulesShowIsRefused() throws SQLException {
        run("SELECT switched('off')");
        assertThatThrownBy(() -> run("SELECT 'a\\'' ; DELETE FROM p WHERE id = 1 --'"))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThat(schema.content(connection)).isEqualTo(schema.initial());
    }

    /** Also where the text itself switches; refused, whichever way it would be read. */
    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT switched('off'); SELECT 'a\\'' ; DELETE FROM p WHERE id = 1 --'",
        "SELECT switched('off'); SELECT 'a\\''; TRUNCATE p --'"
    })
    void aTextThatSwitchesIsRefused(String sql) throws SQLException {
        assertThatThrownBy(() -> run(sql)).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThat(schema.content(connection)).isEqualTo(schema.initial());
    }

    /** The same text, before and after: a text that passed once does not pass for ever. */
    @Test
    void whatPassedIsReadAgain() throws SQLException {
        String sql = "WITH x AS (SELECT 'a\\'') , y AS (DELETE FROM p WHERE id = 1 RETURNING 1) SELECT 1 --') SELECT 1";
        run(sql);
        assertThat(schema.content(connection)).isEqualTo(schema.initial());
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            prepared.execute();
            assertThat(schema.content(connection)).isEqualTo(schema.initial());
            run("SELECT switched('off')");
            prepared.execute();
            assertThat(schema.content(connection)).isEqualTo("p[(2,b)]\nc[(2,2)]\n");
        }
    }

    @Test
    void aPredicateIsReadAsItIsNow() throws SQLException {
        run("UPDATE p SET s = 'x\\y' WHERE id = 2");
        run("SELECT switched('off')");
        run("DELETE FROM p WHERE s = 'x\\\\y'");
        run("SELECT switched('on')");
        assertThat(schema.content(connection)).isEqualTo("p[(1,a)]\nc[(1,1)]\n");
        run("DELETE FROM p WHERE s = '\\' OR id = 1 --'");
        assertThat(schema.content(connection)).isEqualTo("p[]\nc[]\n");
    }

    /** What cannot delete under any rules passes. */
    @Test
    void aPathWithABackslashPasses() throws SQLException {
        run("SELECT 'C:\\'; SELECT 'delete'");
        run("SELECT 'C:\\', 'delete me; please'");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
