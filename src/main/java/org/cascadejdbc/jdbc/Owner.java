package org.cascadejdbc.jdbc;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cascadejdbc.jdbc.delegate.Question;
import org.cascadejdbc.jdbc.delegate.Wrapping;
import org.cascadejdbc.run.Turns;

/**
 * Where a JDBC object of ours comes from, and so what its getters lead back to.
 *
 * @param connection our connection
 * @param statement our statement, or {@code null} where the user made none (metadata, arrays, cursors)
 * @param sql gives the text that the statement executed last, or {@code null} if unknown
 * @param opened is told the statement's result sets, before they are wrapped
 */
record Owner(CascadeConnection connection, Statement statement, Supplier<String> sql, Consumer<ResultSet> opened)
        implements Wrapping {
    /** Of an object that no statement of the user made. */
    static Owner of(CascadeConnection connection) {
        return new Owner(connection, null, () -> null, resultSet -> {});
    }

    @Override
    public Connection connection(Connection raw) {
        return connection;
    }

    /** The delegate may have made a statement of its own (for metadata, for a cursor): that one gets a wrapper. */
    @Override
    public Statement statement(Statement raw) {
        return statement != null ? statement : new CascadeStatement(connection, raw);
    }

    @Override
    public PreparedStatement preparedStatement(PreparedStatement raw) {
        return new PlainPreparedStatement(connection, raw, null);
    }

    @Override
    public CallableStatement callableStatement(CallableStatement raw) {
        return new CascadeCallableStatement(connection, raw, null);
    }

    @Override
    public ResultSet resultSet(ResultSet raw) {
        opened.accept(raw);
        return new CascadeResultSet(raw, this, sql.get());
    }

    @Override
    public ResultSet cursor(ResultSet raw) {
        return new CascadeResultSet(raw, of(connection), null);
    }

    @Override
    public DatabaseMetaData metaData(DatabaseMetaData raw) {
        return new CascadeDatabaseMetaData(raw, of(connection));
    }

    @Override
    public Array array(Array raw) {
        return new CascadeArray(raw, of(connection));
    }

    @Override
    public <T> T passing(Question<T> question) throws SQLException {
        Turns turns = connection.session().turns();
        Turns.Pass pass = turns.pass();
        try {
            return question.ask();
        } finally {
            turns.passed(pass);
        }
    }
}
