package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.it.forms.JdbcFormsIT.FAMILY;
import static org.cascadejdbc.it.forms.JdbcFormsIT.failing;
import static org.cascadejdbc.it.forms.JdbcFormsIT.rows;
import static org.cascadejdbc.it.forms.JdbcFormsIT.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.Drivers;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.it.forms.JdbcFormsIT.Form;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.jdbc.CascadeConnection;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.OneStatement;
import org.cascadejdbc.run.Cascade;
import org.cascadejdbc.run.CascadeSession;
import org.cascadejdbc.run.Inquiry;
import org.cascadejdbc.run.Parameters;
import org.cascadejdbc.run.ResultStep;
import org.cascadejdbc.run.Turns;
import org.cascadejdbc.run.Verdict;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A cascade that is one statement of PostgreSQL, whose rows are RETURNING's or the generated keys: whoever makes the
 * statement, the wrappers execute it so that it looks like the DELETE on a native key. It is made here by hand.
 */
class ResultStepIT {
    private static final String RETURNING = "DELETE FROM p WHERE id < 3 RETURNING id, n";
    private static final String NOTHING = "DELETE FROM p WHERE id = 99 RETURNING id";

    private static Map<String, Form> returningForms() {
        Map<String, Form> forms = new LinkedHashMap<>();
        for (String sql : List.of(RETURNING, NOTHING)) {
            forms.put("execute " + sql, c -> {
                Statement statement = c.createStatement();
                return statement.execute(sql) + state(statement) + state(statement);
            });
            forms.put("execute prepared " + sql, c -> {
                PreparedStatement statement = c.prepareStatement(sql);
                return statement.execute() + state(statement) + statement.execute() + state(statement);
            });
            forms.put("executeQuery " + sql, c -> {
                Statement statement = c.createStatement();
                return rows(statement.executeQuery(sql)) + state(statement);
            });
            forms.put("executeUpdate " + sql, c -> {
                Statement statement = c.createStatement();
                return failing(x -> statement.executeUpdate(sql)) + state(statement);
            });
            forms.put("executeUpdate, nothing else " + sql, c -> c.createStatement().executeUpdate(sql));
            forms.put("executeLargeUpdate prepared " + sql, c -> {
                PreparedStatement statement = c.prepareStatement(sql);
                return failing(x -> statement.executeLargeUpdate()) + state(statement);
            });
            forms.put("batch " + sql, c -> {
                Statement statement = c.createStatement();
                statement.addBatch("UPDATE p SET n = n");
                statement.addBatch(sql);
                statement.addBatch("DELETE FROM p WHERE id = 4");
                return Arrays.toString(statement.executeBatch()) + state(statement);
            });
            forms.put("prepared batch " + sql, c -> {
                PreparedStatement statement = c.prepareStatement(sql);
                statement.addBatch();
                statement.addBatch();
                return Arrays.toString(statement.executeBatch()) + state(statement);
            });
        }
        forms.put("parameters", c -> {
            PreparedStatement statement = c.prepareStatement("DELETE FROM p WHERE id < ? RETURNING id, n + ?");
            StringBuilder told = new StringBuilder();
            for (int id = 1; id < 9; id++) { // beyond pgjdbc's prepareThreshold
                statement.setInt(1, id);
                statement.setInt(2, 100);
                told.append(rows(statement.executeQuery()));
            }
            return told;
        });
        forms.put("settings", c -> {
            Statement statement = c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
            statement.setMaxRows(1);
            statement.setFetchSize(2);
            statement.setQueryTimeout(9);
            ResultSet rows = statement.executeQuery(RETURNING);
            return rows.getType() + " " + rows.getFetchSize() + " " + rows.last() + rows.getRow();
        });
        forms.put("closed on completion", c -> {
            Statement statement = c.createStatement();
            statement.closeOnCompletion();
            ResultSet rows = statement.executeQuery(RETURNING);
            rows.close();
            return statement.isClosed() + failing(x -> statement.executeQuery("SELECT 1"));
        });
        forms.put("closed by the next", c -> {
            Statement statement = c.createStatement();
            ResultSet first = statement.executeQuery(RETURNING);
            ResultSet second = statement.executeQuery("SELECT 1");
            statement.executeQuery(NOTHING);
            return first.isClosed() + " " + second.isClosed();
        });
        forms.put("RETURNING as keys", c -> {
            Statement statement = c.createStatement();
            int count = statement.executeUpdate(RETURNING, Statement.RETURN_GENERATED_KEYS);
            return count + rows(statement.getGeneratedKeys()) + state(statement);
        });
        return forms;
    }

    @Test
    void returning() throws SQLException {
        compare(returningForms());
    }

