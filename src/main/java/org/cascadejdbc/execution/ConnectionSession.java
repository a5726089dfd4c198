package org.cascadejdbc.execution;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.SessionStatements;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.ExplainCascade;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Mentions;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.sql.Recognition;
import org.cascadejdbc.sql.SqlFeature;
import org.cascadejdbc.sql.StatementRecognizer;
import org.cascadejdbc.sql.TruncatedTable;
import org.cascadejdbc.text.Shown;

/** The session of a connection: looks statements up in the catalog as it is now, and runs their cascades. */
final class ConnectionSession implements CascadeSession {
    /** The surroundings may be others, and the schema too. */
    private static final int ATTEMPTS = 4;

    private final CascadeEngine engine;
    private final Dialect dialect;
    private final Connection connection;
    private final StatementRecognizer prefilter;
    private final SessionStatements statements;
    private final ScriptRunner runner;
    private final SessionCatalog catalog;
    private final DeleteExaminer deletes;
    private final DeleteRun run;
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
        this.runner = new ScriptRunner(statements, dialect, engine.settings().limits(), turns);
        this.catalog = new SessionCatalog(engine, dialect, statements);
        this.owed = new OwedCount(dialect, runner);
        this.guards = new Guards(dialect, statements, catalog);
        this.deletes = new DeleteExaminer(dialect, connection, catalog, engine.settings());
        this.run = new DeleteRun(runner, catalog, deletes);
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
        TransactionCommand command = TransactionCommand.of(sql);
        if (SessionCatalog.isEnd(command)) {
            return catalog.ended(command);
        }
        guards.clear();
        if (catalog.mayReadOtherwise(sql)) {
            catalog.lookAgain();
        }
        Verdict known = keys.wanted() ? null : deletes.known(sql);
        if (known != null) {
            return known;
        }
        Optional<ExplainCascade> explain = ExplainCascade.of(sql, dialect.lexis());
        if (explain.isPresent()) {
            return new Verdict.Explain(explain.get().delete());
        }
        Recognition recognition = recognize(sql);
        if (isHarmless(recognition) && dialect.hidesInEscapes(connection, sql, this::mayDelete)) {
            recognition = StatementRecognizer.hiddenInEscapes(sql);
        }
        if (recognition instanceof Recognition.Delete delete) {
            Verdict verdict = deletes.examine(delete.parts(), keys);
            if (!keys.wanted()) {
                deletes.remember(sql, delete.parts(), verdict);
            }
            return verdict;
        }
        if (recognition instanceof Recognition.Truncate truncate) {
            examine(truncate);
            return Verdict.Pass.UNCHANGED;
        }
        if (recognition instanceof Recognition.Unclear unclear) {
            refuseUnclear(sql, unclear);
            return unclear.definition() ? defining(Verdict.Pass.CHANGES_SCHEMA, sql) : guards.over(Verdict.Pass.UNCHANGED, sql);
        }
        if (recognition instanceof Recognition.Definition definition) {
            return defining(definition.schema() ? Verdict.Pass.CHANGES_SCHEMA : Verdict.Pass.CHANGES_SESSION, sql);
        }
        return guards.over(Verdict.Pass.UNCHANGED, sql);
    }

    private Verdict defining(Verdict.Pass pass, String sql) throws SQLException {
        Verdict verdict = guards.over(pass, sql); // by what holds before it
        catalog.defines(sql);
        return verdict;
    }

    /** What cannot delete must not cost a round trip, not even the one that tells the session's lexical rules. */
    private Recognition recognize(String sql) throws SQLException {
        if (!catalog.knowsSurroundings()) {
            Set<Recognition> possible = new HashSet<>();
            List<Lexis> lexes = dialect.possibleLexes(sql);
            for (Lexis lexis : lexes) {
                possible.add(engine.recognize(lexis, sql));
            }
            Recognition certain = possible.size() == 1 ? possible.iterator().next() : null;
            if (isHarmless(certain) || lexes.size() == 1) {
                return certain;
            }
        }
        Lexis lexis = catalog.surroundings().lexis();
        Recognition recognition = engine.recognize(lexis, sql);
        return isHarmless(recognition) && maySwitchLexis(sql, lexis)
                ? StatementRecognizer.changingItsReading(sql)
                : recognition;
    }

    private static boolean isHarmless(Recognition recognition) {
        return recognition instanceof Recognition.Other || recognition instanceof Recognition.Definition;
    }

    private boolean mayDelete(String sql) {
        return dialect.possibleLexes(sql).stream().anyMatch(lexis -> !isHarmless(engine.recognize(lexis, sql)));
    }

    /** Whether a text has several statements, and would delete where one of them changes the rules for the next. */
    private boolean maySwitchLexis(String sql, Lexis lexis) {
        return sql.indexOf('\\') >= 0
                && sql.indexOf(';') >= 0
                && new StatementRecognizer(lexis).isSeveral(sql)
                && dialect.possibleLexes(sql).stream()
                        .map(other -> engine.recognize(other, sql))
                        .anyMatch(other -> !isHarmless(other));
    }

    private void examine(Recognition.Truncate truncate) throws SQLException {
        if (engine.settings().passUnrecognized()) {
            return;
        }
        for (TruncatedTable table : truncate.tables()) {
            catalog.with(table.name());
        }
        boolean again = catalog.get().graph().keys().stream().anyMatch(key -> key.virtual() || key.withheld() != null);
        for (int attempt = 0; again; attempt++) {
            TruncateCheck check = new TruncateCheck(
                    dialect, connection, catalog.get(), catalog.surroundings().searchPath(), catalog.hasTemporaryTables());
            Optional<SQLException> objection = check.objection(truncate);
            again = check.stale() && attempt == 0;
            if (again) {
                catalog.forget();
            } else if (objection.isPresent()) {
                throw objection.get();
            }
        }
    }

    private void refuseUnclear(String sql, Recognition.Unclear unclear) throws SQLException {
        if (engine.settings().passUnrecognized()) {
            return;
        }
        Optional<Table> concerned = concerned(unclear.tables(), sql, Set.of());
        if (concerned.isPresent()) {
            if (!new StatementRecognizer(catalog.surroundings().lexis()).isSeveral(sql)) {
                dialect.checkSyntax(connection, sql);
            }
            throw Refusals.unclear(unclear, concerned.get());
        }
    }

    /**
     * A table of ours that is among those which a text mentions. On MySQL a table of another database is meant only where
     * that one is named too, behind USE or before the table: nothing else changes the current one in the midst of a text.
     *
     * @param databases others whose tables may be meant
     */
    private Optional<Table> concerned(Mentions mentions, String sql, Set<String> databases) throws SQLException {
        Optional<Table> concerned = catalog.get().concerned(mentions);
        if (concerned.isEmpty() || !dialect.lexis().has(SqlFeature.USE) || !(mentions instanceof Mentions.Named)) {
            return concerned;
        }
        catalog.lookAgain();
        Catalog now = catalog.get();
        Mentions named = new Mentions.Anywhere(sql);
        return now.concerned(mentions, table -> now.isOnPath(table)
                || named.mayBe(table.name().schema())
                || databases.stream().anyMatch(database -> now.graph().isSchema(database, table)));
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
            count = watch.isOn() && !cascade.script().isAlone()
                    ? watch.watch(cascade, () -> delete(cascade, parameters, queryTimeout, result))
                    : delete(cascade, parameters, queryTimeout, result);
        } catch (SQLException e) {
            owed.oweFailure(cascade);
            throw e;
        }
        if (!cascade.script().isAlone()) {
            owed.owe(cascade, dialect.countsByChanges() ? runner.counted() : count);
        }
        return count;
    }

    private long delete(Cascade examined, Parameters parameters, int queryTimeout, ResultStep result)
            throws SQLException {
        refuseUnderLocks();
        Cascade cascade = examined;
        DeleteStatement delete = cascade.delete();
        Cascade unordered = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long count;
            try {
                count = mustNotFail(delete) && !catalog.holds(cascade.premise())
                        ? ScriptRunner.OTHER_PREMISE
                        : run.run(cascade, parameters, queryTimeout, result);
            } catch (SQLException e) {
                if (dialect.isOfTrigger(e) && cascade.script().several() != null) {
                    refuseHalf(cascade, e);
                    cascade = catalog.get().inSeveralStatements(cascade);
                    deletes.forget();
                    continue;
                }
                if (dialect.isOfValue(e) && cascade.script().several() != null) {
                    cascade = cascade.inSeveralStatements();
                    continue;
                }
                if (cascade.script().ordered() && dialect.isOfReferencedRow(e)) {
                    unordered = cascade;
                    cascade = cascade.inSeveralStatements(); // which fails likewise if the row is referenced by others
                    continue;
                }
                refuseHiddenTable(cascade, e);
                if (!isStale(cascade, e)) {
                    throw dialect.inUsersStatement(e, runner.lastStatement(), delete, parameters != null);
                }
                count = ScriptRunner.OTHER_PREMISE;
            }
            if (count != ScriptRunner.OTHER_PREMISE) {
                if (unordered != null) {
                    catalog.get().inSeveralStatements(unordered);
                    deletes.forget();
                }
                return count;
            }
            unordered = null;
            // Nothing was done: what the cascade was made for is not so by now. Look again.
            catalog.renew();
            if (deletes.examine(List.of(delete), GeneratedKeys.NONE) instanceof Verdict.Emulate again) {
                cascade = again.cascade();
            } else {
                return passOn(delete, parameters, queryTimeout, result);
            }
        }
        // The server's answer is still another than ours: a table that is in no catalog of ours, a temporary one.
        QualifiedName name = delete.targets().get(0).table();
        long id = dialect.idOf(connection, name);
        if (catalog.get().graph().tables().stream().anyMatch(table -> table.id() == id)) {
            throw new SQLTransactionRollbackException(Shown.text("the schema, or what the name " + name
                    + " means, changes while it is looked up; nothing was deleted, try again, with the name in quotes if it"
                    + " has other letters than those of ASCII"), "40001");
        }
        return passOn(delete, parameters, queryTimeout, result);
    }

    /** Where the premise does not hold, nothing stays done, not even an aborted transaction: so it need not be asked for. */
    @Override
    public long[] deleteAll(Verdict.Emulate emulate, List<Parameters> executions, int queryTimeout) throws SQLException {
        refuseUnderLocks();
        try {
            if (run.mayWrite(emulate.cascade(), executions.get(0), queryTimeout)) {
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

    /** Whether it is one that a temporary table hides, or has other columns than. */
    /** To do the rest would hide what is lost: a trigger's work, and how many rows there were. The next time is right. */
    private void refuseHalf(Cascade cascade, SQLException e) throws SQLException {
        Optional<TableName> table = dialect.withoutTransactions(connection, cascade.premise());
        if (table.isPresent()) {
            catalog.get().inSeveralStatements(cascade);
            deletes.forget();
            throw Refusals.half(table.get(), e);
        }
    }

    private void refuseHiddenTable(Cascade cascade, SQLException e) throws SQLException {
        boolean certain = dialect.isOfTemporaryTable(e);
        if (catalog.hasTemporaryTables() && (certain || dialect.mayBeOfOtherPremise(e))) {
            List<TableName> tables = cascade.premise().tables().stream().map(Table::name).toList();
            Optional<TableName> hidden = dialect.hidden(connection, tables);
            if (certain || hidden.isPresent()) {
                throw Refusals.temporaryTable(hidden.orElse(null), e);
            }
        }
    }

    /** Whether finding out by an error that the premise does not hold would abort the application's transaction. */
    private boolean mustNotFail(DeleteStatement delete) {
        return dialect.failsForOtherPremise(delete) && catalog.mayBeInTransaction();
    }

    /** Whether that error comes of a catalog that is not as it was, and the same DELETE can be tried once more. */
    private boolean isStale(Cascade cascade, SQLException e) throws SQLException {
        if (dialect.isOfTemporaryTable(e) && !catalog.hasTemporaryTables()) {
            catalog.noticeTemporaryTables();
            return true;
        }
        // A single statement may rely on keys that the database checks.
        boolean ofOtherKeys = cascade.script().several() != null && dialect.isOfReferencedRow(e);
        if (!ofOtherKeys && !dialect.mayBeOfOtherPremise(e)) {
            return false;
        }
        if (dialect.errorsAbortTransactions() && catalog.mayBeInTransaction()) {
            catalog.forget(); // it cannot be tried again here; the next transaction is not to fail likewise
            return false;
        }
        return dialect.isOfOtherColumns(e) || !catalog.holds(cascade.premise());
    }

    private void refuseUnderLocks() throws SQLException {
        Optional<SQLException> refusal = catalog.hasLockedTables() ? dialect.objectionToLockedTables() : Optional.empty();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private long passOn(DeleteStatement delete, Parameters parameters, int queryTimeout, ResultStep result)
            throws SQLException {
        runner.tally().passedOn();
        for (DeleteStatement.Target target : delete.targets()) {
            deletes.refuseTemporaryView(target.table());
        }
        if (!delete.givesCount()) {
            result.execute(delete.sql(), parameters);
            return 0;
        }
        try (Statement statement = parameters == null
                ? dialect.statement(connection, delete.sql())
                : dialect.prepared(connection, delete.sql())) {
            statement.setQueryTimeout(queryTimeout);
            if (statement instanceof PreparedStatement prepared && parameters != null) {
                parameters.bindTo(prepared);
                return LargeUpdate.execute(prepared);
            }
            return LargeUpdate.execute(statement, delete.sql());
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
        Mentions mentions = sqlOfTheResultSet == null
                ? Mentions.Anything.INSTANCE
                : new Mentions.Named(new StatementRecognizer(catalog.surroundings().lexis()).identifiers(sqlOfTheResultSet));
        if (!engine.settings().passUnrecognized() && concerned(mentions, sqlOfTheResultSet, databases(columns)).isPresent()) {
            throw Refusals.rowDelete();
        }
    }

    /** Of the tables from which a driver deletes the rows of a result set, by whichever term it calls them. */
    private Set<String> databases(ResultSetMetaData columns) throws SQLException {
        Set<String> databases = new HashSet<>();
        for (int i = 1; dialect.lexis().has(SqlFeature.USE) && i <= columns.getColumnCount(); i++) {
            databases.add(columns.getCatalogName(i));
            databases.add(columns.getSchemaName(i));
        }
        return databases;
    }
}
