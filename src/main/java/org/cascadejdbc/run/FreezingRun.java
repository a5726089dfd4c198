package org.cascadejdbc.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.plan.Limits;

/** See {@link FreezeThenAct}. */
final class FreezingRun extends PlanRun {
    private final FreezeThenAct plan;
    private final FrozenRows rows;
    private final FrozenRowsRun frozen;

    FreezingRun(FreezeThenAct plan, CascadeRequest request, Engine engine, StatementSender sender, Limits limits) {
        super(request, engine, sender, limits);
        this.plan = plan;
        this.rows = plan.rows();
        this.frozen = new FrozenRowsRun(rows, engine, sender);
    }

    @Override
    void preparation() throws SQLException {
        frozen.prepare();
    }

    @Override
    Outcome carryOut() throws SQLException {
        frozen.setUp();
        verify();
        long left = sender.freeze(rows.freeze(), request.ofPredicate());
        verify();
        if (left == 0) {
            giveRows(); // none, which are a result set all the same
            sender.statistics().touched(0);
            return done(0);
        }
        left += frozen.growLevels();
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
            throw engine.refuse("the DELETE is refused: a trigger keeps rows that it deletes, or that "
                    + "reference deleted ones (also from being changed), while others would be gone; nothing was deleted");
        }
        Set<Integer> matched = plan.inspections().matched();
        boolean told = matched.stream().anyMatch(inspected::containsKey);
        return done(told ? matched.stream().mapToLong(number -> inspected.getOrDefault(number, 0L)).sum() : count);
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

    static Map<Integer, Long> counts(ResultSet rows) throws SQLException {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        while (rows.next()) {
            counts.put(rows.getInt(1), rows.getLong(2));
        }
        return counts;
    }

    @Override
    void cleanup() throws SQLException {
        frozen.cleanUp();
    }
}
