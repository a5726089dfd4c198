package org.cascadejdbc.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Predicate;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.SqlFeature;

/** How a database reads SQL, and what we say in it. Connections are handed in. */
public interface Grammar {
    /** The lexical rules where a session has not changed them. */
    Lexis lexis();

    /** All lexical rules that a session may have and that may make a difference to that text. */
    default List<Lexis> possibleLexes(String sql) {
        return List.of(lexis());
    }

    /** Whether that text reads otherwise by the lexical rules as they may be by now; those known were read some time ago. */
    default boolean mayReadOtherwise(Connection connection, Lexis known, String sql) throws SQLException {
        return false;
    }

    /**
     * The application's text as the driver sends it, where what we make of it is sent as it is; else that text.
     *
     * @param prepared whether it was given to be prepared
     */
    default String sent(Connection connection, String sql, boolean prepared) throws SQLException {
        return sql;
    }

    /** Whether a text that does not delete is another one that may, when the driver has replaced JDBC's escapes in it. */
    default boolean hidesInEscapes(Connection connection, String sql, Predicate<String> deletes) throws SQLException {
        return false;
    }

    /** A new statement that sends that text, which may have parts of the user's in it, as {@link #sent} has it. */
    default Statement statement(Connection connection, String sql) throws SQLException {
        return connection.createStatement();
    }

    /** The same with parameters. */
    default PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /**
     * Lets the database say what is wrong with a DELETE that, taken apart, would be right: asked once for each text.
     *
     * @throws SQLException the database's own error
     */
    default void validate(Connection connection, DeleteStatement delete) throws SQLException {}

    /**
     * Lets the database say what is wrong with a single statement that is about to be refused because we do not understand it.
     *
     * @throws SQLException the database's own error, if it does not understand it, either
     */
    default void checkSyntax(Connection connection, String sql) throws SQLException {}

    /** A row of {@code VALUES}. */
    default String row(List<String> values) {
        return "(" + String.join(", ", values) + ")";
    }

    /** An expression, as a number of 64 bits or as a text. */
    String typed(String expression, boolean number);

    /** Whether a prepared statement, or any, may stay in the database, or schema, in which it was made. */
    default boolean bindsStatements() {
        return lexis().has(SqlFeature.USE);
    }

    /** The statement that makes that the session's database, where it {@link #bindsStatements}. */
    default String use(String database) {
        throw new UnsupportedOperationException();
    }

    /**
     * A statement of ours with a limit of time in it, or as it is where the driver can set that.
     *
     * @param seconds more than zero
     */
    default String timed(Connection connection, String sql, int seconds) throws SQLException {
        return sql;
    }

    /**
     * That error of a statement of ours, with the position that it tells counted in the user's own statement.
     *
     * @param prepared whether the driver has made numbered parameters of question marks
     */
    default SQLException inUsersStatement(SQLException e, String sent, DeleteStatement delete, boolean prepared) {
        return e;
    }
}
