package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Outcome;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/** What the options forbid does not happen, and nothing else happens instead. */
class GuardsIT {
    private static final String DELETE = "DELETE FROM p WHERE id = 1";

    /** One parent, two children, four grandchildren: seven rows in all. */
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .table("g", "id int primary key, c int", "(1,1),(2,1),(3,2),(4,2),(5,3)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static final String FAMILY_GONE = "p[(2)]\nc[(3,2)]\ng[(5,3)]\n";

    @OnDatabases(h2 = true)
    void maxRowsRefusesBeforeTheFirstWrite(Database database) throws SQLException {
        for (Schema.Keys keys : Schema.Keys.values()) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, keys);
                DataSource six = relations(space, Map.of("cascade.maxRows", "6"));
                try (Connection connection = six.getConnection()) {
                    SQLException refusal = refusal(connection, SQLException.class);
                    assertThat(refusal.getMessage()).as("%s", keys).contains("maxRows");
                    assertThat(schema.content(connection)).as("%s", keys).isEqualTo(schema.initial());
                }
                try (Connection connection = relations(space, Map.of("cascade.maxRows", "7")).getConnection()) {
                    assertThat(delete(connection)).as("%s", keys).isEqualTo(1);
                    assertThat(schema.content(connection)).as("%s", keys).isEqualTo(FAMILY_GONE);
                }
            }
        }
    }

    @OnDatabases(h2 = true)
    void nativeRefusesWhatTheDatabaseDoesNotEnforce(Database database) throws SQLException {
        for (Schema.Keys keys : List.of(Schema.Keys.ABSENT, Schema.Keys.NO_ACTION)) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, keys);
                try (Connection connection =
                        relations(space, Map.of("cascade.strategy", "native")).getConnection()) {
                    assertThat(refusal(connection, SQLFeatureNotSupportedException.class).getSQLState())
                            .isEqualTo("0A000");
                    assertThat(schema.content(connection)).isEqualTo(schema.initial());
                }
            }
        }
    }

    @OnDatabases(h2 = true)
    void aDeclaredNoActionNeverCascadesUnasked(Database database) throws SQLException {
        for (String strategy : List.of("auto", "emulate", "native")) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
                DataSource ours = Ours.over(space.dataSource(), Map.of("cascade.strategy", strategy));
                try (Connection connection = ours.getConnection()) {
                    SQLException refusal = refusal(connection, SQLException.class);
                    assertThat(new Outcome(-1, refusal, "").failureKind()).isEqualTo("integrity violation");
                    assertThat(schema.content(connection)).isEqualTo(schema.initial());
                }
            }
        }
    }

    @OnDatabases(h2 = true)
    void noActionMayMeanCascade(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
            DataSource ours = Ours.over(space.dataSource(), Map.of("cascade.noAction", "cascade"));
            try (Connection connection = ours.getConnection()) {
                assertThat(delete(connection)).isEqualTo(1);
                assertThat(schema.content(connection)).isEqualTo(FAMILY_GONE);
            }
        }
    }

    @OnDatabases(h2 = true)
    void noActionMayMeanSetNull(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
            DataSource ours = Ours.over(space.dataSource(), Map.of("cascade.noAction", "setNull"));
            try (Connection connection = ours.getConnection()) {
                assertThat(delete(connection)).isEqualTo(1);
                assertThat(schema.content(connection))
                        .isEqualTo("p[(2)]\nc[(1,null), (2,null), (3,2)]\ng[(1,1), (2,1), (3,2), (4,2), (5,3)]\n");
            }
        }
    }

    @OnDatabases(h2 = true)
    void anEmulatedRefusalIsTheDatabasesOwn(Database database) throws SQLException {
        Scenario restricted = Scenario.named("restricted")
                .table("p", "id int primary key", "(1)")
                .table("c", "id int primary key, p int", "(1,1)")
                .key("c(p)", RESTRICT, "p(id)");
        try (Space space = Space.create(database)) {
            Schema.build(restricted, space, Schema.Keys.ABSENT);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), restricted.keys());
            try (Connection connection = ours.getConnection()) {
                SQLException refusal = refusal(connection, SQLIntegrityConstraintViolationException.class);
                if (database == Database.SQLITE) { // whose driver gives its own refusals no state
                    assertThat(refusal.getSQLState()).isNull();
                    assertThat(refusal.getErrorCode()).isEqualTo(19);
                } else {
                    assertThat(refusal.getSQLState()).startsWith("23");
                }
                assertThat(refusal.getMessage()).containsIgnoringCase("restrict").containsIgnoringCase(".c").containsIgnoringCase(".p");
            }
        }
    }

    private static DataSource relations(Space space, Map<String, String> options) {
        return Ours.withRelations(space.dataSource(), options, FAMILY.keys());
    }

    private static int delete(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(DELETE)) {
            return statement.executeUpdate();
        }
    }

    private static <E extends SQLException> E refusal(Connection connection, Class<E> type) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            E refusal = catchThrowableOfType(type, () -> statement.executeUpdate(DELETE));
            assertThat((Throwable) refusal).as("a refusal of %s", DELETE).isNotNull();
            return refusal;
        }
    }
}
