package org.cascadejdbc.run;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cascadejdbc.physical.Race;
import org.cascadejdbc.physical.TransactionScope;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.text.Shown;

/**
 * Runs a plan again that another transaction has overtaken: that one inserted or moved rows which our
 * snapshot did not show, and committed while we waited for it. A native key acts row by row and sees them. Or that one is
 * deleting the row by which we refuse: a native key waits for it.
 *
 * <p><b>Why locking ends it.</b> A query locks the doomed rows, parents first, and waits for whoever is inserting below
 * them. From then on nobody can: a row that is locked FOR UPDATE gets no new reference by a declared key, and a
 * referencing row that is locked does not move. What was inserted before the lock was granted, the next query sees, since
 * at READ COMMITTED each statement has a snapshot of its own. So once a query finds as many rows as the one before, it
 * has found all, and the plan deletes what was locked.
 *
 * <p>At REPEATABLE READ and SERIALIZABLE the transaction's snapshot is fixed, and a native key fails with 40001; so do we.
 *
 * <p>Where rows cannot be locked (a MERGE, a cursor, no privilege UPDATE) the plan is only tried again. Used once.
 */
final class LockingRun {
    private static final int MAX_ATTEMPTS = 10;
    private static final int MAX_ROUNDS = 50;
    /** Of the SQL standard. */
    private static final String NO_SUCH_SAVEPOINT = "3B001";
    private static final TransactionScope SAVEPOINT = TransactionScope.savepoint();
    private static final TransactionScope TRANSACTION = TransactionScope.transaction();

    private final Supplier<PlanRun> runs;
    private final Race race;
    private final StatementSender sender;
    private final boolean inTransaction;
    private final Undo undo;
    private final Turns turns;
    private boolean lockable;
    private SQLWarning warnings;

    /**
     * @param inTransaction whether a transaction was open before, in which the first run was behind the savepoint
     * @param undo what to do after a failure; {@code null} where the transaction is to be unusable then
     */
    LockingRun(
            Supplier<PlanRun> runs,
            StatementSender sender,
            Race race,
            boolean inTransaction,
            Undo undo,
            Turns turns) {
        this.runs = runs;
        this.race = race;
        this.sender = sender;
        this.inTransaction = inTransaction;
        this.undo = undo;
        this.turns = turns;
        this.lockable = race.lock() != null;
    }

    /** Where {@code first} is the failure of the first run. */
    Outcome run(SQLException first) throws SQLException {
        try {
            begin(first);
            Outcome outcome = attempts(first);
            sender.update(SAVEPOINT.keep());
            if (!inTransaction) {
                sender.update(TRANSACTION.keep());
            }
            return outcome;
        } catch (SQLException e) {
            undo(e);
            throw e;
        } catch (RuntimeException | Error e) {
            undo(e);
            throw e;
        }
    }

    SQLWarning warnings() {
        return warnings;
    }

    private void begin(SQLException first) throws SQLException {
        try {
            if (inTransaction) {
                goBack(sender);
            } else {
                sender.update(TRANSACTION.begin());
                sender.update(SAVEPOINT.begin());
            }
        } catch (SQLException e) {
            first.addSuppressed(e);
            throw first;
        }
    }

    private Outcome attempts(SQLException first) throws SQLException {
        String isolation = sender.query(race.manner().isolation(), null, row -> row.next() ? row.getString(1) : "");
        boolean blocked = runs.get().errors().isBlocked(first);
        if (!blocked && race.refusing() != null && locked(runs.get(), race.refusing()) > 0) {
            throw runs.get().errors().explained(first);
        }
        if (!race.manner().fresh().contains(isolation)) {
            PlanRun run = runs.get();
            if (blocked && lock(run, true)) {
                locked(run, race.waiting().sinceSnapshot());
            }
            throw blocked ? run.errors().explained(first) : notSerializable(run, run.errors().explained(first));
        }
        for (int attempt = 1; ; attempt++) {
            PlanRun run = runs.get();
            boolean complete = lock(run, blocked);
            if (blocked && !lockable) {
                throw run.errors().explained(first);
            }
            try {
                Outcome outcome = run.run();
                warnings = run.warnings();
                return outcome;
            } catch (SQLException e) {
                if (complete || !run.errors().isOvertaken(e) || sender.cancelled() || attempt == MAX_ATTEMPTS) {
                    throw run.errors().isOvertaken(e) ? givenUp(run, e, complete) : run.errors().explained(e);
                }
                blocked |= run.errors().isBlocked(e);
                goBack(sender);
            }
        }
    }

