package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.Finding;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SQLite calls a table a shadow table where its name is a virtual table's with an ending of its module's (sqlite.org/vtab.html, 2.15),
 * whoever made it. Its keys act as any other's, so guards hold for them.
 */
class SqliteShadowTablesIT {
    enum Shadow {
        FTS5("CREATE VIRTUAL TABLE f USING fts5(x, content='')", "f_content"),
        FTS3("CREATE VIRTUAL TABLE f USING fts3(x)", "f_stat"),
        OF_NO_CASE("CREATE VIRTUAL TABLE f USING fts3(x)", "F_DocSize");

        private final String virtual;
        private final String name;

        Shadow(String virtual, String name) {
            this.virtual = virtual;
            this.name = name;
        }

        /** The table with a key to another one, and one with a key to it. */
        Space build() throws SQLException {
            Space space = Space.create(Database.SQLITE);
            for (String sql : List.of(virtual, "CREATE TABLE q (id INTEGER PRIMARY KEY)",
                    "CREATE TABLE " + name + " (id INTEGER PRIMARY KEY, q REFERENCES q ON DELETE CASCADE)",
                    "CREATE TABLE c (id INTEGER PRIMARY KEY, f REFERENCES " + name + " ON DELETE CASCADE)",
                    "INSERT INTO q VALUES (1), (2)", "INSERT INTO " + name + " VALUES (1, 1), (2, 1), (3, 2)",
                    "INSERT INTO c VALUES (1, 1), (2, 2), (3, 3), (4, NULL)")) {
                space.run(sql);
            }
            assertThat(ask(space, "SELECT type FROM pragma_table_list WHERE name = '" + name + "'")).isEqualTo("shadow");
            return space;
        }

        String rows(Space space) throws SQLException {
            return ask(space, "SELECT (SELECT group_concat(id) FROM q) || ';' || (SELECT group_concat(id) FROM " + name
                    + ") || ';' || (SELECT group_concat(id) FROM c)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsKeysAreKeys(Shadow shadow) throws SQLException {
        for (String sql : List.of("DELETE FROM q WHERE id = 1", "DELETE FROM " + shadow.name + " WHERE id = 1")) {
            List<String> told = new ArrayList<>();
            for (Map<String, String> options : List.of(Map.of("native", ""), Map.<String, String>of(),
                    Map.of("cascade.strategy", "emulate"), Map.of("cascade.sqliteForeignKeys", "keep"),
                    Map.of("cascade.maxRows", "9"))) {
                try (Space space = shadow.build()) {
                    DataSource source = options.containsKey("native") ? space.enforcing()
                            : Ours.over(space.dataSource(), options);
                    told.add(delete(source, sql) + " " + shadow.rows(space));
                }
            }
            assertThat(told).as(sql).allMatch(told.get(0)::equals);
        }
    }

    @ParameterizedTest
    @EnumSource
    void guardsHoldForThem(Shadow shadow) throws SQLException {
        try (Space space = shadow.build()) {
            String before = shadow.rows(space);
            for (Map<String, String> options : List.of(Map.of("cascade.maxRows", "1"), Map.of("cascade.protect", shadow.name),
                    Map.of("cascade.protect", "c"), Map.of("cascade.maxRowsPerTable", shadow.name + ":1"),
                    Map.of("cascade.maxRowsPerTable", "c:1"))) {
                DataSource ours = Ours.over(space.enforcing(), options);
                assertThatThrownBy(() -> delete(ours, "DELETE FROM q WHERE id = 1")).as("%s", options)
                        .isInstanceOf(SQLException.class);
                assertThat(shadow.rows(space)).as("%s", options).isEqualTo(before);
            }
            space.run("CREATE TABLE orphaned (id INTEGER PRIMARY KEY, f REFERENCES " + shadow.name + ")");
            space.run("INSERT INTO orphaned VALUES (1, 77)");
            assertThat(((CascadeDataSource) Ours.over(space.dataSource(), Map.of())).check().findings(Finding.Kind.ORPHANS))
                    .isNotEmpty();
            assertThatThrownBy(() -> delete(Ours.over(space.enforcing(), Map.of("cascade.protect", shadow.name)),
                    "DELETE FROM q WHERE id = 1")).isInstanceOf(SQLIntegrityConstraintViolationException.class);
        }
    }

    private static int delete(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static String ask(Space space, String sql) throws SQLException {
        try (Connection connection = space.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
