package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SQLite's temporary tables: a name means one of them first, and the keys between main's tables, declared or a relation's,
 * are theirs all the same.
 */
class SqliteTemporaryTablesIT {
    private static final Scenario FAMILY = Scenario.named("three generations")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .table("g", "id int primary key, c int", "(1,1),(2,3)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static final List<String> DELETES = List.of("DELETE FROM p WHERE id = 1", "DELETE FROM main.p WHERE id = 1",
            "DELETE FROM temp.p WHERE id = 1", "DELETE FROM c WHERE id = 1", "DELETE FROM p", "DELETE FROM main.c WHERE p = 2");

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TEMP TABLE c (a)",
        "CREATE TEMP TABLE c AS SELECT * FROM main.c",
        "CREATE TEMP TABLE p AS SELECT * FROM main.p",
        "CREATE TEMP TABLE p (id INTEGER PRIMARY KEY)",
        "CREATE TEMP TABLE P AS SELECT * FROM main.p; CREATE TEMP TABLE C AS SELECT * FROM main.c",
        "CREATE TEMP TABLE p (id INTEGER PRIMARY KEY); INSERT INTO temp.p VALUES (1);"
                + " CREATE TEMP TABLE d (r REFERENCES p ON DELETE CASCADE); INSERT INTO d VALUES (1)",
        "CREATE TEMP TABLE d (r REFERENCES p ON DELETE CASCADE)",
        "CREATE TEMP VIEW c AS SELECT 1 AS a",
        "CREATE TEMP TABLE g (a, b); INSERT INTO temp.g VALUES (1, 1)"
    })
    void namesMeanWhatTheyMeanNatively(String temporary) throws SQLException {
        for (Mode mode : FAMILY.modes(Database.SQLITE)) {
            for (String delete : DELETES) {
                assertThat(done(mode, temporary, delete)).as("%s, %s, %s", mode, temporary, delete)
                        .isEqualTo(done(null, temporary, delete));
            }
        }
    }

    /** @param mode {@code null} for the native twin */
    private static String done(Mode mode, String temporary, String delete) throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            boolean virtual = mode == Mode.VIRTUAL;
            Schema schema = Schema.build(FAMILY, space, virtual ? Schema.Keys.ABSENT : Schema.Keys.AS_WANTED);
            DataSource source = mode == null ? space.enforcing() : ours(space, mode);
            try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM p WHERE id = 7");
                for (String sql : temporary.split(";", -1)) {
                    statement.execute(sql);
                }
                String told;
                try {
                    told = statement.executeUpdate(delete) > 0 ? "some: " : "none: ";
                } catch (SQLException e) {
                    told = "code " + e.getErrorCode() + ": ";
                }
                assertThat(schema.initial()).isNotEmpty();
                return told + content(statement);
            }
        }
    }

    private static DataSource ours(Space space, Mode mode) {
        return switch (mode) {
            case VIRTUAL, OVERRIDDEN -> Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
            case EMULATE -> Ours.over(space.dataSource(), Map.of("cascade.strategy", "emulate"));
            case KEEP -> Ours.over(space.dataSource(), Map.of("cascade.sqliteForeignKeys", "keep"));
            default -> Ours.over(space.dataSource(), Map.of());
        };
    }

    private static String content(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT schema, name FROM pragma_table_list WHERE type = 'table' AND name "
                + "NOT LIKE 'sqlite%' AND name NOT LIKE 'cascade%' ORDER BY schema, name")) {
            while (row.next()) {
                tables.add(row.getString(1) + "." + row.getString(2));
            }
        }
        StringBuilder content = new StringBuilder();
        for (String table : tables) {
            try (ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
                content.append(table).append('[');
                while (row.next()) {
                    content.append(row.getString(1)).append(' ');
                }
                content.append("] ");
            }
        }
        return content.toString();
    }
}
