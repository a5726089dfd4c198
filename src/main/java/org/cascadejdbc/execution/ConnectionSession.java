package org.cascadejdbc.execution;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.SessionStatements;
import org.cascadejdbc.dialect.UsersStatement;
import org.cascadejdbc.sql.ExplainCascade;
import org.cascadejdbc.sql.SqlFeature;
import org.cascadejdbc.sql.StatementRecognizer;

/** The session of a connection: looks statements up in the catalog as it is now, and runs their cascades. */
final class ConnectionSession implements CascadeSession {
    private final CascadeEngine engine;
    private final Dialect dialect;
    private final Connection connection;
    private final StatementRecognizer prefilter;
    private final SessionStatements statements;
    private final PlanRunner runner;
    private final SessionCatalog catalog;
    private final DeleteExaminer deletes;
    private final StatementExaminer examiner;
    private final DeleteRun run;
    private final DeleteRecovery recovery;
    private final CascadeWatch watch;
    private final Guards guards;
    private final OwedCount owed;
    private final Turns turns = new Turns();

    ConnectionSession(CascadeEngine engine, Dialect dialect, SessionStatements statements, Watchers watchers) {
        this.engine = engine;
        this.dialect = dialect;
        this.connection = statements.connection();
        this.prefilter = new StatementRecognizer(dialect.lexis());
        this.statements = statements;
        this.runner = new PlanRunner(statements, dialect, engine.settings().limits(), turns);
        this.catalog = new SessionCatalog(engine, dialect, statements);
        this.owed = new OwedCount(dialect, runner);
        this.guards = new Guards(dialect, statements, catalog);
        this.deletes = new DeleteExaminer(dialect, connection, catalog, engine.settings());
        this.examiner = new StatementExaminer(engine, dialect, connection, catalog, deletes, guards);
        this.run = new DeleteRun(runner, catalog, deletes);
        this.recovery = new DeleteRecovery(dialect, connection, catalog, deletes, runner, run);
        this.watch = new CascadeWatch(watchers, runner.tally(), dialect);
    }

    @Override
    public boolean concerns(String sql) {
        boolean undoes = catalog.undoes(TransactionCommand.of(sql));
        catalog.mayLockTables(sql);
        return prefilter.mayConcern(sql) || undoes || guards.mayConcern();
    }

    @Override
    public boolean watchesWrites() {
        return guards.mayConcern() || owed.isOwed();
    }

    @Override
    public boolean owesCount() {
        return owed.isOwed();
    }

    @Override
    public void countsElse() {
        owed.forget();
    }

    @Override
    public String preparable(String sql) {
        return sql == null
                ? null
                : ExplainCascade.of(sql, dialect.lexis()).map(ExplainCascade::prepared).orElse(sql);
    }

    @Override
    public String sent(String sql, boolean prepared) throws SQLException {
        return dialect.sent(connection, sql, prepared);
    }

    @Override
    public void replacesEscapes(boolean replaces) {
        runner.replacesEscapes(replaces);
    }

    @Override
    public boolean passes(String sql) {
        return !guards.areDoubtful() && deletes.passes(sql) && !catalog.mayReadOtherwise(sql);
    }

    @Override
    public Verdict examine(String sql, GeneratedKeys keys) throws SQLException {
        owed.settle(sql);
        return examiner.examine(sql, keys);
    }

    @Override
    public boolean bindsToDatabase() {
        return dialect.lexis().has(SqlFeature.USE);
    }

    @Override
    public String database() throws SQLException {
        List<String> schemas = catalog.surroundings().searchPath().schemas();
        return schemas.isEmpty() ? null : schemas.get(0);
    }

    @Override
    public void executed(Verdict verdict) {
        Verdict passed = verdict instanceof Verdict.Guarded guarded ? guarded.pass() : verdict;
        if (passed != Verdict.Pass.UNCHANGED) {
            guards.forget();
        }
        catalog.executed(passed);
    }

    @Override
    public <T> T guarded(Verdict.Guarded guarded, ResultCall<T> call) throws SQLException {
        return guards.around(guarded.guard(), call);
    }

    @Override
    public void transactionEnded() {
        owed.transactionEnded();
        if (catalog.hasUncommitted()) {
            guards.forget();
        }
        catalog.transactionEnded();
    }

    @Override
    public long delete(Verdict.Emulate emulate, Parameters parameters, int queryTimeout, ResultStep result)
            throws SQLException {
        Cascade cascade = emulate.cascade();
        long count;
        try {
            refuseUnderLocks();
            count = watch.isOn() && !(cascade.plan() instanceof UsersStatement)
                    ? watch.watch(cascade, () -> recovery.delete(cascade, parameters, queryTimeout, result))
                    : recovery.delete(cascade, parameters, queryTimeout, result);
        } catch (SQLException e) {
            owed.oweFailure(cascade);
            throw e;
        }
        if (!(cascade.plan() instanceof UsersStatement)) {
            owed.owe(cascade, dialect.countsByChanges() ? runner.counted() : count);
        }
        return count;
    }

    /** Where the premise does not hold, nothing stays done, not even an aborted transaction: so it need not be asked for. */
    @Override
    public long[] deleteAll(Verdict.Emulate emulate, List<Parameters> executions, int queryTimeout) throws SQLException {
        refuseUnderLocks();
        try {
            if (dialect.isAskedBefore(emulate.cascade().premise())
                    || run.mayWrite(emulate.cascade(), executions.get(0), queryTimeout)) {
                return new long[0];
            }
        } catch (SQLException e) {
            SQLException first = dialect.inUsersStatement(e, runner.lastStatement(), emulate.cascade().delete(), true);
            throw new BatchUpdateException(first.getMessage(), first.getSQLState(), first.getErrorCode(), new long[0], first);
        }
        long[] counts = watch.isOn()
                ? watch.watch(emulate.cascade(), () -> runner.runAll(emulate.cascade(), executions, queryTimeout))
                : runner.runAll(emulate.cascade(), executions, queryTimeout);
        if (counts.length > 0) {
            owed.owe(emulate.cascade(), counts[counts.length - 1]);
        }
        return counts;
    }

    private void refuseUnderLocks() throws SQLException {
        Optional<SQLException> refusal = catalog.hasLockedTables() ? dialect.objectionToLockedTables() : Optional.empty();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    @Override
    public SQLWarning warnings() {
        return runner.warnings();
    }

    @Override
    public void cancel() throws SQLException {
        runner.cancel();
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public Inspector inspector() {
        Explainer explainer = new Explainer(dialect, connection, catalog, deletes, runner);
        return new Inspector(dialect, connection, catalog, engine, explainer);
    }

    /** Statements are kept in process only, where closing a connection waits for who uses it, natively, too. */
    @Override
    public void close() {
        if (!dialect.inProcess() && !runner.isUnclean()) {
            return;
        }
        try {
            turns.take();
        } catch (SQLException e) {
            return; // something of ours is open, which goes with the connection
        }
        try {
            runner.close();
            statements.close();
        } finally {
            turns.leave();
        }
    }

    @Override
    public void checkRowDelete(String sqlOfTheResultSet, ResultSetMetaData columns) throws SQLException {
        examiner.checkRowDelete(sqlOfTheResultSet, columns);
    }
}
