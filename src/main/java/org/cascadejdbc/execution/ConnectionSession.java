package org.cascadejdbc.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Surroundings;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Deletion;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Mentions;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.sql.Recognition;
import org.cascadejdbc.sql.StatementRecognizer;
import org.cascadejdbc.sql.TruncatedTable;

/** The session of a connection: looks statements up in the catalog as it is now, and runs their cascades. */
final class ConnectionSession implements CascadeSession {
    private static final Pattern MAKES_TEMPORARY = Pattern.compile("(?i)\\btemp(orary)?\\b");

    private final CascadeEngine engine;
    private final Dialect dialect;
    private final Connection connection;
    private final StatementRecognizer prefilter;
    private final ScriptRunner runner;
    private final Object identity = new Object();
    private Surroundings surroundings;
    private boolean temporaryTables;
    /** What statements of the open transaction have changed: its end undoes it, or makes it everybody's. */
    private Verdict.Pass uncommitted = Verdict.Pass.UNCHANGED;
    /** Whether the statement that is being executed ends the transaction. */
    private boolean ending;
    private boolean begunInSql;
    /** What this session alone sees while it has changed the schema and not committed. */
    private Catalog uncommittedCatalog;

    ConnectionSession(CascadeEngine engine, Dialect dialect, Connection connection) {
        this.engine = engine;
        this.dialect = dialect;
        this.connection = connection;
        this.prefilter = new StatementRecognizer(dialect.lexis());
        this.runner = new ScriptRunner(connection, dialect, engine.settings().maxRows());
    }

    @Override
    public boolean concerns(String sql) {
        TransactionCommand command = TransactionCommand.of(sql);
        begunInSql |= command == TransactionCommand.BEGIN;
        boolean undoes = command == TransactionCommand.END || command == TransactionCommand.ROLLBACK_TO;
        return prefilter.mayConcern(sql) || (undoes && uncommitted != Verdict.Pass.UNCHANGED);
    }

    @Override
    public Verdict examine(String sql, GeneratedKeys keys) throws SQLException {
        TransactionCommand command = TransactionCommand.of(sql);
        if (command == TransactionCommand.END || command == TransactionCommand.ROLLBACK_TO) {
            ending = command == TransactionCommand.END;
            return uncommitted;
        }
        Recognition recognition = recognize(sql);
        if (recognition instanceof Recognition.Delete delete) {
            return examine(delete.parts(), keys);
        }
        if (recognition instanceof Recognition.Truncate truncate) {
            examine(truncate);
            return Verdict.Pass.UNCHANGED;
        }
        if (recognition instanceof Recognition.Unclear unclear) {
            refuseUnclear(unclear);
            return unclear.definition() ? Verdict.Pass.CHANGES_SCHEMA : Verdict.Pass.UNCHANGED;
        }
        if (recognition instanceof Recognition.Definition definition) {
            temporaryTables |= MAKES_TEMPORARY.matcher(sql).find();
            return definition.schema() ? Verdict.Pass.CHANGES_SCHEMA : Verdict.Pass.CHANGES_SESSION;
        }
        return Verdict.Pass.UNCHANGED;
    }

    /** What cannot delete must not cost a round trip, not even the one that tells the session's lexical rules. */
    private Recognition recognize(String sql) throws SQLException {
        if (surroundings == null) {
            Set<Recognition> possible = new HashSet<>();
            for (Lexis lexis : dialect.possibleLexes()) {
                possible.add(engine.recognize(lexis, sql));
            }
            Recognition certain = possible.size() == 1 ? possible.iterator().next() : null;
            if (certain instanceof Recognition.Other || certain instanceof Recognition.Definition) {
                return certain;
            }
        }
        return engine.recognize(surroundings().lexis(), sql);
    }

    private Verdict examine(List<DeleteStatement> parts, GeneratedKeys keys) throws SQLException {
        try {
            if (!anyEmulated(parts)) {
                return Verdict.Pass.UNCHANGED;
            }
            if (dialect.inProcess()) {
                surroundings = null;
            }
            Catalog catalog = catalog();
            List<Verdict.Emulate> cascades = new ArrayList<>();
            for (DeleteStatement delete : parts) {
                cascade(delete, keys, catalog).ifPresent(cascades::add);
            }
            if (cascades.size() > 1) {
                throw new PlanRefusedException("a statement with several DELETEs that cascade by keys which the database "
                        + "does not carry out cannot be carried out; execute them as statements of their own, in one "
                        + "transaction");
            }
            return cascades.isEmpty() ? Verdict.Pass.UNCHANGED : cascades.get(0);
        } catch (PlanRefusedException e) {
            throw new SQLFeatureNotSupportedException(e.getMessage(), "0A000", e);
        }
    }

