package org.cascadejdbc.run;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.UsersStatement;
import org.cascadejdbc.sql.ExplainCascade;
import org.cascadejdbc.sql.StatementRecognizer;

/** The session of a connection: looks statements up in the catalog as it is now, and runs their cascades. */
final class ConnectionSession implements CascadeSession {
    private final SharedState shared;
    private final Engine engine;
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

    ConnectionSession(SharedState shared, Engine engine, SessionStatements statements, Watchers watchers) {
        this.shared = shared;
        this.engine = engine;
        this.connection = statements.connection();
        this.prefilter = new StatementRecognizer(engine.lexis());
        this.statements = statements;
        this.runner = new PlanRunner(statements, engine, shared.settings().limits(), turns);
        this.catalog = new SessionCatalog(shared, engine, statements);
        this.owed = new OwedCount(engine, runner);
        this.guards = new Guards(engine, statements, catalog);
        this.deletes = new DeleteExaminer(engine, connection, catalog, shared.settings());
        this.examiner = new StatementExaminer(shared, engine, connection, catalog, deletes, guards);
        this.run = new DeleteRun(runner, catalog, deletes);
        this.recovery = new DeleteRecovery(engine, connection, catalog, deletes, runner, run);
        this.watch = new CascadeWatch(watchers, runner.statistics(), engine);
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
                : ExplainCascade.of(sql, engine.lexis()).map(ExplainCascade::prepared).orElse(sql);
    }

    @Override
    public String sent(String sql, boolean prepared) throws SQLException {
        return engine.sent(connection, sql, prepared);
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
    public Failure failure(SQLException e) {
        return engine.failure(e);
    }

    @Override
    public DriverBehaviour driver() throws SQLException {
        return statements.driver(engine);
    }

    @Override
    public String use(String database) {
        return engine.use(database);
    }

    @Override
    public boolean bindsToDatabase() {
        return engine.bindsStatements();
    }

    @Override
    public String database() throws SQLException {
        List<String> schemas = catalog.sessionContext().searchPath().schemas();
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
    public void transactionBegun() {
        catalog.transactionBegun();
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
            owed.owe(cascade, engine.countsByChanges() ? runner.counted() : count);
        }
        return count;
    }

    /**
     * Where the plan guard does not hold, nothing stays done, not even an aborted transaction: so it need not be asked
     * for.
     */
    @Override
    public long[] deleteAll(Verdict.Emulate emulate, List<Parameters> executions, int queryTimeout) throws SQLException {
        refuseUnderLocks();
        try {
            if (run.mayWrite(emulate.cascade(), executions.get(0), queryTimeout)) {
                return new long[0];
            }
        } catch (SQLException e) {
            SQLException first = engine.inUsersStatement(e, runner.lastStatement(), emulate.cascade().delete(), true);
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
        Optional<SQLException> refusal = catalog.hasLockedTables()
                ? engine.objectionToLockedTables()
                : Optional.empty();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    @Override
    public SQLWarning warnings() {
        return runner.warnings();
    }

    @Override
    public boolean cancel() throws SQLException {
        return runner.cancel();
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public Inquiry inquiry() {
        Explainer explainer = new Explainer(engine, connection, catalog, deletes, runner);
        return new Inquiry(engine, connection, catalog, shared, explainer);
    }

    /** Statements are kept in process only, where closing a connection waits for who uses it, natively, too. */
    @Override
    public void close() {
        if (!engine.inProcess() && !runner.isUnclean()) {
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
