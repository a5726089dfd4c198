package org.cascadejdbc.run;

import java.sql.SQLException;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.WrittenCount;
import org.cascadejdbc.plan.Limits;

/** See {@link WrittenCount}. */
final class CountingRun extends PlanRun {
    private final WrittenCount plan;
    private final FrozenRowsRun frozen;

    CountingRun(WrittenCount plan, CascadeRequest request, Engine engine, StatementSender sender, Limits limits) {
        super(request, engine, sender, limits);
        this.plan = plan;
        this.frozen = new FrozenRowsRun(plan.rows(), engine, sender);
    }

    @Override
    void preparation() throws SQLException {
        frozen.prepare();
    }

    @Override
    Outcome carryOut() throws SQLException {
        frozen.setUp();
        sender.update(plan.rows().freeze(), request.ofPredicate());
        frozen.growLevels();
        sender.give(plan.counts(), null, request.result());
        return done(0);
    }

    @Override
    void cleanup() throws SQLException {
        frozen.cleanUp();
    }
}
