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
import java.util.OptionalInt;
import org.cascadejdbc.dialect.Bracket;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Pgjdbc;
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

    /** Everything in the bracket; the update count, or {@link ScriptRunner#OTHER_PREMISE}. */
    long steps() throws SQLException {
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
                case SETUP, SETUP_SHOWING -> setUp(step);
                case RESULT -> give(step.sql());
                case RETURN -> sender.give(step.sql(), ofReturning(), result);
                case CASCADE -> count = savepoint == null
                        ? sender.query(step.sql(), parameters, this::cascaded)
                        : sender.query(savepoint, step.sql(), parameters, this::cascaded);
                case FREEZE -> {
                    written = true;
                    left = sender.freeze(step.sql(), ofPredicate());
                    if (left == 0) {
                        giveNoRows();
                        sender.tally().touched(0);
                        return counted(0);
                    }
                }
                case FREEZE_MORE -> left += step.bound() ? sender.update(step.sql(), ofPredicate()) : sender.update(step.sql());
                case DELETE_ALL -> {
                    long rows = sender.update(step.sql(), ofPredicate());
                    sender.tally().touched(rows);
                    count = Math.min(rows, 1);
                    if (count == 0) {
                        return counted(0);
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
                                + "reference deleted ones (also from being changed), while others would be gone; nothing was deleted");
                    }
                }
                case PREPARED, PREPARE, CLEANUP -> {
                    // before the bracket; after the last step, and after a failure
                }
            }
        }
        verify();
        long matched = counted(script.matched().stream().anyMatch(inspected::containsKey) ? matched() : count);
        if (counting) {
            return sender.changes() - changedBefore;
        }
        return matched;
    }

    /** What was there before is not ours to remove. */
    private void setUp(Step step) throws SQLException {
        try {
            if (step.kind() == Step.Kind.SETUP_SHOWING) {
                sender.results(step.sql(), dialect::refuseHidden);
            } else {
                sender.update(step.sql());
            }
        } catch (SQLException e) {
            written |= !dialect.isOfTakenName(e);
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

    /** Whether it was refused by a row that another transaction may be deleting, and that can be waited for. */
    boolean isBlocked(SQLException e) {
        return script.race() != null && script.race().waiting() != null && dialect.mayBeWaitedFor(e);
    }

    /** Whether it failed because another transaction had changed rows since its snapshot, or may be changing them. */
    boolean overtaken(SQLException e) {
        if (script.race() == null) {
            return false;
        }
        OptionalInt number = dialect.refusalNumber(e);
        return number.isPresent()
                ? dialect.changedMeanwhile(number.getAsInt()) || isBlocked(e)
                : Pgjdbc.violated(e).map(this::carriesOut).orElse(false);
    }

    private boolean carriesOut(Script.Constraint violated) {
        return script.race().constraints().contains(violated)
                || script.race().constraints().contains(new Script.Constraint(violated.referencing(), null));
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
        OptionalInt number = dialect.refusalNumber(e);
        if (number.isEmpty()) {
            return dialect.missingPrivilege(e, delete).map(advice -> lacking(e, advice)).orElse(e);
        }
        SQLException refusal = number.getAsInt() == Dialect.TOO_MANY_ROWS
                ? tooMany(limits.objection(touched(dialect.counts(e))).orElse("it would touch too many rows"))
                : refusal(number.getAsInt());
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
        OptionalInt number = dialect.refusalNumber(e);
        return e instanceof OtherPremiseException || (number.isPresent() && dialect.otherPremise(number.getAsInt()));
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

    private long cascaded(ResultSet row) throws SQLException {
        warnings = row.getStatement().getWarnings(); // of triggers
        row.next();
        return row.getBoolean(2) ? row.getLong(1) : ScriptRunner.OTHER_PREMISE;
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

    private SQLException refusal(int number) {
        Refusal refusal = script.refusals().get(number);
        if (refusal != null) {
            return dialect.refuse(refusal);
        }
        if (dialect.otherPremise(number)) {
            return new SQLTransactionRollbackException("the schema, or what the DELETE's names mean, changes while the "
                    + "DELETE is carried out; nothing was deleted, try again", "40001");
        }
        if (!dialect.changedMeanwhile(number)) {
            throw new IllegalStateException("a refusal by the number " + number);
        }
        return new SQLTransactionRollbackException("rows of the DELETE were changed by another transaction, or kept "
                    + "by a trigger, while they were counted for cascade.maxRows; nothing was deleted, try again", "40001");
    }

    /** What was done is to be undone, and done otherwise. */
    static final class OtherPremiseException extends SQLException {
        private static final long serialVersionUID = 1L;
    }
}