    private long locked(PlanRun run, String query) throws SQLException {
        try {
            return run.lock(query);
        } catch (SQLException e) {
            throw isPrivilegeMissing(e) ? e : run.errors().explained(e);
        }
    }

    private boolean isPrivilegeMissing(SQLException e) {
        return race.manner().noPrivilege().equals(e.getSQLState());
    }

    /** Whether all rows are locked now. */
    private boolean lock(PlanRun run, boolean waiting) throws SQLException {
        long before = -1;
        try {
            for (int round = 0; lockable && round < MAX_ROUNDS; round++) {
                long locked = locked(run, waiting ? race.waiting().untilGone() : race.lock());
                if (locked == before) {
                    return true;
                }
                before = locked;
            }
        } catch (SQLException e) {
            if (!isPrivilegeMissing(e)) {
                throw e;
            }
            lockable = false;
            goBack(sender);
        }
        return false;
    }

    /** After a failure, to the savepoint. The driver's autosave may have done it, to before our savepoint. */
    static void goBack(StatementSender sender) throws SQLException {
        try {
            sender.update(SAVEPOINT.undo().get(0));
        } catch (SQLException e) {
            if (!NO_SUCH_SAVEPOINT.equals(e.getSQLState())) {
                throw e;
            }
            sender.update(SAVEPOINT.begin());
        }
    }

    /** An open transaction is to be as unusable as after any failure of its driver: going back to nowhere makes it so. */
    private void undo(Throwable failure) {
        if (undo != null) {
            undo.after(failure, turns);
            return;
        }
        sender.undoing(true);
        try {
            sender.update("ROLLBACK TO SAVEPOINT cascade_jdbc_failed");
        } catch (SQLException e) {
            // as it should
        } finally {
            sender.undoing(false);
        }
    }

    private SQLException notSerializable(PlanRun run, SQLException first) {
        if (first instanceof SQLTransactionRollbackException) {
            return first;
        }
        return hidden(run, first).orElseGet(() -> new SQLTransactionRollbackException("could not serialize access: another transaction"
                + " has changed rows of the cascade since this one began, or a trigger keeps some, or by a key's SET NULL or SET"
                + " DEFAULT rows reference what goes (" + Shown.oneLine(first.getMessage()) + "); nothing was deleted; roll back and try again",
                "40001", first));
    }

    /** @param complete whether all rows were locked, so that no other transaction can have changed any */
    private SQLException givenUp(PlanRun run, SQLException e, boolean complete) {
        SQLException explained = run.errors().explained(e);
        if (explained != e) {
            return explained;
        }
        String why = complete
                ? "rows that reference deleted ones stay, though no other transaction changes any: a trigger keeps or inserts "
                        + "them, or another key's SET NULL or SET DEFAULT has changed what they reference"
                : "rows that reference deleted rows were inserted or changed by other transactions meanwhile, again and again, "
                        + "or a trigger keeps or inserts them";
        return hidden(run, e).orElseGet(() -> refusal(e, why, complete ? "" : ", and it may be tried again"));
    }

    /** Where row-level security may hide from us what a key of the database sees: then others are not to blame. */
    private Optional<SQLException> hidden(PlanRun run, SQLException e) {
        Optional<TableName> table = run.errors().failure(e).violated().map(Race.Constraint::referencing);
        try {
            if (table.isEmpty() || !isSecured(table.get())) {
                return Optional.empty();
            }
        } catch (SQLException unknown) {
            e.addSuppressed(unknown);
            return Optional.empty();
        }
        return Optional.of(refusal(e, "rows of " + table.get() + " that reference deleted ones stay, and row-level security, which"
                + " is in force for this user there, may hide them, as it does not from a key of the database", "; delete "
                + race.manner().seeingAll()));
    }

    private boolean isSecured(TableName table) throws SQLException {
        goBack(sender);
        return sender.query(race.manner().hidden(),
                Parameters.behind(List.of(table.schema(), table.name()), null, 1), row -> row.next() && row.getBoolean(1));
    }

    private static SQLException refusal(SQLException e, String why, String more) {
        SQLException refusal = new SQLIntegrityConstraintViolationException(Shown.text("the DELETE is refused: " + why + " ("
                + Shown.oneLine(e.getMessage()) + "); nothing was deleted" + more), e.getSQLState());
        refusal.initCause(e);
        return refusal;
    }
}
