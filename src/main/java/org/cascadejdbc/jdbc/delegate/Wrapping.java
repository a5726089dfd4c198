package org.cascadejdbc.jdbc.delegate;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes our objects of those that a delegate returned, which are never {@code null} here. */
public interface Wrapping {
    Connection connection(Connection raw);

    Statement statement(Statement raw);

    PreparedStatement preparedStatement(PreparedStatement raw);

    CallableStatement callableStatement(CallableStatement raw);

    /** A result set of the wrapped object itself. */
    ResultSet resultSet(ResultSet raw);

    /** A result set that came as a value, made by a statement of its own. */
    ResultSet cursor(ResultSet raw);

    DatabaseMetaData metaData(DatabaseMetaData raw);

    Array array(Array raw);

    /** Lets the driver ask, when no cascade is under way: in the midst of one it would be asked in that one's transaction. */
    <T> T passing(Question<T> question) throws SQLException;
}
