package org.cascadejdbc.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Surroundings;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;
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
    public Verdict examine(String sql) throws SQLException {
        TransactionCommand command = TransactionCommand.of(sql);
        if (command == TransactionCommand.END || command == TransactionCommand.ROLLBACK_TO) {
            ending = command == TransactionCommand.END;
            return uncommitted;
        }
        Recognition recognition = recognize(sql);
        if (recognition instanceof Recognition.Delete delete) {
            return examine(delete.statement());
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

    private Verdict examine(DeleteStatement delete) throws SQLException {
        try {
            Catalog catalog = catalogWith(delete.table());
            if (!catalog.mayEmulate(delete.table())) {
                return Verdict.Pass.UNCHANGED;
            }
            if (dialect.inProcess()) {
                surroundings = null;
                catalog = catalog();
            }
            Optional<Table> target = surroundings().searchPath().resolve(delete.table(), catalog.graph());
            if (target.isEmpty() || isTemporary(delete)) {
                return Verdict.Pass.UNCHANGED;
            }
            refuseView(target.get(), catalog);
            Optional<CascadePlan> plan = catalog.plan(target.get());
            return plan.isEmpty()
                    ? Verdict.Pass.UNCHANGED
                    : new Verdict.Emulate(new Cascade(delete, catalog.script(plan.get(), delete)));
        } catch (PlanRefusedException e) {
            throw new SQLFeatureNotSupportedException(e.getMessage(), "0A000", e);
        }
    }

    private boolean isTemporary(DeleteStatement delete) throws SQLException {
        return temporaryTables && dialect.isTemporary(connection, delete.tableText());
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
    public long delete(Verdict.Emulate emulate, Parameters parameters, int queryTimeout) throws SQLException {
        DeleteStatement delete = emulate.cascade().delete();
        Cascade cascade = emulate.cascade();
        for (int attempt = 0; attempt < 2; attempt++) {
            long count = runner.run(cascade.script(), parameters, queryTimeout);
            if (count != ScriptRunner.OTHER_TABLE) {
                return count;
            }
            // Nothing was done: the name means another table by now. Look again, at everything.
            forgetCatalog();
            if (examine(delete) instanceof Verdict.Emulate again) {
                cascade = again.cascade();
            } else {
                return passOn(delete, parameters, queryTimeout);
            }
        }
        // The server's answer is still another than ours: a table that is in no catalog of ours, a temporary one.
        Catalog catalog = catalog();
        long id = dialect.idOf(connection, delete.table());
        if (catalog.graph().tables().stream().anyMatch(table -> table.id() == id)) {
            throw new SQLException("the table " + delete.table() + " changes its meaning while it is looked up; nothing "
                    + "was deleted, try again", "40001");
        }
        return passOn(delete, parameters, queryTimeout);
    }

    private long passOn(DeleteStatement delete, Parameters parameters, int queryTimeout) throws SQLException {
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