    @Test
    void generatedKeys() throws SQLException {
        compare(JdbcFormsIT.keyForms());
    }

    private static void compare(Map<String, Form> forms) throws SQLException {
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        try (Space space = Space.create(Database.POSTGRESQL);
                Connection twin = space.dataSource().getConnection()) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.AS_WANTED);
            JdbcFormsIT.calls(forms).make(schema, twin, expected);
        }
        try (Space space = Space.create(Database.POSTGRESQL);
                Connection ours = ours(space)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            JdbcFormsIT.calls(forms).make(schema, ours, actual);
        }
        assertThat(actual).containsExactlyElementsOf(expected);
    }

    @Test
    @Timeout(60)
    void cancelledWhileItRuns() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL);
                Connection ours = ours(space);
                Statement statement = ours.createStatement()) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            CompletableFuture<Void> cancelled = CompletableFuture.runAsync(
                    () -> {
                        try {
                            statement.cancel();
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
            String told = failing(x -> statement.execute("DELETE FROM p WHERE id < 3 RETURNING id, pg_sleep(30)"));
            cancelled.join();
            assertThat(told).startsWith("failed 57014");
            statement.setQueryTimeout(1);
            assertThat(failing(x -> statement.execute("DELETE FROM p WHERE id < 3 RETURNING id, pg_sleep(30)")))
                    .startsWith("failed 57014");
            assertThat(schema.content(ours)).isEqualTo(schema.initial());
        }
    }

    private static Connection ours(Space space) throws SQLException {
        Connection raw = space.dataSource().getConnection();
        return new CascadeConnection(raw, new ByHand(raw));
    }

    /** Knows nothing but the family. */
    private static final class ByHand implements CascadeSession {
        private static final Pattern DELETE =
                Pattern.compile("DELETE FROM p WHERE (.*?)(?: RETURNING (.*))?", Pattern.DOTALL);

        private final Connection raw;
        private final Turns turns = new Turns();

        ByHand(Connection raw) {
            this.raw = raw;
        }

        @Override
        public Turns turns() {
            return turns;
        }

        @Override
        public boolean concerns(String sql) {
            return sql.startsWith("DELETE FROM p");
        }

        @Override
        public Failure failure(SQLException e) {
            return Failure.of(Failure.Kind.OTHER);
        }

        @Override
        public DriverBehaviour driver() {
            return Drivers.PGJDBC;
        }

        @Override
        public boolean passes(String sql) {
            return false;
        }

        @Override
        public Verdict examine(String sql, GeneratedKeys keys) {
            Matcher parts = DELETE.matcher(sql);
            assertThat(parts.matches()).isTrue();
            String list = parts.group(2);
            if (list == null && keys.wanted()) {
                list = keys.columns().isEmpty() ? "*" : "\"" + String.join("\", \"", keys.columns()) + "\"";
            }
            String deletes = "WITH t AS (DELETE FROM p WHERE " + parts.group(1) + " RETURNING *),"
                    + " u AS (DELETE FROM c WHERE p IN (SELECT id FROM t)) ";
            String selected = list == null ? "count(*)" : list;
            OneStatement plan =
                    new OneStatement(deletes + "SELECT " + selected + " FROM t", list != null, Map.of(), Map.of(), null);
            QualifiedName table = new QualifiedName(List.of(new Name("p", false)));
            Cascade cascade = new Cascade(
                    DeleteStatement.of(sql, table, "p", null, null), plan, null);
            Verdict.Result result = list == null ? Verdict.Result.COUNT : Verdict.Result.OWN;
            return new Verdict.Emulate(cascade, keys.wanted() ? Verdict.Result.KEYS : result);
        }

        @Override
        public long delete(Verdict.Emulate cascade, Parameters parameters, int queryTimeout, ResultStep result)
                throws SQLException {
            String sql = cascade.cascade().plan().statements().get(0);
            if (cascade.result() != Verdict.Result.COUNT) {
                result.execute(sql, parameters);
                return 0;
            }
            try (PreparedStatement statement = raw.prepareStatement(sql)) {
                if (parameters != null) {
                    parameters.bindTo(statement);
                }
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }

        @Override
        public boolean bindsToDatabase() {
            return false;
        }

        @Override
        public String database() {
            return null;
        }

        @Override
        public void executed(Verdict verdict) {}

        @Override
        public void transactionEnded() {}

        @Override
        public SQLWarning warnings() {
            return null;
        }

        @Override
        public boolean cancel() {
            return false;
        }

        @Override
        public String preparable(String sql) {
            return sql;
        }

        @Override
        public Inquiry inquiry() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}

        @Override
        public void checkRowDelete(String sqlOfTheResultSet, ResultSetMetaData columns) {}
    }
}
