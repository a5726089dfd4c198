package org.cascadejdbc.engine.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.Drivers;
import org.cascadejdbc.driver.Xerial;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.Guard;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.physical.TransactionScope;
import org.cascadejdbc.physical.UsersStatement;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.text.Shown;

/** SQLite 3.37 and later. It runs in our process, so that asking it costs no round trip. */
public final class SqliteEngine extends Engine {
    private static final int BUSY = 5;
    private static final int INTERRUPT = 9;
    private static final int CONSTRAINT = 19;
    private static final TransactionScope TRANSACTION = new TransactionScope("BEGIN", "COMMIT", List.of("ROLLBACK"));
    @Override
    public Lexis lexis() {
        return Lexis.SQLITE;
    }

    @Override
    public void prepare(SessionStatements session, boolean switchForeignKeysOn) throws SQLException {
        SqliteGuards guards = SqliteGuards.of(session);
        guards.pragma().begin(session.connection(), switchForeignKeysOn);
        guards.mayReplace(session); // while nothing waits for an answer
    }

    @Override
    public void notice(SessionStatements session, String sql) throws SQLException {
        SqliteGuards.of(session).pragma().said(session.connection(), sql);
    }

    @Override
    public void forget(SessionStatements session) {
        SqliteGuards.of(session).forget();
    }

    @Override
    public boolean mayReplace(SessionStatements session) {
        return SqliteGuards.of(session).mayReplace(session);
    }

    @Override
    public Optional<Guard> guard(SessionStatements session, String sql, Keys keys) throws SQLException {
        return SqliteGuards.of(session).guard(session, sql, keys);
    }

    @Override
    public Optional<SQLException> ofGuard(SQLException e, Guard guard) {
        return Optional.ofNullable(SqliteGuards.refusal(e, guard)).map(text -> {
            SQLException refusal = refuse(text);
            refusal.initCause(e);
            return refusal;
        });
    }

    @Override
    public List<String> leftGuards(SessionStatements session) throws SQLException {
        return CheckQueries.strings(session.connection(),
                "SELECT 'DROP TRIGGER temp.\"' || name || '\"' FROM temp.sqlite_master"
                + " WHERE type = 'trigger' AND " + SqliteText.begins("name", SqliteGuards.NAME));
    }

    @Override
    public DriverBehaviour usualDriver() {
        return Drivers.XERIAL;
    }

    @Override
    public boolean inProcess() {
        return true;
    }

    @Override
    public SessionContext sessionContext(SessionStatements session) throws SQLException {
        return SqliteSession.context(session);
    }

    @Override
    public SessionContext verified(SessionStatements session, SessionContext known) throws SQLException {
        return SqliteSession.verified(session, known);
    }

    @Override
    public KeyGraph readCatalog(Connection connection, SessionContext sessionContext) throws SQLException {
        return new SqliteCatalog().read(connection, sessionContext.searchPath().schemas());
    }

    @Override
    public String whyResting(SessionContext sessionContext) {
        return "PRAGMA foreign_keys was switched off";
    }

    @Override
    public PhysicalPlan render(
            CascadePlan plan,
            KeyGraph graph,
            DeleteStatement delete,
            PlanGuard planGuard,
            List<String> returned,
            Limits limits) {
        SqliteFreezing freezing = SqliteFreezing.of(plan, graph, delete, limits.any());
        return SqliteNested.plan(freezing).orElseGet(freezing::compile);
    }

