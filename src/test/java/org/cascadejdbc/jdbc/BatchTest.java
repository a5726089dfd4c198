package org.cascadejdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Batches keep their order and their counts, whoever executes the entries. */
class BatchTest extends Shop {
    @Test
    void aBatchThatDoesNotConcernUsIsTheDelegates() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("update orders set id = id where id < 20");
            statement.addBatch("insert into orders values (40, 3)");
            assertThat(statement.executeBatch()).containsExactly(2, 1);
            assertThat(statement.executeBatch()).isEmpty();
        }
        assertThat(log).isEmpty();
    }

    @Test
    void entriesAreExecutedInTheirOrder() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("insert into orders values (12, 1)");
            statement.addBatch("delete from customer where id = 1");
            statement.addBatch("insert into orders values (13, 1)");
            statement.addBatch("insert into orders values (14, 1)");
            statement.addBatch("create table t (id integer)");
            statement.addBatch("delete from orders where customer_id = 1");
            statement.addBatch("delete from customer where id in (2, 3)");
            // After DDL, SQLite repeats the count of the statement before.
            assertThat(statement.executeBatch()).containsExactly(1, 1, 1, 1, 1, 2, 2);
            assertThat(statement.executeBatch()).isEmpty();
        }
        assertThat(log)
                .containsExactly("examine", "cascade 0", "examine", "forget", "examine", "examine", "cascade 0");
        assertThat(count("orders")).isZero();
    }

    @Test
    void longCountsAndClearing() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("delete from customer where id = 1");
            statement.clearBatch();
            statement.addBatch("delete from customer where id = 2");
            assertThat(statement.executeLargeBatch()).containsExactly(1);
        }
        assertThat(count("customer")).isEqualTo(2);
    }

    @Test
    void aPreparedBatchCascadesEntryByEntryAndKeepsTheParameters() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from customer where id = ?")) {
            for (int id : new int[] {1, 7, 3}) {
                statement.setInt(1, id);
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).containsExactly(1, 0, 1);
            assertThat(statement.executeBatch()).isEmpty();
            assertThat(statement.executeUpdate()).isZero();
        }
        assertThat(count("orders")).isEqualTo(1);
    }

    @Test
    void aPreparedBatchThatPassesIsTheDelegates() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from orders where id = ?")) {
            statement.setInt(1, 10);
            statement.addBatch();
            statement.setInt(1, 11);
            statement.addBatch();
            assertThat(statement.executeBatch()).containsExactly(1, 1);
        }
        assertThat(log).containsExactly("examine");
    }

    @Test
    void aRefusedPreparedBatchFailsAsTheDriversDo() throws SQLException {
        String sql = "delete from orders where 'refused' <> ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 1);
            statement.addBatch();
            SQLException failure = catchThrowableOfType(SQLException.class, statement::executeBatch);

            assertThat(failure.getSQLState()).isEqualTo("23503");
            assertThat(statement.executeBatch()).isEmpty();
        }
        assertThat(count("orders")).isEqualTo(4);
    }

    private static BatchUpdateException fail(CascadeConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("insert into orders values (40, 3)");
            statement.addBatch("delete from customer where id = 1");
            statement.addBatch("delete from refused");
            statement.addBatch("delete from customer where id = 2");
            return catchThrowableOfType(BatchUpdateException.class, statement::executeBatch);
        }
    }

    @Test
    void sqliteStopsAtTheFailedEntry() throws SQLException {
        BatchUpdateException failure = fail(connection);

        assertThat(failure.getUpdateCounts()).containsExactly(1, 1, 0, 0);
        assertThat(failure.getCause()).isInstanceOf(SQLIntegrityConstraintViolationException.class);
        assertThat(count("customer")).isEqualTo(2);
    }

    @Test
    void theDriversOwnFailureIsMerged() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("delete from customer where id = 1");
            statement.addBatch("insert into orders values (20, 3)");
            BatchUpdateException failure = catchThrowableOfType(BatchUpdateException.class, statement::executeBatch);

            assertThat(failure.getUpdateCounts()).startsWith(1);
            assertThat(failure.getMessage()).contains("UNIQUE");
            assertThat(count("customer")).isEqualTo(2);
        }
    }
}
