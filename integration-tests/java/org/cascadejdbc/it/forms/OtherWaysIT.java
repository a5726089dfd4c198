package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/** Ways to delete a row that are not those of a statement: refused where the row may be referenced by a key of ours. */
class OtherWaysIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .table("alone", "id int primary key", "(1),(2)")
            .key("c(p)", CASCADE, "p(id)");

    private interface Body {
        void run(Schema schema, Connection ours) throws SQLException;
    }

    private static void with(Database database, Body body) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection ours =
                    Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection()) {
                body.run(schema, ours);
            }
        }
    }

    /** SQLite's driver has no updatable result sets. */
    @OnDatabases(except = Database.SQLITE, h2 = true)
    void aRowOfAResultSet(Database database) throws SQLException {
        with(database, (schema, ours) -> {
            try (Statement statement =
                    ours.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
                try (ResultSet rows = statement.executeQuery("SELECT id FROM p WHERE id = 1")) {
                    rows.next();
                    assertThatThrownBy(rows::deleteRow)
                            .isInstanceOf(SQLFeatureNotSupportedException.class)
                            .hasMessageContaining("DELETE FROM table WHERE");
                    assertThat(rows.getInt(1)).isEqualTo(1);
                }
                assertThat(schema.content(ours)).isEqualTo(schema.initial());
                try (ResultSet rows = statement.executeQuery("SELECT id FROM alone WHERE id = 1")) {
                    rows.next();
                    rows.deleteRow();
                }
                assertThat(schema.rows(ours, "alone")).containsExactly("(2)");
                try (ResultSet rows = statement.executeQuery("SELECT id FROM c WHERE id = 1")) {
                    rows.next();
                    rows.deleteRow(); // nothing references it
                }
                assertThat(schema.rows(ours, "c")).containsExactly("(2,2)");
            }
        });
    }

    @OnDatabases(except = Database.SQLITE, h2 = true)
    void aTextInACall(Database database) throws SQLException {
        with(database, (schema, ours) -> {
            if (ours.getMetaData().getDriverName().contains("MariaDB")) { // which prepares calls alone
                assertThatThrownBy(() -> ours.prepareCall("DELETE FROM p WHERE id = 1")).isInstanceOf(SQLException.class);
                return;
            }
            try (CallableStatement call = ours.prepareCall("DELETE FROM p WHERE id = 1")) {
                assertThatThrownBy(call::execute)
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("prepareStatement");
            }
            assertThat(schema.content(ours)).isEqualTo(schema.initial());
        });
    }
}
