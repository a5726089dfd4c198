package org.cascadejdbc.engine.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.Drivers;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.Own;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.physical.TransactionScope;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.Alphabet;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.sql.SqlFeature;
import org.cascadejdbc.sql.StatementRecognizer;
import org.cascadejdbc.text.Shown;

/** MySQL 8 and later. */
public class MysqlEngine extends Engine {
    /** Whatever {@code completion_type} makes of a plain COMMIT: another transaction, or the connection's end. */
    private static final TransactionScope TRANSACTION = new TransactionScope(
            "START TRANSACTION", "COMMIT AND NO CHAIN NO RELEASE", List.of("ROLLBACK AND NO CHAIN NO RELEASE"));

    /** One of its name would take the place of the application's, which could not go back to it any more. */
    private static final TransactionScope SAVEPOINT = TransactionScope.savepoint("cascade_jdbc_" + Own.SUFFIX);

    private static final int QUERY_INTERRUPTED = 1317;
    private static final int ROW_IS_REFERENCED = 1451;
    private static final int TRUNCATED_TABLE_IS_REFERENCED = 1701;

    private final MysqlSyntax syntax;
    private final MysqlCompiler compiler;

    public MysqlEngine() {
        this(MysqlSyntax.MYSQL, new MysqlCompiler(MysqlSyntax.MYSQL));
    }

    protected MysqlEngine(MysqlSyntax syntax, MysqlCompiler compiler) {
        this.syntax = syntax;
        this.compiler = compiler;
    }

    @Override
    public Lexis lexis() {
        return syntax.lexis();
    }

    @Override
    public List<Lexis> possibleLexes(String sql) {
        Lexis ansi = lexis().with(SqlFeature.DOUBLE_QUOTED_STRINGS, false);
        List<Lexis> lexes = new ArrayList<>(List.of(
                lexis(), lexis().with(SqlFeature.BACKSLASH_ESCAPES, false), ansi,
                ansi.with(SqlFeature.BACKSLASH_ESCAPES, false)));
        if (StatementRecognizer.mayHideDeletion(sql)) {
            lexes.add(lexis().withAlphabet(Alphabet.UNKNOWN));
        }
        return lexes;
    }

    @Override
    public String sent(Connection connection, String sql, boolean prepared) throws SQLException {
        return MysqlTexts.sent(connection, sql, prepared);
    }

    @Override
    public Statement statement(Connection connection, String sql) throws SQLException {
        return MysqlTexts.statement(connection, sql);
    }

