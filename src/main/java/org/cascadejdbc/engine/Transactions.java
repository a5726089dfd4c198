package org.cascadejdbc.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.TransactionScope;
import org.cascadejdbc.sql.DeleteStatement;

/** What is known of transactions of a database, and how a cascade stands in one. */
public interface Transactions {
    /**
     * Whether a transaction is open although JDBC's autocommit is on, since the application began it in SQL. It is not concluded
     * from the statements that passed, which a procedure or an implicit commit would belie: the server says it.
     */
    default boolean isTransactionOpen(Connection connection) throws SQLException {
        return false;
    }

    /** Whether that is certain, and costs no round trip: else nothing may be begun that an error would end. */
    default boolean knowsTransactions(Connection connection) throws SQLException {
        return false;
    }

    /** What makes the statements of a script one; empty where a script is a single statement anyway. */
    Optional<TransactionScope> scope(boolean inTransaction);

    /**
     * Makes an open transaction the writer that the DELETE would make of it, before anything else reads in it: where a
     * reader that becomes a writer fails at once, while a writer waits.
     */
    default void beginToWrite(SessionStatements session, String tableText) throws SQLException {}

    /** Whether an open transaction does not survive the error of a statement. */
    default boolean errorsAbortTransactions() {
        return false;
    }

    /**
     * Whether carrying out that DELETE fails, as {@link Failure.Kind#OTHER_PLAN_GUARD}, where its plan guard does not
     * hold, and an open transaction would not survive that.
     */
    default boolean failsForOtherPlanGuard(DeleteStatement delete) {
        return false;
    }

    /** Why nothing cascades while the session holds LOCK TABLES; empty where that does not matter. */
    default Optional<SQLException> objectionToLockedTables() {
        return Optional.empty();
    }
}
