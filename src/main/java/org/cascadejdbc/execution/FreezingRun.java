package org.cascadejdbc.execution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Failure;
import org.cascadejdbc.dialect.FreezeThenAct;
import org.cascadejdbc.dialect.FrozenRows;
import org.cascadejdbc.dialect.Write;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.text.Shown;

/** See {@link FreezeThenAct}. */
final class FreezingRun extends PlanRun {
    private final FreezeThenAct plan;
    private final FrozenRows rows;
    private boolean written;

    FreezingRun(FreezeThenAct plan, CascadeRequest request, Dialect dialect, StatementSender sender, Limits limits) {
        super(request, dialect, sender, limits);
        this.plan = plan;
        this.rows = plan.rows();
    }

    @Override
    void preparation() throws SQLException {
        if (rows.preparation().isPresent()) {
            FrozenRows.Preparation preparation = rows.preparation().get();
            if (!sender.queryKept(preparation.question(), FreezingRun::isOurs)) {
                sender.update(preparation.sql());
            }
        }
    }

    /** Whether what is prepared is there. */
    private static boolean isOurs(ResultSet rows) throws SQLException {
        boolean found = false;
        while (rows.next()) {
            found = true;
            if (!rows.getBoolean(2)) {
                throw new SQLFeatureNotSupportedException(Shown.text("the DELETE is refused: its cascade writes down rows in a temporary table"
                        + " of its own, and this connection has " + rows.getString(1) + " in its place or on it, a table, trigger"
                        + " or index that is not its; drop that, or give it another name"), "0A000");
            }
        }
        return found;
    }

    @Override
    Outcome carryOut() throws SQLException {
        for (String sql : rows.setUp()) {
            setUp(sql);
            verify();
        }
        written = true;
        long left = sender.freeze(rows.freeze(), request.ofPredicate());
        verify();
        if (left == 0) {
            giveRows(); // none, which are a result set all the same
            sender.tally().touched(0);
            return done(0);
        }
        for (String sql : rows.more()) {
            left += sender.update(sql);
        }
        Map<Integer, Long> inspected = inspected();
        giveRows();
        long count = 0;
        for (Write write : plan.writes()) {
            long gone = write(write, null, false);
            left -= gone;
            count += write.counts() == Write.Counts.FOR_THE_DELETE ? gone : 0;
        }
        // A row may be written down twice, as matched and as doomed: then all of them are gone.
        if (plan.kept() != null && left > 0 && sender.query(plan.kept(), null, PlanRun::number) > 0) {
            throw dialect.refuse("the DELETE is refused: a trigger keeps rows that it deletes, or that "
                    + "reference deleted ones, while others would be gone; nothing was deleted");
        }
        Set<Integer> matched = plan.inspections().matched();
        boolean told = matched.stream().anyMatch(inspected::containsKey);
        return done(told ? matched.stream().mapToLong(number -> inspected.getOrDefault(number, 0L)).sum() : count);
    }

    /** What was there before is not ours to remove. */
    private void setUp(String sql) throws SQLException {
        try {
            sender.update(sql);
        } catch (SQLException e) {
            written |= !dialect.failure(e).is(Failure.Kind.TAKEN_NAME);
            throw e;
        }
        written = true;
    }

    private void giveRows() throws SQLException {
        if (plan.returned() != null) {
            sender.give(plan.returned(), request.ofReturning(), request.result());
        }
    }

    private Map<Integer, Long> inspected() throws SQLException {
        Map<Integer, Long> inspected = new LinkedHashMap<>();
        for (String sql : plan.inspections().queries()) {
            inspected.putAll(sender.query(sql, null, FreezingRun::counts));
            errors().refuse(inspected);
        }
        return inspected;
    }

    private static Map<Integer, Long> counts(ResultSet rows) throws SQLException {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        while (rows.next()) {
            counts.put(rows.getInt(1), rows.getLong(2));
        }
        return counts;
    }

    @Override
    void cleanup() throws SQLException {
        if (written) {
            for (String sql : rows.cleanUp()) {
                sender.update(sql);
            }
            written = false; // not before: who cancels it here has it undone, and then it is to be removed all the same
        }
    }
}
