package org.cascadejdbc.run;

import java.sql.SQLException;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.JoinedDelete;
import org.cascadejdbc.plan.Limits;

/** See {@link JoinedDelete}. */
final class JoinedRun extends PlanRun {
    private final JoinedDelete plan;

    JoinedRun(JoinedDelete plan, CascadeRequest request, Engine engine, StatementSender sender, Limits limits) {
        super(request, engine, sender, limits);
        this.plan = plan;
    }

    @Override
    Outcome carryOut() throws SQLException {
        long rows = sender.update(plan.sql(), request.ofPredicate());
        sender.statistics().touched(rows);
        if (rows == 0) {
            return done(0);
        }
        return done(plan.count() == null ? 1 : sender.query(plan.count(), null, PlanRun::number));
    }
}
