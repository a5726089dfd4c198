package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.LongConsumer;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;

/** Sends one statement of ours for many values, in as few messages as its driver can. */
final class BatchSender {
    private final Connection connection;
    private final SessionStatements statements;
    private final Engine engine;
    private final Transmission transmission;

    BatchSender(SessionStatements statements, Engine engine, Transmission transmission) {
        this.connection = statements.connection();
        this.statements = statements;
        this.engine = engine;
        this.transmission = transmission;
    }

    /** Whether messages may have several statements between {@link #joinStatements} and the same. */
    boolean joinsStatements() throws SQLException {
        return statements.driver(engine).joinsStatements(connection);
    }

    void joinStatements(boolean join) throws SQLException {
        statements.driver(engine).joinStatements(connection, join);
    }

    /** One statement for many values as the driver's own batch: each execution gives rows, and the reader gets all. */
    <T> T batch(String sql, List<Parameters> executions, StatementSender.Reader<T> reader) throws SQLException {
        transmission.begin(sql, executions.size(), executions.size());
        // Only of a statement with generated keys pgjdbc keeps the rows that a batch gives.
        try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            transmission.limit(statement);
            Parameters before = null;
            for (Parameters parameters : executions) {
                parameters.bindAfter(before, statement);
                before = parameters;
                statement.addBatch();
            }
            statement.executeBatch();
            try (ResultSet rows = statement.getGeneratedKeys()) {
                return reader.read(rows);
            }
        } finally {
            transmission.ended();
        }
    }

    /** The same DELETE for one execution after the other, up to the first that fails. */
    void deleteAll(String sql, List<Parameters> executions, LongConsumer counts) throws SQLException {
        try (PreparedStatement statement = engine.prepared(connection, sql)) {
            transmission.limit(statement);
            Parameters before = null;
            for (Parameters parameters : executions) {
                transmission.begin(sql);
                parameters.bindAfter(before, statement);
                before = parameters;
                counts.accept(LargeUpdate.execute(statement)); // execute() of Connector/J asks the server for more
            }
        } finally {
            transmission.ended();
        }
    }

    /**
     * Two statements so many times in one message, between two others of which the last one gives a row. The server stops at the
     * first that fails, and then the driver tells of none.
     */
    <T> T together(String first, String sql, int times, String last, Parameters parameters, StatementSender.Reader<T> reader)
            throws SQLException {
        transmission.begin(sql, times, 2 * times + 2);
        String message = first + ";\n" + (sql + ";\n").repeat(times) + last;
        try (PreparedStatement statement = engine.prepared(connection, message)) {
            transmission.limit(statement);
            parameters.bindTo(statement);
            boolean rows = statement.execute();
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                return reader.read(row);
            }
        } finally {
            transmission.ended();
        }
    }
}
