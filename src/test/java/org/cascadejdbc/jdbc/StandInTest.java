package org.cascadejdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A DELETE with RETURNING looks on SQLite as if the database had carried it out: each call is made on a connection with
 * native keys, too, and what both tell is compared.
 */
class StandInTest extends Shop {
    private static final String RETURNING = "delete from customer where id in (1, 2) returning id, name";
    private static final String NOTHING = "delete from customer where id = 99 returning id, name";

    private interface Calls {
        Object make(Connection connection) throws SQLException;
    }

    private static Map<String, Calls> calls() {
        Map<String, Calls> calls = new LinkedHashMap<>();
        for (String sql : new String[] {RETURNING, NOTHING}) {
            calls.put("execute " + sql, c -> {
                Statement statement = c.createStatement();
                return statement.execute(sql) + " " + state(statement);
            });
            calls.put("execute prepared " + sql, c -> {
                PreparedStatement statement = c.prepareStatement(sql);
                return statement.execute() + " " + state(statement) + statement.execute() + " " + state(statement);
            });
            calls.put("execute, results skipped " + sql, c -> {
                Statement statement = c.createStatement();
                statement.execute(sql);
                String skipped = statement.getMoreResults() + " " + state(statement);
                statement.close();
                return skipped;
            });
            calls.put("executeQuery " + sql, c -> {
                Statement statement = c.createStatement();
                return rows(statement.executeQuery(sql)) + statement.getUpdateCount() + statement.getMoreResults();
            });
            calls.put("executeQuery prepared " + sql, c -> {
                PreparedStatement statement = c.prepareStatement(sql);
                return rows(statement.executeQuery()) + statement.getUpdateCount() + statement.getMoreResults();
            });
            calls.put("executeQuery, unread " + sql, c -> {
                Statement statement = c.createStatement();
                ResultSet unread = statement.executeQuery(sql);
                statement.close();
                return unread.isClosed();
            });
            calls.put("executeUpdate " + sql, c -> c.createStatement().executeUpdate(sql));
            calls.put("executeLargeUpdate " + sql, c -> c.createStatement().executeLargeUpdate(sql));
            calls.put("executeUpdate with keys " + sql, c -> {
                Statement statement = c.createStatement();
                int count = statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
                return count + rows(statement.getGeneratedKeys());
            });
            calls.put("executeUpdate with key columns " + sql, c ->
                    c.createStatement().executeUpdate(sql, new String[] {"id"}));
            calls.put("executeUpdate prepared " + sql, c -> c.prepareStatement(sql).executeUpdate());
            calls.put("executeLargeUpdate prepared " + sql, c -> c.prepareStatement(sql).executeLargeUpdate());
            calls.put("batch " + sql, c -> {
                Statement statement = c.createStatement();
                statement.addBatch("update orders set id = id");
                statement.addBatch(sql);
                statement.addBatch("delete from customer where id = 3");
                return Arrays.toString(statement.executeBatch());
            });
            calls.put("prepared batch " + sql, c -> {
                PreparedStatement statement = c.prepareStatement(sql);
                statement.addBatch();
                statement.addBatch();
                return Arrays.toString(statement.executeBatch());
            });
        }
        calls.put("a parameter", c -> {
            PreparedStatement statement = c.prepareStatement("delete from customer where id < ? returning id");
            statement.setInt(1, 3);
            String first = rows(statement.executeQuery());
            statement.setInt(1, 9);
            return first + rows(statement.executeQuery()) + rows(statement.executeQuery());
        });
        calls.put("at most one row", c -> {
            Statement statement = c.createStatement();
            statement.setMaxRows(1);
            String row = rows(statement.executeQuery(RETURNING));
            statement.close();
            return row;
        });
        calls.put("closed on completion", c -> {
            Statement statement = c.createStatement();
            statement.closeOnCompletion();
            ResultSet rows = statement.executeQuery(RETURNING);
            String before = statement.isClosed() + " " + rows.next();
            rows.close();
            return before + statement.isClosed();
        });
        calls.put("closed with the statement", c -> {
            Statement statement = c.createStatement();
            ResultSet rows = statement.executeQuery(RETURNING);
            rows.next();
            statement.close();
            return rows.isClosed();
        });
        calls.put("closed by the next execution", c -> {
            Statement statement = c.createStatement();
            statement.executeQuery(RETURNING);
            ResultSet more = statement.executeQuery("select count(*) from orders");
            String second = rows(more);
            return second + rows(statement.executeQuery(NOTHING)); // their old result sets are open to that driver
        });
        return calls;
    }

