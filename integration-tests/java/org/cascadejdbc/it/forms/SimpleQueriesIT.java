package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;

/** pgjdbc with {@code preferQueryMode=simple} executes what it is asked to describe: so nothing is asked there. */
class SimpleQueriesIT {
    @Test
    void rowsThatTheDeleteIsToReturnAreRefusedAndNothingIsDeleted() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(JdbcFormsIT.FAMILY, space, Schema.Keys.AS_WANTED);
            UrlDataSource simple = SideBySide.with(space.dataSource(), "preferQueryMode=simple");
            try (Connection connection = Ours.over(simple, Map.of("cascade.strategy", "emulate")).getConnection();
                    Statement statement = connection.createStatement()) {
                String before = schema.content(connection);
                for (boolean autocommit : new boolean[] {true, false}) {
                    connection.setAutoCommit(autocommit);
                    refused(() -> statement.executeQuery("DELETE FROM p WHERE id = 1 RETURNING *"));
                    refused(() -> statement.executeUpdate("DELETE FROM p WHERE id = 1", Statement.RETURN_GENERATED_KEYS));
                    refused(() -> statement.executeUpdate("DELETE FROM p WHERE id = 1", new String[] {"id"}));
                    try (PreparedStatement prepared =
                            connection.prepareStatement("DELETE FROM p WHERE id = ? RETURNING id")) {
                        prepared.setInt(1, 1);
                        refused(prepared::executeQuery);
                    }
                    assertThat(schema.content(connection)).isEqualTo(before);
                }
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                connection.commit();
                assertThat(schema.content(connection)).isEqualTo("p[(2,20), (3,30), (4,40)]\nc[(3,2)]\n");
            }
        }
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("preferQueryMode=simple");
    }
}