    /** Where no table of those names needs us, it does not matter which of them are meant. */
    private boolean anyEmulated(List<DeleteStatement> parts) throws SQLException {
        for (DeleteStatement delete : parts) {
            for (DeleteStatement.Target target : delete.targets()) {
                if (catalogWith(target.table()).mayEmulate(target.table())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isTemporary(DeleteStatement.Target target) throws SQLException {
        return temporaryTables && dialect.isTemporary(connection, target.tableText());
    }

    private static void refuseView(Table target, Catalog catalog) throws SQLException {
        Optional<Table> under = target.kind() == Table.Kind.VIEW ? catalog.emulatedUnder(target) : Optional.empty();
        if (under.isPresent()) {
            throw Refusals.view(target, under.get());
        }
    }

    private void examine(Recognition.Truncate truncate) throws SQLException {
        if (engine.settings().passUnrecognized()) {
            return;
        }
        for (TruncatedTable table : truncate.tables()) {
            catalogWith(table.name());
        }
        boolean again = catalog().graph().keys().stream().anyMatch(ForeignKey::virtual);
        for (int attempt = 0; again; attempt++) {
            TruncateCheck check = new TruncateCheck(
                    dialect, connection, catalog(), surroundings().searchPath(), temporaryTables);
            Optional<SQLException> objection = check.objection(truncate);
            again = check.stale() && attempt == 0;
            if (again) {
                forgetCatalog();
            } else if (objection.isPresent()) {
                throw objection.get();
            }
        }
    }

    private Optional<Verdict.Emulate> cascade(DeleteStatement delete, GeneratedKeys keys, Catalog catalog)
            throws SQLException {
        Optional<Deletion> deletion = deletion(delete, catalog);
        Optional<CascadePlan> plan = deletion.isEmpty() ? Optional.empty() : catalog.plan(deletion.get());
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        DeleteStatement carriedOut = delete;
        Verdict.Result result = delete.givesCount() ? Verdict.Result.COUNT : Verdict.Result.OWN;
        Optional<String> returnedKeys = keys.wanted() && delete.merge() == null
                ? dialect.generatedKeys(keys.columns())
                : Optional.empty();
        if (returnedKeys.isPresent()) {
            if (delete.embedding() != null) {
                throw new PlanRefusedException("generated keys of a statement whose WITH has a DELETE that cascades are "
                        + "not given; use RETURNING");
            }
            result = Verdict.Result.KEYS;
            carriedOut = delete.returning() == null ? delete.returning(returnedKeys.get()) : delete;
        }
        return Optional.of(new Verdict.Emulate(
                new Cascade(carriedOut, catalog.script(connection, plan.get(), carriedOut)), result));
    }

    /** Which tables are meant; empty where they are none of the catalog's, or temporary ones. */
    private Optional<Deletion> deletion(DeleteStatement delete, Catalog catalog) throws SQLException {
        List<TableName> names = new ArrayList<>();
        for (DeleteStatement.Target target : delete.targets()) {
            Optional<Table> table = surroundings().searchPath().resolve(target.table(), catalog.graph());
            if (table.isPresent() && !isTemporary(target)) {
                refuseView(table.get(), catalog);
                names.add(table.get().name());
            }
        }
        if (!names.isEmpty() && names.size() < delete.targets().size()) {
            throw new PlanRefusedException("a DELETE from several tables cannot be carried out where one of them is "
                    + "temporary or not in the catalog; delete from one table at a time");
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new Deletion(names, delete.targets().get(0).only()));
    }

    /** The catalog, which knows a table of that name if there is one, in whatever schema. */
    private Catalog catalogWith(QualifiedName name) throws SQLException {
        Catalog catalog = catalog();
        if (catalog.graph().candidates(name).isEmpty() && catalog.addUnknown(name)) {
            // Made by somebody else since the catalog was read? Once for each name, not for each statement.
            forgetCatalog();
            catalog = catalog();
            catalog.addUnknown(name);
        }
        return catalog;
    }

    private void refuseUnclear(Recognition.Unclear unclear) throws SQLException {
        if (engine.settings().passUnrecognized()) {
            return;
        }
        Optional<Table> concerned = catalog().concerned(unclear.tables());
        if (concerned.isPresent()) {
            throw Refusals.unclear(unclear, concerned.get());
        }
    }

    @Override
    public void executed(Verdict verdict) {
        if (verdict == Verdict.Pass.CHANGES_SCHEMA) {
            uncommitted = Verdict.Pass.CHANGES_SCHEMA;
            forgetCatalog();
        } else if (verdict == Verdict.Pass.CHANGES_SESSION) {
            uncommitted = uncommitted == Verdict.Pass.UNCHANGED ? Verdict.Pass.CHANGES_SESSION : uncommitted;
            surroundings = null;
            uncommittedCatalog = null;
        }
        begunInSql &= !ending;
        if (ending || !mayBeInTransaction()) {
            uncommitted = Verdict.Pass.UNCHANGED;
        }
        ending = false;
    }

    private boolean mayBeInTransaction() {
        try {
            return begunInSql || !connection.getAutoCommit();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void transactionEnded() {
        ending = true;
        executed(uncommitted);
    }

    private void forgetCatalog() {
        surroundings = null;
        uncommittedCatalog = null;
        engine.refresh();
    }

    @Override
    public long delete(Verdict.Emulate emulate, Parameters parameters, int queryTimeout, ResultStep result)
            throws SQLException {
        Cascade cascade = emulate.cascade();
        DeleteStatement delete = cascade.delete();
        for (int attempt = 0; attempt < 2; attempt++) {
            long count;
            try {
                count = mayBeInTransaction() && dialect.failsForOtherTable(delete) && meansOther(delete)
                        ? ScriptRunner.OTHER_TABLE
                        : runner.run(cascade, parameters, queryTimeout, result);
            } catch (SQLException e) {
                if (attempt > 0 || !isStale(delete, e)) {
                    throw e;
                }
                count = ScriptRunner.OTHER_TABLE;
            }
            if (count != ScriptRunner.OTHER_TABLE) {
                return count;
            }
            // Nothing was done: the name means another table by now. Look again, at everything.
            forgetCatalog();
            if (examine(List.of(delete), GeneratedKeys.NONE) instanceof Verdict.Emulate again) {
                cascade = again.cascade();
            } else {
                return passOn(delete, parameters, queryTimeout, result);
            }
        }
        // The server's answer is still another than ours: a table that is in no catalog of ours, a temporary one.
        Catalog catalog = catalog();
        long id = dialect.idOf(connection, delete.target().table());
        if (catalog.graph().tables().stream().anyMatch(table -> table.id() == id)) {
            throw new SQLException("the table " + delete.target().table() + " changes its meaning while it is looked up; "
                    + "nothing was deleted, try again", "40001");
        }
        return passOn(delete, parameters, queryTimeout, result);
    }

    /** Whether the name means another table by now; to be asked where finding out by an error aborts a transaction. */
    private boolean meansOther(DeleteStatement delete) throws SQLException {
        Optional<Table> planned = surroundings().searchPath().resolve(delete.target().table(), catalog().graph());
        return planned.isEmpty() || planned.get().id() != dialect.idOf(connection, delete.target().table());
    }

    /** Whether that error comes of a catalog that is not as it was, and the same DELETE can be tried once more. */
    private boolean isStale(DeleteStatement delete, SQLException e) throws SQLException {
        return dialect.mayBeOfOtherNames(e)
                && !mayBeInTransaction()
                && (dialect.isOfOtherColumns(e) || meansOther(delete));
    }

    private long passOn(DeleteStatement delete, Parameters parameters, int queryTimeout, ResultStep result)
            throws SQLException {
        if (!delete.givesCount()) {
            result.execute(delete.sql(), parameters);
            return 0;
        }
        try (Statement statement = parameters == null
                ? connection.createStatement()
                : connection.prepareStatement(delete.sql())) {
            statement.setQueryTimeout(queryTimeout);
            if (statement instanceof PreparedStatement prepared && parameters != null) {
                parameters.bindTo(prepared);
                return prepared.executeLargeUpdate();
            }
            return statement.executeLargeUpdate(delete.sql());
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
    public void checkRowDelete(String sqlOfTheResultSet) throws SQLException {
        Mentions mentions = sqlOfTheResultSet == null
                ? Mentions.Anything.INSTANCE
                : new Mentions.Named(new StatementRecognizer(surroundings().lexis()).identifiers(sqlOfTheResultSet));
        if (!engine.settings().passUnrecognized() && catalog().concerned(mentions).isPresent()) {
            throw Refusals.rowDelete();
        }
    }

    private Surroundings surroundings() throws SQLException {
        if (surroundings == null) {
            surroundings = dialect.surroundings(connection, identity);
        }
        return surroundings;
    }

    private Catalog catalog() throws SQLException {
        if (uncommitted != Verdict.Pass.CHANGES_SCHEMA) {
            return engine.catalog(dialect, connection, surroundings());
        }
        if (uncommittedCatalog == null) {
            uncommittedCatalog = engine.uncommitted(dialect, connection, surroundings());
        }
        return uncommittedCatalog;
    }
}
