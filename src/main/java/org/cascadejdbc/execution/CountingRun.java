package org.cascadejdbc.execution;

import java.sql.SQLException;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.WrittenCount;
import org.cascadejdbc.plan.Limits;

/** See {@link WrittenCount}. */
final class CountingRun extends PlanRun {
    private final WrittenCount plan;
    private final FrozenRowsRun frozen;

    CountingRun(WrittenCount plan, CascadeRequest request, Dialect dialect, StatementSender sender, Limits limits) {
        super(request, dialect, sender, limits);
        this.plan = plan;
        this.frozen = new FrozenRowsRun(plan.rows(), dialect, sender);
    }

    @Override
    Outcome carryOut() throws SQLException {
        frozen.setUp();
        sender.update(plan.rows().freeze(), request.ofPredicate());
        sender.give(plan.counts(), null, request.result());
        return done(0);
    }

    @Override
    void cleanup() throws SQLException {
        frozen.cleanUp();
    }
}