    @Override
    public Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard) {
        return SqliteFreezing.of(plan, graph, delete, false).count();
    }

    @Override
    public String typed(String expression, boolean number) {
        return "CAST(" + expression + (number ? " AS INTEGER)" : " AS TEXT)");
    }

    /** RETURNING DISTINCT and RETURNING count(*) are errors, as lists of a query they are not. */
    @Override
    public void validate(Connection connection, DeleteStatement delete) throws SQLException {
        if (delete.returning() != null) {
            connection.prepareStatement(delete.sql()).close();
        }
    }

    /** Looking at the schema reads, and so fixes a snapshot that another writer may overtake (SQLITE_BUSY_SNAPSHOT). */
    @Override
    public void beginToWrite(SessionStatements session, String tableText) throws SQLException {
        try {
            session.use("DELETE FROM " + tableText + " WHERE 0", PreparedStatement::executeUpdate);
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xff) == BUSY) {
                throw e;
            }
            // Whatever is wrong with the table, the DELETE itself says it better.
        }
    }

    @Override
    public Failure failure(SQLException e) {
        return SqliteFailures.of(e);
    }

    /** RETURNING would still be read when its transaction is to end. */
    @Override
    public Optional<PhysicalPlan> alone(DeleteStatement delete) {
        return delete.givesCount()
                ? Optional.of(new UsersStatement(delete.sql()))
                : Optional.empty();
    }

    /**
     * Savepoints serve inside and outside of a transaction that was begun in SQL. Outside no savepoint, though one would begin a transaction (documentation: "Savepoints"): to release it
     * would be to commit, after a failure too, which others can be in the way of.
     */
    @Override
    public Optional<TransactionScope> scope(boolean inTransaction) {
        return Optional.of(inTransaction ? TransactionScope.savepoint() : TRANSACTION);
    }

    @Override
    public boolean tellsCounts() {
        return true;
    }

    @Override
    public List<String> tellingCount(long count, TableName target, String sql) {
        return SqliteChanges.telling(Math.max(0, count), sql);
    }

    @Override
    public boolean keepsCount(String sql) {
        return SqliteChanges.areKept(sql);
    }

    @Override
    public boolean countsByChanges() {
        return true;
    }

    @Override
    public long changes(SessionStatements session) throws SQLException {
        OptionalLong known = Xerial.totalChanges(session.connection());
        return known.isPresent() ? known.getAsLong() : SqliteSession.number(session, "SELECT total_changes()");
    }

    @Override
    public Optional<SQLException> objection(int number) {
        return number == SqliteText.MISCOUNTED
                ? Optional.of(new SQLFeatureNotSupportedException("the rows of a cascade cannot be counted: this connection has an"
                        + " SQL function of the application's in the place of COUNT; give it another name", "0A000"))
                : Optional.empty();
    }

    @Override
    public CheckQueries checkQueries() {
        return new SqliteCheckQueries();
    }

    /** Index and table are in the same database, which is said with the index. */
    @Override
    public String createIndex(TableName table, List<String> columns) {
        return "CREATE INDEX " + Quotes.DOUBLE.table(new TableName(table.schema(), indexName(table, columns))) + " ON "
                + Quotes.DOUBLE.id(table.name()) + " (" + Quotes.DOUBLE.ids(columns) + ")";
    }

    /** The driver gives SQLite's errors no SQLState. */
    @Override
    public SQLIntegrityConstraintViolationException refuse(Refusal refusal) {
        return refuse(refusal.message());
    }

    @Override
    public SQLIntegrityConstraintViolationException refuse(String message) {
        return new SQLIntegrityConstraintViolationException(Shown.text(message), null, CONSTRAINT);
    }

    @Override
    public boolean isRefusal(SQLException e) {
        return super.isRefusal(e) || (e.getErrorCode() & 0xFF) == CONSTRAINT;
    }

    /** With that pragma, which SQLite keeps for old programs only, the driver takes every statement that writes for a query. */
    @Override
    public Optional<String> missingPrivilege(SQLException e, DeleteStatement delete) {
        return delete.returning() == null && String.valueOf(e.getMessage()).contains("Query returns results")
                ? Optional.of("PRAGMA count_changes is on, which is deprecated, and with which statements that write give rows: "
                        + "PRAGMA count_changes=OFF before DELETEs that cascade")
                : Optional.empty();
    }

    @Override
    public SQLException cancelled(String message) {
        return new SQLException(Shown.text(message), null, INTERRUPT);
    }
}