    private static String state(Statement statement) throws SQLException {
        return statement.getUpdateCount() + " " + rows(statement.getResultSet()) + " " + statement.getMoreResults()
                + " " + statement.getUpdateCount() + "; ";
    }

    private static String rows(ResultSet resultSet) throws SQLException {
        if (resultSet == null) {
            return "null";
        }
        StringBuilder text = new StringBuilder(resultSet.getMetaData().getColumnLabel(1)).append('[');
        while (resultSet.next()) {
            text.append(resultSet.getString(1)).append(' ');
        }
        return text.append(']').toString();
    }

    @TestFactory
    Iterable<DynamicTest> asNatively() {
        return calls().entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(call.getKey(), () -> compare(call.getValue())))
                .toList();
    }

    private void compare(Calls calls) throws SQLException {
        for (boolean autocommit : new boolean[] {true, false}) {
            close();
            open();
            String expected;
            try (Connection twin = DriverManager.getConnection("jdbc:sqlite::memory:?foreign_keys=true")) {
                fill(twin, " references customer on delete cascade");
                expected = outcome(twin, calls, autocommit);
            }
            assertThat(outcome(connection, calls, autocommit)).isEqualTo(expected);
        }
    }

    private static String outcome(Connection connection, Calls calls, boolean autocommit) throws SQLException {
        connection.setAutoCommit(autocommit);
        String told;
        try {
            told = String.valueOf(calls.make(connection));
        } catch (BatchUpdateException e) {
            told = "batch " + Arrays.toString(e.getUpdateCounts()) + " " + e.getSQLState() + "/" + e.getErrorCode();
        } catch (SQLException e) {
            told = e.getClass().getName() + " " + e.getSQLState() + "/" + e.getErrorCode() + " " + e.getMessage();
        }
        try (Statement statement = connection.createStatement();
                ResultSet left = statement.executeQuery("select (select count(*) from customer) || ' customers, '"
                        + " || (select count(*) from orders) || ' orders'")) {
            return told + "; left: " + left.getString(1);
        }
    }

    @Test
    void whatItReturnsIsOurs() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RETURNING)) {
            ResultSet rows = statement.executeQuery();

            assertThat(rows).isExactlyInstanceOf(CascadeResultSet.class);
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(rows.getStatement().getConnection()).isSameAs(connection);
            assertThatThrownBy(rows::deleteRow).hasMessage("row of: " + RETURNING);
        }
    }

    @Test
    void theNextExecutionClosesItsResultSet() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet returned = statement.executeQuery(RETURNING);
            ResultSet selected = statement.executeQuery("select id from orders");
            assertThat(returned.isClosed()).isTrue();
            assertThat(selected.next()).isTrue();
            statement.executeQuery(NOTHING);
            assertThat(selected.isClosed()).isTrue();
        }
    }

    @Test
    void whatIsSetOnTheStatementHoldsForItsStandIn() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(7);
            statement.setQueryTimeout(5);
            statement.setEscapeProcessing(false);
            assertThat(statement.execute(RETURNING)).isTrue();

            assertThat(statement.getResultSet().getFetchSize()).isEqualTo(7);
            assertThat(statement.getQueryTimeout()).isEqualTo(5);
        }
    }

    @Test
    void cancelReachesTheStandIn() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            during = () -> {
                statement.cancel();
                return null;
            };
            statement.executeQuery(RETURNING).close();
            assertThat(log).containsExactly("examine", "cascade 0", "cancel");
        }
    }
}
