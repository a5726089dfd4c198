package org.cascadejdbc.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.physical.Guard;
import org.cascadejdbc.schema.KeyGraph;

/** What a session is prepared with, so that statements which are no DELETE delete nothing that they would not natively. */
public interface SessionGuards {
    /** Prepares a connection when it is opened. */
    default void prepare(SessionStatements session, boolean switchForeignKeysOn) throws SQLException {}

    /** Is told a statement that changes what names and keys mean, before it is executed. */
    default void notice(SessionStatements session, String sql) throws SQLException {}

    /** Is told that the session's schema may be another one. */
    default void forget(SessionStatements session) {}

    /** Whether an INSERT or UPDATE of no special form may need a {@link Guard}. Never throws, and costs nothing mostly. */
    default boolean mayReplace(SessionStatements session) {
        return false;
    }

    /** How the keys are found out. */
    @FunctionalInterface
    interface Keys {
        /**
         * All keys, before the statement is executed.
         *
         * @param written a table that the statement is to write, as it may be written in SQL, or {@code null} if unknown
         */
        KeyGraph before(String written) throws SQLException;
    }

    /**
     * What keeps a text that is no DELETE from deleting or changing rows of other tables which the plain driver would keep.
     *
     * @param keys asked only where the text may do so
     */
    default Optional<Guard> guard(SessionStatements session, String sql, Keys keys) throws SQLException {
        return Optional.empty();
    }

    /** The refusal, if that error is a guard's. */
    default Optional<SQLException> ofGuard(SQLException e, Guard guard) {
        return Optional.empty();
    }

    /** What takes away all guards that are left in that session. */
    default List<String> leftGuards(SessionStatements session) throws SQLException {
        return List.of();
    }
}
