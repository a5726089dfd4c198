package org.cascadejdbc.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.Optional;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.text.Shown;

/** What errors of a database mean to a cascade, and the errors with which ours refuse. */
public interface Failures {
    /** What that error means to a cascade. Never asks the database. */
    Failure failure(SQLException e);

    /** The number under which a script refuses of its own accord because of {@link Limits}. */
    int TOO_MANY_ROWS = 0;

    /** Why nothing that a query has counted can be relied on, if that number is among what it gives. */
    default Optional<SQLException> objection(int number) {
        return Optional.empty();
    }

    /** A table of a cascade that keeps what a single statement had done of it before it failed so; empty where nothing is left. */
    default Optional<TableName> halfDone(Connection connection, PlanGuard planGuard, SQLException e)
            throws SQLException {
        return Optional.empty();
    }

    /**
     * Makes an error of the warning with which a statement of ours that looks for the DELETE's rows has ended, if the DELETE would
     * have failed: mostly no round trip.
     */
    default void checkWarnings(Connection connection, Statement statement) throws SQLException {}

    /** Whether a constraint or a limit refuses it, or it is not possible at all, rather than an accident. */
    default boolean isRefusal(SQLException e) {
        return e instanceof SQLIntegrityConstraintViolationException
                || e instanceof SQLFeatureNotSupportedException
                || (e.getSQLState() != null && e.getSQLState().startsWith("23"));
    }

    /** The error of a refusal, with the SQLState and code that the database itself gives. */
    SQLException refuse(Refusal refusal);

    /** The same for a refusal by no key. */
    SQLIntegrityConstraintViolationException refuse(String message);

    /** The error with which the database refuses to truncate a table that another one references. */
    default SQLException refuseTruncate(String message) {
        return new SQLFeatureNotSupportedException(Shown.text(message), "0A000");
    }

    /** If that error says that something stands against a cascade only, or that its user may not do it: what to do, or grant. */
    default Optional<String> missingPrivilege(SQLException e, DeleteStatement delete) {
        return Optional.empty();
    }

    /** As whom no rows are hidden, where the database hides some from some users: what an error advises. */
    default String seeingAll() {
        return "as the table's owner";
    }

    /** The error of a DELETE that was cancelled, with the SQLState and code that the database itself gives. */
    default SQLException cancelled(String message) {
        return new SQLException(Shown.text(message), "57014");
    }
}
