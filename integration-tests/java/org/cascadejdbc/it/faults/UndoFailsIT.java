package org.cascadejdbc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever of ours fails, and however long the undo fails with it: what is reported as done afterwards is done, as another
 * connection sees it after {@code close}, and the DELETE is done or not, never in part.
 */
@Timeout(120)
class UndoFailsIT {
    private static final Scenario SHOP = Scenario.named("shop")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .table("s", "id int primary key, p int, c int", "(1,1,1),(2,2,3)")
            .key("c(p)", CASCADE, "p(id)")
            .key("s(c)", SET_NULL, "c(id)")
            .key("s(p)", SET_NULL, "p(id)");
    private static final String GONE = "p[(2)]\nc[(3,2)]\ns[(1,null,null), (2,2,3)]\n";
    /** Of the undo: one that a second attempt mends, one that only a later statement does. */
    private static final int[] TIMES = {1, 3, 40};
    private static final int[] SOME_TIMES = {3};

    /** The ways in which the DELETE is executed. */
    private enum Form {
        PLAIN(true),
        PREPARED(true),
        BATCH(true),
        PREPARED_BATCH(true),
        IN_TRANSACTION(false);

        private final boolean autoCommit;

        Form(boolean autoCommit) {
            this.autoCommit = autoCommit;
        }

        void delete(Connection connection) throws SQLException {
            if (this == PLAIN || this == BATCH) {
                try (Statement statement = connection.createStatement()) {
                    if (this == PLAIN) {
                        statement.executeUpdate("DELETE FROM p WHERE id = 1");
                    } else {
                        statement.addBatch("DELETE FROM p WHERE id = 1");
                        statement.executeBatch();
                    }
                }
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                for (int id : this == PREPARED_BATCH ? new int[] {11, 12, 13, 1} : new int[] {1}) {
                    statement.setInt(1, id);
                    if (this == PREPARED_BATCH) {
                        statement.addBatch();
                    }
                }
                if (this == PREPARED_BATCH) {
                    statement.executeBatch();
                } else {
                    statement.executeUpdate();
                }
            }
        }
    }

    @OnDatabases(except = Database.MYSQL_OFF, h2 = true) // whose protocol is the same
    void atEveryStatementOfOurs(Database database) throws SQLException {
        int refused = 0;
        for (Map<String, String> options : List.of(
                Map.<String, String>of(), Map.of("cascade.strategy", "emulate", "cascade.maxRows", "100"))) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(SHOP, space, Schema.Keys.ABSENT);
                FailingDataSource failing = new FailingDataSource(space.dataSource());
                DataSource ours = Ours.withRelations(failing.dataSource(), options, SHOP.keys());
                for (Form form : options.isEmpty() ? List.of(Form.values()) : List.of(Form.PREPARED)) {
                    refused += trials(schema, failing, ours, form);
                }
            }
        }
        assertThat(refused).as("statements that were refused").isGreaterThan(0);
    }

    private static int trials(Schema schema, FailingDataSource failing, DataSource ours, Form form) throws SQLException {
        int statements = 0;
        for (int warm = 0; warm < 2; warm++) {
            schema.fill();
            try (Connection connection = ours.getConnection()) {
                connection.setAutoCommit(form.autoCommit);
                failing.count();
                form.delete(connection);
                statements = failing.passed();
            }
        }
        int refused = 0;
        for (FailingDataSource.When when : FailingDataSource.When.values()) {
            boolean inProcess = schema.space().database() == Database.SQLITE || schema.space().database().isInMemory();
            if (inProcess && when == FailingDataSource.When.AFTER_IT_IS_DONE) {
                continue; // what is done in our process is known to be
            }
            for (int n = 1; n <= statements; n++) {
                for (int times : form == Form.PREPARED_BATCH ? SOME_TIMES : TIMES) {
                    String what = form + ", " + when + ", statement " + n + " of " + statements + ", " + times + " times";
                    refused += trial(schema, failing, ours, form, what, n, times, when);
                }
            }
        }
        return refused;
    }

    private static int trial(
            Schema schema, FailingDataSource failing, DataSource ours, Form form, String what, int n, int times, FailingDataSource.When when) throws SQLException {
        schema.fill();
        int done = 0;
        int refused = 0;
        SQLException failure;
        try (Connection connection = ours.getConnection()) {
            connection.setAutoCommit(form.autoCommit);
            failing.fail(n, times, when);
            failure = catchThrowableOfType(SQLException.class, () -> form.delete(connection));
            for (int attempt = 0; attempt < 60 && done < 3; attempt++) {
                try (Statement statement = connection.createStatement()) {
                    done += statement.executeUpdate("INSERT INTO other_work VALUES (" + attempt + ")");
                } catch (SQLException e) {
                    refused += e.getMessage().contains("could not be undone") ? 1 : 0;
                    if (!form.autoCommit && schema.space().database() == Database.POSTGRESQL) {
                        done = 0; // an aborted transaction, as natively
                        failing.count();
                        connection.rollback();
                    }
                }
            }
            failing.count();
            if (!form.autoCommit) {
                connection.commit();
            }
        }
        try (Connection observer = schema.space().dataSource().getConnection()) {
            assertThat(schema.rows(observer, "other_work")).as(what + ": %s", failure).hasSize(done);
            String content = schema.content(observer);
            if (failure == null) {
                assertThat(content).as(what).isEqualTo(GONE);
            } else if (when == FailingDataSource.When.BEFORE_IT_IS_SENT && form != Form.PREPARED_BATCH) { // others go on
                assertThat(content).as(what + ": %s", failure).isEqualTo(schema.initial());
            } else {
                assertThat(content).as(what + ": %s", failure).isIn(schema.initial(), GONE);
            }
        }
        assertThat(done).as(what + ": %s", failure).isEqualTo(3);
        return refused;
    }
}
