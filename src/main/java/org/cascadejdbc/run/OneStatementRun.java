package org.cascadejdbc.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.OneStatement;
import org.cascadejdbc.physical.TransactionScope;
import org.cascadejdbc.plan.Limits;

/** See {@link OneStatement}. */
final class OneStatementRun extends PlanRun {
    private final OneStatement plan;
    private final TransactionScope savepoint;
    private SQLWarning warnings;

    OneStatementRun(
            OneStatement plan, CascadeRequest request, Engine engine, StatementSender sender, Limits limits,
            TransactionScope savepoint) {
        super(request, engine, sender, limits);
        this.plan = plan;
        this.savepoint = savepoint;
    }

    @Override
    Outcome carryOut() throws SQLException {
        if (plan.givesResult()) {
            give();
            return done(0);
        }
        Outcome outcome = savepoint == null
                ? sender.query(plan.sql(), request.parameters(), this::cascaded)
                : sender.query(savepoint, plan.sql(), request.parameters(), this::cascaded);
        return outcome.done() ? done(outcome.count()) : outcome;
    }

    /** The application's own statement is executed as it executes it: alone. */
    private void give() throws SQLException {
        if (savepoint != null) {
            sender.update(savepoint.begin());
        }
        sender.give(plan.sql(), request.parameters(), request.result());
        if (savepoint != null) {
            sender.update(savepoint.keep());
        }
    }

    private Outcome cascaded(ResultSet row) throws SQLException {
        warnings = row.getStatement().getWarnings(); // of triggers
        row.next();
        return row.getBoolean(2) ? Outcome.done(row.getLong(1)) : Outcome.OTHER_PLAN_GUARD;
    }

    @Override
    SQLWarning warnings() {
        return warnings;
    }
}
