package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.sql.SqlFeature;
import org.cascadejdbc.sql.TableLocks;

/**
 * The catalog as one session sees it now: everybody's, or, while it has changed the schema and not committed, its own.
 * Remembers what passed through the session and changes that: DDL, settings, temporary tables, the transaction's end.
 */
final class SessionCatalog {
    private static final Pattern MAKES_TEMPORARY = Pattern.compile("(?i)\\btemp(orary)?\\b");

    private final SharedState shared;
    private final Engine engine;
    private final Connection connection;
    private final SessionStatements statements;
    private SessionContext sessionContext;
    /** What the shared state has answered for {@link #known}'s session context, when it had changed that often. */
    private Catalog current;
    private SessionContext known;
    private long changes;
    private boolean temporaryTables;
    /** What statements of the open transaction have changed: its end undoes it, or makes it everybody's. */
    private Verdict.Pass uncommitted = Verdict.Pass.UNCHANGED;
    /** Whether the statement that is being executed ends the transaction. */
    private boolean ending;
    private boolean begunInSql;
    private boolean tablesLocked;
    /** What this session alone sees while it has changed the schema and not committed. */
    private Catalog uncommittedCatalog;

    SessionCatalog(SharedState shared, Engine engine, SessionStatements statements) {
        this.shared = shared;
        this.engine = engine;
        this.connection = statements.connection();
        this.statements = statements;
    }

    // ---- what the session sees ------------------------------------------------------------------------------------

    /** Whether {@link #sessionContext} costs nothing. */
    boolean knowsSessionContext() {
        return sessionContext != null;
    }

    SessionContext sessionContext() throws SQLException {
        if (sessionContext == null) {
            sessionContext = engine.sessionContext(statements);
        }
        return sessionContext;
    }

    /** Whether the lexical rules by which that text would be read may not be the session's any more. */
    boolean mayReadOtherwise(String sql) {
        try {
            return sessionContext == null || engine.mayReadOtherwise(connection, sessionContext.lexis(), sql);
        } catch (SQLException e) {
            return true; // whoever looks again sees the same error
        }
    }

    /** What is known of the session context is to be looked at again. */
    void lookAgain() {
        sessionContext = null;
    }

    Catalog get() throws SQLException {
        if (uncommitted != Verdict.Pass.CHANGES_SCHEMA) {
            return everybodys();
        }
        if (uncommittedCatalog == null) {
            uncommittedCatalog = shared.uncommitted(engine, connection, sessionContext());
        }
        return uncommittedCatalog;
    }

    /** As the engine has it now; it is not asked again where it can have no other answer. */
    private Catalog everybodys() throws SQLException {
        SessionContext here = sessionContext();
        long before = shared.changes(); // what changes while it is asked shows the next time
        if (!here.equals(known) || changes != before) {
            current = shared.catalog(engine, connection, here);
            known = here;
            changes = before;
        }
        return current;
    }

    /**
     * The catalog as it was used last, without any look at the database; {@code null} if it may be another one by now,
     * or if this session has tables or changes of its own.
     */
    Catalog settled() {
        boolean same = sessionContext != null && sessionContext.equals(known) && changes == shared.changes();
        return same && !hasTemporaryTables() && uncommitted == Verdict.Pass.UNCHANGED && !ending ? current : null;
    }

    /** The catalog, which knows a table of that name if there is one, in whatever schema. */
    Catalog with(QualifiedName name) throws SQLException {
        Catalog catalog = get();
        if (catalog.graph().candidates(name).isEmpty() && catalog.addUnknown(name)) {
            // Made by somebody else since the catalog was read? Once for each name, not for each statement.
            forget();
            catalog = get();
            catalog.addUnknown(name);
        }
        return catalog;
    }

    /** The catalog after a look at its version, where looking costs no round trip. */
    Catalog verified() throws SQLException {
        sessionContext = engine.verified(statements, sessionContext());
        return get();
    }

    /** Whether scripts verify their plan guard themselves, at no cost: then it need not be verified before. */
    boolean isVerifiedByScripts() {
        return engine.inProcess() && !mayBeInTransaction();
    }

    /**
     * What the database itself declares, after the same look: whatever relations say, and whether or not they fit, which is
     * nothing to a statement that is no DELETE.
     */
    KeyGraph declaredNow() throws SQLException {
        sessionContext = engine.verified(statements, sessionContext());
        return uncommitted == Verdict.Pass.CHANGES_SCHEMA
                ? engine.readCatalog(connection, sessionContext)
                : shared.declaredGraph(engine, connection, sessionContext);
    }