    @Override
    public PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        return MysqlTexts.prepared(connection, sql);
    }

    @Override
    public SessionContext sessionContext(SessionStatements session) throws SQLException {
        return MysqlSession.context(session.connection(), syntax);
    }

    @Override
    public DriverBehaviour usualDriver() {
        return Drivers.CONNECTOR_J;
    }

    @Override
    public boolean isTransactionOpen(Connection connection) throws SQLException {
        return MysqlTransaction.isOpen(connection);
    }

    @Override
    public void checkWarnings(Connection connection, Statement statement) throws SQLException {
        MysqlStrictMode.check(connection, statement);
    }

    @Override
    public String use(String database) {
        return "USE " + Quotes.BACKTICK.id(database);
    }

    @Override
    public KeyGraph readCatalog(Connection connection, SessionContext sessionContext) throws SQLException {
        return new MysqlCatalog(syntax, MysqlEyes.of(sessionContext)).read(connection);
    }

    @Override
    public String whyResting(SessionContext sessionContext) {
        return "foreign_key_checks is 0";
    }

    @Override
    public PhysicalPlan render(
            CascadePlan plan,
            KeyGraph graph,
            DeleteStatement delete,
            PlanGuard planGuard,
            List<String> returned,
            Limits limits) {
        return compiler.compile(plan, graph, delete, planGuard, limits);
    }

    @Override
    public Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard) {
        return compiler.count(plan, graph, delete, planGuard);
    }

    @Override
    public String row(List<String> values) {
        return syntax.row(values);
    }

    @Override
    public String typed(String expression, boolean number) {
        return "CAST(" + expression + (number ? " AS SIGNED)" : " AS CHAR)");
    }

    /**
     * MySQL refuses a DELETE with a subquery on its own table (error 1093; manual: "Restrictions on Subqueries"), unless
     * that one is materialized; with a window function or a position in its ORDER BY; with a target that is named twice,
     * or not by the same case. Asked where one of these is possible.
     */
    @Override
    public void validate(Connection connection, DeleteStatement delete) throws SQLException {
        boolean ordered = delete.limit() != null && delete.limit().ordered();
        if (!MysqlCompiler.mayReadItsOwnTable(delete) && !ordered && !MysqlCompiler.isMultiTable(delete) && !mayBeUnknown(delete)) {
            return;
        }
        MysqlTexts.check(connection, delete.sql());
    }

    /** Whether the server may not have what we read in that DELETE. */
    protected boolean mayBeUnknown(DeleteStatement delete) {
        return false;
    }

    @Override
    public Optional<TransactionScope> scope(boolean inTransaction) {
        return Optional.of(inTransaction ? SAVEPOINT : TRANSACTION);
    }

    @Override
    public boolean tellsCounts() {
        return true;
    }

    @Override
    public List<String> tellingCount(long count, TableName target, String sql) {
        return new MysqlRowCount(syntax).telling(count, target, sql);
    }

    @Override
    public boolean isTemporary(Connection connection, QualifiedName name, String asWritten) throws SQLException {
        return MysqlTemporaries.isOne(connection, asWritten);
    }

    @Override
    public Optional<TableName> halfDone(Connection connection, PlanGuard planGuard, SQLException e)
            throws SQLException {
        if (!MysqlFailures.comesInTheMiddle(e)) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MysqlPlanGuard.withoutTransactions(syntax, planGuard))) {
            return row.next() ? Optional.of(new TableName(MysqlTexts.text(row, 1), MysqlTexts.text(row, 2))) : Optional.empty();
        }
    }

    @Override
    public Optional<TableName> hidden(Connection connection, Collection<TableName> tables) throws SQLException {
        return MysqlTemporaries.hiding(connection, tables);
    }

    @Override
    public Failure failure(SQLException e) {
        return MysqlFailures.of(e, syntax);
    }

    @Override
    public void refuseHidden(ResultSet definition) throws SQLException {
        MysqlTemporaries.refuse(definition);
    }

    @Override
    protected String question(PlanGuard planGuard) {
        return syntax.whole("SELECT " + MysqlPlanGuard.condition(syntax, planGuard));
    }

    /** Also where the optimizer takes the predicate's query, of which it knows that it is empty, out of our derived table. */
    @Override
    public Optional<SQLException> objectionToLockedTables() {
        return Optional.of(new SQLFeatureNotSupportedException(
                "the DELETE is refused: " + MysqlAdvice.LOCKED + "; nothing was deleted", "0A000"));
    }

    @Override
    public CheckQueries checkQueries() {
        return new MysqlCheckQueries(syntax);
    }

    @Override
    public String createIndex(TableName table, List<String> columns) {
        return createIndex(Quotes.BACKTICK, table, columns);
    }

    @Override
    public SQLIntegrityConstraintViolationException refuse(Refusal refusal) {
        return refuse(refusal.message());
    }

    @Override
    public SQLIntegrityConstraintViolationException refuse(String message) {
        return new SQLIntegrityConstraintViolationException(Shown.text(message), "23000", ROW_IS_REFERENCED);
    }

    @Override
    public SQLException refuseTruncate(String message) {
        return new SQLSyntaxErrorException(Shown.text(message), "42000", TRUNCATED_TABLE_IS_REFERENCED);
    }

    @Override
    public Optional<String> missingPrivilege(SQLException e, DeleteStatement delete) {
        return MysqlAdvice.on(e, delete);
    }

    @Override
    public SQLException cancelled(String message) {
        return new SQLNonTransientException(Shown.text(message), "70100", QUERY_INTERRUPTED);
    }
}
