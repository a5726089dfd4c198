package org.cascadejdbc.execution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLWarning;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.dialect.Bracket;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Failure;
import org.cascadejdbc.dialect.Premise;
import org.cascadejdbc.dialect.Refusal;
import org.cascadejdbc.dialect.Script;
import org.cascadejdbc.dialect.Script.Step;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.text.Shown;

/** One execution of one script: what its steps tell, and what follows from it. Used once. */
final class ScriptRun {
    private final DeleteStatement delete;
    private final Script script;
    private final Parameters parameters;
    private final Dialect dialect;
    private final StatementSender sender;
    private final Limits limits;
    private final ResultStep result;
    private final Bracket savepoint;
    private final Premise premise;
    /** Whether the premise is still to be verified; it can change no more once the database lets nobody else write. */
    private boolean unverified;
    private final Map<Integer, Long> inspected = new LinkedHashMap<>();
    private boolean written;
    private long counted;
    private SQLWarning warnings;

    /**
     * @param parameters the values of a prepared statement, or {@code null} for a plain one
     * @param savepoint what a single statement is put between, so that it can be undone alone; or {@code null}
     */
    ScriptRun(
            Cascade cascade,
            Parameters parameters,
            Dialect dialect,
            StatementSender sender,
            Limits limits,
            ResultStep result,
            Bracket savepoint) {
        this.delete = cascade.delete();
        this.script = cascade.script();
        this.parameters = parameters;
        this.dialect = dialect;
        this.sender = sender;
        this.limits = limits;
        this.result = result;
        this.savepoint = savepoint;
        this.premise = cascade.premise();
    }

    /**
     * Lets the premise be verified as soon as a statement has made the transaction the only writer: before that another
     * one, which it may have waited for, can have changed the schema.
     */
    ScriptRun verifying() {
        unverified = true;
        return this;
    }

