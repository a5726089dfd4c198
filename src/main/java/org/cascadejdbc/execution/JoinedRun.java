package org.cascadejdbc.execution;

import java.sql.SQLException;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.JoinedDelete;
import org.cascadejdbc.plan.Limits;

/** See {@link JoinedDelete}. */
final class JoinedRun extends PlanRun {
    private final JoinedDelete plan;

    JoinedRun(JoinedDelete plan, CascadeRequest request, Dialect dialect, StatementSender sender, Limits limits) {
        super(request, dialect, sender, limits);
        this.plan = plan;
    }

    @Override
    Outcome carryOut() throws SQLException {
        long rows = sender.update(plan.sql(), request.ofPredicate());
        sender.tally().touched(rows);
        if (rows == 0) {
            return done(0);
        }
        return done(plan.count() == null ? 1 : sender.query(plan.count(), null, PlanRun::number));
    }
}
