package org.cascadejdbc.run;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransactionRollbackException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.text.Shown;

/** What the application is told where a plan refuses, or fails by something that can be explained. */
final class PlanErrors {
    private final PhysicalPlan plan;
    private final DeleteStatement delete;
    private final Engine engine;
    private final Limits limits;

    PlanErrors(PhysicalPlan plan, DeleteStatement delete, Engine engine, Limits limits) {
        this.plan = plan;
        this.delete = delete;
        this.engine = engine;
        this.limits = limits;
    }

    Failure failure(SQLException e) {
        return engine.failure(e);
    }

    /** See {@link PhysicalPlan#isBlocked}. */
    boolean isBlocked(SQLException e) {
        return plan.isBlocked(failure(e));
    }

    /** See {@link PhysicalPlan#isOvertaken}. */
    boolean isOvertaken(SQLException e) {
        return plan.isOvertaken(failure(e));
    }

    /** What the database reports in its own words, where it is a refusal that we asked it to make. */
    SQLException explained(SQLException e) {
        Failure failure = failure(e);
        if (!failure.kind().isOfPlan()) {
            return engine.missingPrivilege(e, delete).map(advice -> lacking(e, advice)).orElse(e);
        }
        SQLException refusal = refusal(failure);
        refusal.initCause(e);
        return refusal;
    }

    /** By what the plan has found so far, numbers of rows with their counts, nothing is refused; else that is thrown. */
    void refuse(Map<Integer, Long> found) throws SQLException {
        for (Integer number : found.keySet()) {
            Optional<SQLException> objection = engine.objection(number);
            if (objection.isPresent()) {
                throw objection.get();
            }
        }
        Optional<String> tooMany = limits.objection(touched(found));
        if (tooMany.isPresent()) {
            throw tooMany(tooMany.get());
        }
        for (Integer number : found.keySet()) {
            if (plan.refusals().containsKey(number)) {
                throw refusal(number);
            }
        }
    }

    private static SQLException lacking(SQLException e, String advice) {
        String message = Shown.text(Shown.oneLine(e.getMessage()) + "; " + advice + "; nothing was deleted");
        return switch (String.valueOf(e.getSQLState())) {
            case "0A000" -> new SQLFeatureNotSupportedException(message, e.getSQLState(), e.getErrorCode(), e);
            case "null" -> new SQLFeatureNotSupportedException(message, "0A000", e.getErrorCode(), e);
            case "HY000" -> new SQLException(message, e.getSQLState(), e.getErrorCode(), e);
            default -> new SQLSyntaxErrorException(message, e.getSQLState(), e.getErrorCode(), e);
        };
    }

    /** Of what was counted for the limits, by table. */
    private Map<TableName, Long> touched(Map<Integer, Long> counts) {
        Map<TableName, Long> touched = new LinkedHashMap<>();
        plan.counted().forEach((number, table) -> {
            if (counts.containsKey(number)) {
                touched.put(table, counts.get(number));
            }
        });
        return touched;
    }

    private SQLException tooMany(String why) {
        return engine.refuse("the DELETE is refused: " + why);
    }

    private SQLException refusal(Failure failure) {
        return switch (failure.kind()) {
            case OTHER_PLAN_GUARD -> new SQLTransactionRollbackException("the schema, or what the DELETE's names mean, changes while "
                    + "the DELETE is carried out; nothing was deleted, try again", "40001");
            case CHANGED_MEANWHILE -> new SQLTransactionRollbackException("rows of the DELETE were changed by another "
                    + "transaction, or kept by a trigger, while they were counted for cascade.maxRows; nothing was deleted, try "
                    + "again", "40001");
            default -> failure.number() == Engine.TOO_MANY_ROWS
                    ? tooMany(limits.objection(touched(failure.counts())).orElse("it would touch too many rows"))
                    : refusal(failure.number());
        };
    }

    private SQLException refusal(int number) {
        Refusal refusal = plan.refusals().get(number);
        if (refusal == null) {
            throw new IllegalStateException("a refusal by the number " + number);
        }
        return engine.refuse(refusal);
    }
}