    /** What comes before the transaction bracket. */
    void preparation() throws SQLException {
        for (Step step : script.steps()) {
            if (step.kind() == Step.Kind.PREPARED && !sender.queryKept(step.sql(), ScriptRun::isOurs)) {
                send(Step.Kind.PREPARE);
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

    /** Everything in the bracket. */
    Outcome steps() throws SQLException {
        sender.tally().running(script);
        // A plain statement of SQLite's driver counts every row that changes, those of native cascades too.
        boolean byChanges = parameters == null && dialect.countsByChanges();
        long changedBefore = 0;
        boolean counting = false;
        long count = 0;
        long left = 0;
        boolean onlyWriter = false;
        for (Step step : script.steps()) {
            if (onlyWriter && step.kind() != Step.Kind.SETUP) {
                verify();
            }
            onlyWriter |= step.kind() != Step.Kind.PREPARE && step.kind() != Step.Kind.PREPARED;
            switch (step.kind()) {
                case SETUP -> setUp(step.sql());
                case RESULT -> give(step.sql());
                case RETURN -> sender.give(step.sql(), ofReturning(), result);
                case CASCADE -> {
                    Outcome outcome = savepoint == null
                            ? sender.query(step.sql(), parameters, this::cascaded)
                            : sender.query(savepoint, step.sql(), parameters, this::cascaded);
                    if (!outcome.done()) {
                        return outcome;
                    }
                    count = outcome.count();
                }
                case FREEZE -> {
                    written = true;
                    left = sender.freeze(step.sql(), ofPredicate());
                    if (left == 0) {
                        giveNoRows();
                        sender.tally().touched(0);
                        return Outcome.done(counted(0));
                    }
                }
                case FREEZE_MORE -> left += sender.update(step.sql());
                case DELETE_ALL -> {
                    long rows = sender.update(step.sql(), ofPredicate());
                    sender.tally().touched(rows);
                    count = Math.min(rows, 1);
                    if (count == 0) {
                        return Outcome.done(counted(0));
                    }
                }
                case COUNT -> count = sender.query(step.sql(), null, ScriptRun::number);
                case INSPECT -> inspect(step.sql());
                case DETACH -> {
                    long rows = sender.update(step.sql(), null);
                    changedBefore += counting ? rows : 0;
                }
                case WRITE, TARGET, ALONE -> {
                    if (byChanges && !counting) {
                        counting = true;
                        changedBefore = sender.changes();
                    }
                    long rows = step.bound() ? sender.update(step.sql(), ofPredicate()) : sender.update(step.sql());
                    left -= rows;
                    sender.tally().touched(rows);
                    if (step.kind() != Step.Kind.WRITE) {
                        count += rows;
                    }
                }
                case KEPT -> {
                    // A row may be written down twice, as matched and as doomed: then all of them are gone.
                    if (left > 0 && sender.query(step.sql(), null, ScriptRun::number) > 0) {
                        throw dialect.refuse("the DELETE is refused: a trigger keeps rows that it deletes, or that "
                                + "reference deleted ones, while others would be gone; nothing was deleted");
                    }
                }
                case PREPARED, PREPARE, CLEANUP -> {
                    // before the bracket; after the last step, and after a failure
                }
            }
        }
        verify();
        long matched = counted(script.matched().stream().anyMatch(inspected::containsKey) ? matched() : count);
        return Outcome.done(counting ? sender.changes() - changedBefore : matched);
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

    private void verify() throws SQLException {
        if (unverified) {
            unverified = false;
            if (!sender.holds(premise)) {
                throw new OtherPremiseException();
            }
        }
    }

    /** What {@link #steps} has found that the DELETE itself has matched, whatever the driver counts. */
    long counted() {
        return counted;
    }

    /** The rows that the DELETE itself has matched. */
    private long counted(long rows) {
        counted = rows;
        sender.tally().matched(rows);
        return rows;
    }

    /** The application's own statement is executed as it executes it: alone. */
    private void give(String sql) throws SQLException {
        if (savepoint != null) {
            sender.update(savepoint.begin());
        }
        sender.give(sql, parameters, result);
        if (savepoint != null) {
            sender.update(savepoint.keep());
        }
    }

    /** Locks the rows of the script by one of its queries, and tells their number. */
    long lock(String query) throws SQLException {
        return sender.query(query, ofPredicate(), ScriptRun::number);
    }

    Failure failure(SQLException e) {
        return dialect.failure(e);
    }

    /** Whether that failure is to be waited for, see {@link Script#isBlocked}. */
    boolean isBlocked(SQLException e) {
        return script.isBlocked(failure(e));
    }

    /** See {@link Script#isOvertaken}. */
    boolean overtaken(SQLException e) {
        return script.isOvertaken(failure(e));
    }

    /** What INSPECT has told of the DELETE's own rows. */
    private long matched() {
        return script.matched().stream().mapToLong(number -> inspected.getOrDefault(number, 0L)).sum();
    }

    /** What RETURNING gives where there are no rows, is a result set all the same. */
    private void giveNoRows() throws SQLException {
        for (Step step : script.steps()) {
            if (step.kind() == Step.Kind.RETURN) {
                sender.give(step.sql(), ofReturning(), result);
            }
        }
    }

    private Parameters ofPredicate() {
        return Parameters.ofPredicate(parameters, delete);
    }

    private Parameters ofReturning() {
        if (returningHasParameters()) {
            return parameters.from(delete.parameters() + 1);
        }
        return parameters == null ? null : new Parameters();
    }

    private boolean returningHasParameters() {
        return parameters != null && delete.returning() != null && delete.returning().parameters() > 0;
    }

    /** Removes what was written down, if anything was. */
    void cleanup() throws SQLException {
        if (written) {
            send(Step.Kind.CLEANUP);
            written = false; // not before: who cancels it here has it undone, and then it is to be removed all the same
        }
    }

    /** What the database reports in its own words, where it is a refusal that we asked it to make. */
    SQLException explained(SQLException e) {
        Failure failure = dialect.failure(e);
        if (!failure.kind().isOfScript()) {
            return dialect.missingPrivilege(e, delete).map(advice -> lacking(e, advice)).orElse(e);
        }
        SQLException refusal = refusal(failure);
        refusal.initCause(e);
        return refusal;
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

    /** Whether a statement failed because the cascade's premise does not hold. */
    boolean foundOtherPremise(SQLException e) {
        return e instanceof OtherPremiseException || dialect.failure(e).is(Failure.Kind.OTHER_PREMISE);
    }

    private void send(Step.Kind kind) throws SQLException {
        for (Step step : script.steps()) {
            if (step.kind() == kind) {
                sender.update(step.sql());
            }
        }
    }

    SQLWarning warnings() {
        return warnings;
    }

    private Outcome cascaded(ResultSet row) throws SQLException {
        warnings = row.getStatement().getWarnings(); // of triggers
        row.next();
        return row.getBoolean(2) ? Outcome.done(row.getLong(1)) : Outcome.OTHER_PREMISE;
    }

    private static long number(ResultSet row) throws SQLException {
        return row.next() ? row.getLong(1) : 0;
    }

    private void inspect(String sql) throws SQLException {
        inspected.putAll(sender.query(sql, null, rows -> {
            Map<Integer, Long> counts = new LinkedHashMap<>();
            while (rows.next()) {
                counts.put(rows.getInt(1), rows.getLong(2));
            }
            return counts;
        }));
        for (Integer number : inspected.keySet()) {
            Optional<SQLException> objection = dialect.objection(number);
            if (objection.isPresent()) {
                throw objection.get();
            }
        }
        Optional<String> tooMany = limits.objection(touched(inspected));
        if (tooMany.isPresent()) {
            throw tooMany(tooMany.get());
        }
        for (Integer number : inspected.keySet()) {
            if (script.refusals().containsKey(number)) {
                throw refusal(number);
            }
        }
    }

    /** Of what was counted for the limits, by table. */
    private Map<TableName, Long> touched(Map<Integer, Long> counts) {
        Map<TableName, Long> touched = new LinkedHashMap<>();
        script.counted().forEach((number, table) -> {
            if (counts.containsKey(number)) {
                touched.put(table, counts.get(number));
            }
        });
        return touched;
    }

    private SQLException tooMany(String why) {
        return dialect.refuse("the DELETE is refused: " + why);
    }

    private SQLException refusal(Failure failure) {
        return switch (failure.kind()) {
            case OTHER_PREMISE -> new SQLTransactionRollbackException("the schema, or what the DELETE's names mean, changes while "
                    + "the DELETE is carried out; nothing was deleted, try again", "40001");
            case CHANGED_MEANWHILE -> new SQLTransactionRollbackException("rows of the DELETE were changed by another "
                    + "transaction, or kept by a trigger, while they were counted for cascade.maxRows; nothing was deleted, try "
                    + "again", "40001");
            default -> failure.number() == Dialect.TOO_MANY_ROWS
                    ? tooMany(limits.objection(touched(failure.counts())).orElse("it would touch too many rows"))
                    : refusal(failure.number());
        };
    }

    private SQLException refusal(int number) {
        Refusal refusal = script.refusals().get(number);
        if (refusal == null) {
            throw new IllegalStateException("a refusal by the number " + number);
        }
        return dialect.refuse(refusal);
    }

    /** What was done is to be undone, and done otherwise. */
    private static final class OtherPremiseException extends SQLException {
        private static final long serialVersionUID = 1L;
    }
}
