package org.cascadejdbc.run;

import java.sql.SQLException;
import java.util.List;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.plan.Limits;

/**
 * Statements that each have the user's predicate with its parameters: see
 * {@link org.cascadejdbc.physical.DeletePerTable}.
 */
final class DirectRun extends PlanRun {
    private final List<Write> writes;

    DirectRun(
            List<Write> writes, CascadeRequest request, Engine engine, StatementSender sender, Limits limits) {
        super(request, engine, sender, limits);
        this.writes = writes;
    }

    @Override
    Outcome carryOut() throws SQLException {
        long count = 0;
        for (Write write : writes) {
            long rows = write(write, request.ofPredicate(), true);
            count += write.counts() == Write.Counts.FOR_THE_DELETE ? rows : 0;
            verify(); // the first has made the transaction the only writer
        }
        return done(count);
    }
}