    /** Whether a decision's plan guard still holds: a round trip, where asking costs any. */
    boolean holds(PlanGuard planGuard) throws SQLException {
        if (!engine.inProcess()) {
            return engine.holds(connection, planGuard);
        }
        sessionContext = null;
        return sessionContext().equals(planGuard.sessionContext());
    }

    /** After a plan guard that does not hold: the session context is another, or else the schema is. */
    void renew() throws SQLException {
        SessionContext before = sessionContext;
        sessionContext = null;
        uncommittedCatalog = null;
        if (sessionContext().equals(before)) {
            forget();
        }
    }

    /** Everybody is to read it again. */
    void forget() {
        sessionContext = null;
        uncommittedCatalog = null;
        shared.refresh();
    }

    /** The catalog's own keys, read anew, and what is to be put over them. */
    DeclaredKeys declared() throws SQLException {
        forget();
        return shared.declared(engine, connection, sessionContext());
    }

    /** Whether temporary tables were made in this session, which may shadow others and are in no catalog. */
    boolean hasTemporaryTables() {
        return temporaryTables || engine.tellsTemporaryTables();
    }

    /** A temporary table turned out to be there that was made out of our sight. */
    void noticeTemporaryTables() {
        temporaryTables = true;
    }

    /** Whether LOCK TABLES passed through, which the beginning of a transaction would undo. */
    boolean hasLockedTables() {
        return tablesLocked;
    }

    /** Whatever is read from here on must not make the transaction a reader first. */
    void beginToWrite(DeleteStatement delete) throws SQLException {
        if (mayBeInTransaction()) {
            engine.beginToWrite(statements, delete.targets().get(0).tableText());
        }
    }

    /** The same for a statement that is no DELETE, and writes that table. */
    void beginToWrite(String tableText) throws SQLException {
        if (mayBeInTransaction()) {
            engine.beginToWrite(statements, tableText);
        }
    }

    boolean mayBeInTransaction() {
        try {
            return begunInSql || !connection.getAutoCommit();
        } catch (SQLException e) {
            return true;
        }
    }

    // ---- what passes through it -----------------------------------------------------------------------------------

    /** Whether that command, which is about to be executed, ends what was changed and not committed. */
    boolean undoes(TransactionCommand command) {
        if (command == TransactionCommand.BEGIN) {
            transactionBegun();
        }
        return isEnd(command) && uncommitted != Verdict.Pass.UNCHANGED;
    }

    /** That text is about to be executed, which may lock tables. */
    void mayLockTables(String sql) {
        if (engine.lexis().has(SqlFeature.SESSION_TABLE_LOCKS)) {
            Lexis lexis = sessionContext == null ? engine.lexis() : sessionContext.lexis();
            TableLocks.after(sql, lexis).ifPresent(locked -> tablesLocked = locked);
        }
    }

    /** What the end of a transaction, or of a part of it, changes. */
    Verdict.Pass ended(TransactionCommand command) {
        ending = command == TransactionCommand.END;
        return uncommitted;
    }

    static boolean isEnd(TransactionCommand command) {
        return command == TransactionCommand.END || command == TransactionCommand.ROLLBACK_TO;
    }

    /** A definition is about to be executed. */
    void defines(String sql) throws SQLException {
        temporaryTables |= MAKES_TEMPORARY.matcher(sql).find();
        engine.notice(statements, sql);
    }

    void executed(Verdict verdict) {
        if (verdict == Verdict.Pass.CHANGES_SCHEMA) {
            uncommitted = Verdict.Pass.CHANGES_SCHEMA;
            forget();
        } else if (verdict == Verdict.Pass.CHANGES_SESSION) {
            uncommitted = uncommitted == Verdict.Pass.UNCHANGED ? Verdict.Pass.CHANGES_SESSION : uncommitted;
            sessionContext = null;
            uncommittedCatalog = null;
        }
        begunInSql &= !ending;
        if (ending || !mayBeInTransaction()) {
            uncommitted = Verdict.Pass.UNCHANGED;
        }
        ending = false;
    }

    /** Whether something was changed that the transaction's end may undo. */
    boolean hasUncommitted() {
        return uncommitted != Verdict.Pass.UNCHANGED;
    }

    void transactionBegun() {
        begunInSql = true;
        tablesLocked = false; // which BEGIN ends
    }

    void transactionEnded() {
        ending = true;
        executed(uncommitted);
    }
}
