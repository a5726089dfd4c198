package org.cascadejdbc.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Executes a DELETE in one of the four ways, and checks what must be true on any database whoever cascades: a failed
 * DELETE changed nothing, a rolled back one neither, and an open transaction is as usable as the database leaves it.
 */
public enum Trial {
    STATEMENT(false, false),
    PREPARED(false, true),
    STATEMENT_IN_TRANSACTION(true, false),
    PREPARED_IN_TRANSACTION(true, true);

    private final boolean inTransaction;
    private final boolean prepared;

    Trial(boolean inTransaction, boolean prepared) {
        this.inTransaction = inTransaction;
        this.prepared = prepared;
    }

    public boolean inTransaction() {
        return inTransaction;
    }

    public boolean prepared() {
        return prepared;
    }

    /** Executes and leaves the schema's rows as they were at first. */
    public Outcome run(Schema schema, Connection connection, Delete delete) throws SQLException {
        try {
            return inTransaction ? inTransaction(schema, connection, delete) : alone(schema, connection, delete);
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Outcome alone(Schema schema, Connection connection, Delete delete) throws SQLException {
        Outcome outcome = execute(schema, connection, delete);
        assertThat(connection.getAutoCommit()).as("autocommit afterwards").isTrue();
        String content = schema.content(connection);
        if (!content.equals(schema.initial())) {
            schema.fill();
        }
        return new Outcome(outcome.count(), outcome.failure(), content);
    }

    private Outcome inTransaction(Schema schema, Connection connection, Delete delete) throws SQLException {
        connection.setAutoCommit(false);
        work(schema, connection, 1);
        Outcome outcome = execute(schema, connection, delete);
        assertThat(connection.getAutoCommit()).as("autocommit afterwards").isFalse();
        if (outcome.failure() == null) {
            String content = schema.content(connection);
            connection.rollback();
            assertThat(schema.content(connection)).as("after the rollback").isEqualTo(schema.initial());
            assertThat(schema.rows(connection, "other_work")).as("after the rollback").isEmpty();
            return new Outcome(outcome.count(), null, content);
        }
        if (schema.space().database() == Database.POSTGRESQL) {
            assertThatTransactionIsAborted(schema, connection);
            connection.rollback();
            return new Outcome(-1, outcome.failure(), schema.content(connection));
        }
        String content = schema.content(connection);
        work(schema, connection, 2);
        connection.commit();
        assertThat(schema.rows(connection, "other_work")).as("other work, committed").containsExactly("(1)", "(2)");
        connection.commit();
        schema.fill();
        return new Outcome(-1, outcome.failure(), content);
    }

    private static void assertThatTransactionIsAborted(Schema schema, Connection connection) {
        try {
            work(schema, connection, 2);
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as("a statement after the failure").isEqualTo("25P02");
            return;
        }
        throw new AssertionError("the transaction goes on after a failure");
    }

    private static void work(Schema schema, Connection connection, int n) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(schema.space().say("INSERT INTO other_work VALUES (" + n + ")"));
        }
    }

    private Outcome execute(Schema schema, Connection connection, Delete delete) throws SQLException {
        String sql = schema.space().say(prepared ? delete.sql() : delete.literal());
        try (Statement statement = prepared ? connection.prepareStatement(sql) : connection.createStatement()) {
            if (statement instanceof PreparedStatement preparedStatement) {
                for (int i = 0; i < delete.parameters().size(); i++) {
                    preparedStatement.setObject(i + 1, delete.parameters().get(i));
                }
            }
            try {
                long count = prepared ? ((PreparedStatement) statement).executeUpdate() : statement.executeUpdate(sql);
                return new Outcome(count, null, "");
            } catch (SQLException e) {
                return new Outcome(-1, e, "");
            }
        }
    }
}
