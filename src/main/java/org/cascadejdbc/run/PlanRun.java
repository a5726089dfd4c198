package org.cascadejdbc.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.DeletePerTable;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.JoinedDelete;
import org.cascadejdbc.physical.OneStatement;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.TransactionScope;
import org.cascadejdbc.physical.UsersStatement;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.physical.WrittenCount;
import org.cascadejdbc.plan.Limits;

/** One execution of one plan: what its statements tell, and what follows from it. Used once. */
abstract class PlanRun {
    final CascadeRequest request;
    final Engine engine;
    final StatementSender sender;
    private final PlanErrors errors;
    /**
     * Whether the plan guard is still to be verified; it can change no more once the database lets nobody else write.
     */
    private boolean unverified;
    /** Whether a plain statement of the driver counts every row that changes, those of native cascades too. */
    private final boolean byChanges;
    private boolean counting;
    private long changedBefore;
    private long counted;

    PlanRun(CascadeRequest request, Engine engine, StatementSender sender, Limits limits) {
        this.request = request;
        this.engine = engine;
        this.sender = sender;
        this.errors = new PlanErrors(request.cascade().plan(), request.delete(), engine, limits);
        this.byChanges = request.parameters() == null && engine.countsByChanges();
    }

    /** @param savepoint what a single statement is put between, so that it can be undone alone; or {@code null} */
    static PlanRun of(
            CascadeRequest request, Engine engine, StatementSender sender, Limits limits, TransactionScope savepoint) {
        PhysicalPlan plan = request.cascade().plan();
        if (plan instanceof OneStatement one) {
            return new OneStatementRun(one, request, engine, sender, limits, savepoint);
        }
        if (plan instanceof JoinedDelete joined) {
            return new JoinedRun(joined, request, engine, sender, limits);
        }
        if (plan instanceof FreezeThenAct freezing) {
            return new FreezingRun(freezing, request, engine, sender, limits);
        }
        if (plan instanceof WrittenCount counting) {
            return new CountingRun(counting, request, engine, sender, limits);
        }
        if (plan instanceof DeletePerTable deletes) {
            return new DirectRun(deletes.writes(), request, engine, sender, limits);
        }
        String own = ((UsersStatement) plan).sql();
        return new DirectRun(
                List.of(new Write(own, Write.Counts.FOR_THE_DELETE, null, null)), request, engine, sender, limits);
    }

    /**
     * Lets the plan guard be verified as soon as a statement has made the transaction the only writer: before that
     * another one, which it may have waited for, can have changed the schema.
     */
    final void verifying() {
        unverified = true;
    }

    /** What comes before the transaction scope. */
    void preparation() throws SQLException {}

    /** Everything in the scope. */
    final Outcome run() throws SQLException {
        sender.statistics().running(request.cascade().plan());
        return carryOut();
    }

    abstract Outcome carryOut() throws SQLException;

    /** Removes what was written down, if anything was. */
    void cleanup() throws SQLException {}

    /** What the statement was warned of, by triggers; or {@code null}. */
    SQLWarning warnings() {
        return null;
    }

    final void verify() throws SQLException {
        if (unverified) {
            unverified = false;
            if (!sender.holds(request.cascade().planGuard())) {
                throw new PlanGuardFailedException();
            }
        }
    }

    /** Sends a statement that writes, and tells how many rows it has written. */
    final long write(Write write, Parameters parameters, boolean bound) throws SQLException {
        if (write.counts() == Write.Counts.FOR_NOBODY) {
            long rows = sender.update(write.sql(), null);
            changedBefore += counting ? rows : 0;
            return 0;
        }
        if (byChanges && !counting) {
            counting = true;
            changedBefore = sender.changes();
        }
        long rows = bound ? sender.update(write.sql(), parameters) : sender.update(write.sql());
        sender.statistics().touched(rows);
        return rows;
    }

    /** All is done; so many rows are the DELETE's own. */
    final Outcome done(long matched) throws SQLException {
        counted = matched;
        sender.statistics().matched(matched);
        return Outcome.done(counting ? sender.changes() - changedBefore : matched);
    }

    /** What the DELETE itself has matched, whatever the driver counts. */
    final long counted() {
        return counted;
    }

    final PlanErrors errors() {
        return errors;
    }

    static long number(ResultSet row) throws SQLException {
        return row.next() ? row.getLong(1) : 0;
    }

    /** Locks the rows of the plan by one of its queries, and tells their number. */
    final long lock(String query) throws SQLException {
        return sender.query(query, request.ofPredicate(), PlanRun::number);
    }

    /** Whether a statement failed because the cascade's plan guard does not hold. */
    final boolean foundOtherPlanGuard(SQLException e) {
        return e instanceof PlanGuardFailedException || engine.failure(e).is(Failure.Kind.OTHER_PLAN_GUARD);
    }
}
