package org.cascadejdbc.engine.mysql;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.driver.ConnectorJ;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Privileges;
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
import org.cascadejdbc.schema.SearchPath;
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

    private static final int TABLE_EXISTS = 1050;
    private static final int TABLE_NOT_LOCKED = 1100;
    private static final int NO_TEMPORARY_TABLES_IN_XA = 4091;
    private static final String LOCKED = "this session holds LOCK TABLES, under which a cascade cannot read what it needs, and "
            + "which the beginning of its transaction would undo; UNLOCK TABLES first, or lock rows with SELECT … FOR UPDATE";

    private static final int CASCADE_GOES_ROUND = 6575;
    private static final String RING = "rows that go reference each other in a ring, or themselves by two keys, by keys declared ON "
            + "DELETE CASCADE of NOT NULL columns, which this server cannot delete by itself either, since it runs with "
            + "innodb_native_foreign_keys=OFF; let such a column be NULL, or declare the key NO ACTION and its rule in "
            + "cascade.relations, or start the server with innodb_native_foreign_keys=ON";

    private static final int NO_ACCESS_TO_DATABASE = 1044;
    private static final int NO_ACCESS_TO_TABLE = 1142;
    private static final int NO_ACCESS_TO_COLUMN = 1143;
    private static final int QUERY_INTERRUPTED = 1317;
    private static final int ROW_IS_REFERENCED = 1451;
    private static final int CANNOT_REOPEN_TABLE = 1137;
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
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        syntax.whole("SELECT @@SESSION.sql_mode, " + MysqlTexts.bytes("DATABASE()")
                                + ", @@SESSION.foreign_key_checks, @@SESSION.character_set_client, "
                                + "@@SESSION.sql_safe_updates, " + MysqlTexts.bytes("CURRENT_USER()") + ", "
                                + MysqlTexts.bytes(syntax.roles())))) {
            row.next();
            List<String> modes = List.of(row.getString(1).split(","));
            Lexis lexis = lexis()
                    .with(SqlFeature.BACKSLASH_ESCAPES, !modes.contains("NO_BACKSLASH_ESCAPES"))
                    .with(SqlFeature.DOUBLE_QUOTED_STRINGS, !modes.contains("ANSI_QUOTES"))
                    .withAlphabet(alphabet(row.getString(4), session.connection()));
            List<String> schemas = Optional.ofNullable(MysqlTexts.text(row, 2)).stream().toList();
            return new SessionContext(lexis, new SearchPath(schemas), SessionContext.Keys.of(row.getInt(3) != 0),
                    new MysqlEyes(MysqlTexts.text(row, 6), MysqlTexts.text(row, 7), row.getBoolean(5),
                            modes.stream().filter(syntax.foreignModes()::contains).findFirst().orElse(null)));
        }
    }

    /** Drivers of which nothing is known write the UTF-8 that the server reads, or in doubt whatever. */
    private static Alphabet alphabet(String client, Connection connection) throws SQLException {
        Charset written = ConnectorJ.encoding(connection).orElse(client.startsWith("utf8") ? StandardCharsets.UTF_8 : null);
        return new Alphabet(client, written == null ? null : written.name());
    }

    @Override
    public KeyGraph readCatalog(Connection connection, SessionContext sessionContext) throws SQLException {
        return new MysqlCatalog(syntax).read(connection);
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
        if (!mayReadItsOwnTable(delete) && !ordered && !MysqlCompiler.isMultiTable(delete) && !mayBeUnknown(delete)) {
            return;
        }
        MysqlTexts.check(connection, delete.sql());
    }

    /** Whether the server may not have what we read in that DELETE. */
    protected boolean mayBeUnknown(DeleteStatement delete) {
        return false;
    }

    private static boolean mayReadItsOwnTable(DeleteStatement delete) {
        String clauses = (delete.predicate() + " " + delete.limitText()).toLowerCase(Locale.ROOT);
        return clauses.contains("select")
                && delete.targets().stream()
                        .anyMatch(target -> clauses.contains(target.table().name().text().toLowerCase(Locale.ROOT)));
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
        return isTemporary(connection, asWritten);
    }

    private static boolean isTemporary(Connection connection, String nameAsWritten) throws SQLException {
        String show = "SHOW CREATE TABLE " + nameAsWritten;
        try (Statement statement = MysqlTexts.statement(connection, show);
                ResultSet row = statement.executeQuery(show)) {
            return row.next() && row.getString(2).startsWith("CREATE TEMPORARY");
        }
    }

    @Override
    public Optional<TableName> halfDone(Connection connection, PlanGuard planGuard, SQLException e)
            throws SQLException {
        if (!MysqlFailures.comesInTheMiddle(e)) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MysqlPlanGuard.withoutTransactions(planGuard))) {
            return row.next() ? Optional.of(new TableName(MysqlTexts.text(row, 1), MysqlTexts.text(row, 2))) : Optional.empty();
        }
    }

    @Override
    public Optional<TableName> hidden(Connection connection, Collection<TableName> tables) throws SQLException {
        for (TableName table : tables) {
            if (isTemporary(connection, Quotes.BACKTICK.table(table))) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }

    @Override
    public Failure failure(SQLException e) {
        return MysqlFailures.of(e, syntax);
    }

    @Override
    public void refuseHidden(ResultSet definition) throws SQLException {
        if (definition.next() && definition.getString(2).startsWith("CREATE TEMPORARY")) {
            throw new SQLException(Shown.text("a temporary table of the name " + definition.getString(1)), "HY000", CANNOT_REOPEN_TABLE);
        }
    }

    @Override
    protected String question(PlanGuard planGuard) {
        return syntax.whole("SELECT " + MysqlPlanGuard.condition(syntax, planGuard));
    }

    /** Also where the optimizer takes the predicate's query, of which it knows that it is empty, out of our derived table. */
    @Override
    public Optional<SQLException> objectionToLockedTables() {
        return Optional.of(new SQLFeatureNotSupportedException(
                "the DELETE is refused: " + LOCKED + "; nothing was deleted", "0A000"));
    }

    /**
     * Of tables in other databases than the DELETE's own: who owns such a database may have put a view in the place of a table,
     * whose functions run with the rights of whoever reads it (manual: "Stored Object Access Control", SQL SECURITY INVOKER),
     * and the optimizer calls some of them before anything is compared.
     */
    @Override
    public boolean isAskedBefore(PlanGuard planGuard) {
        Set<String> own = planGuard.targets().stream()
                .flatMap(target -> target.table().stream())
                .map(table -> table.name().schema())
                .collect(Collectors.toSet());
        return planGuard.tables().stream().anyMatch(table -> !own.contains(table.name().schema()));
    }

    @Override
    public CheckQueries checkQueries() {
        return new MysqlCheckQueries();
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
        return switch (e.getErrorCode()) {
            case NO_ACCESS_TO_DATABASE -> Optional.of("to carry a cascade out cascade-jdbc writes down which rows are "
                    + "concerned: GRANT CREATE TEMPORARY TABLES ON the database of the DELETE's table TO this user");
            case TABLE_EXISTS -> Optional.of("a cascade writes down which rows are concerned in a temporary table of that name,"
                    + " and this session has one of its own: drop it, or give it another name");
            case TABLE_NOT_LOCKED -> Optional.of(LOCKED);
            case CASCADE_GOES_ROUND -> Optional.of(RING);
            case NO_TEMPORARY_TABLES_IN_XA -> Optional.of("this cascade needs one; execute the DELETE in a transaction that is "
                    + "not an XA transaction, or with xa_detach_on_prepare=OFF");
            case NO_ACCESS_TO_TABLE, NO_ACCESS_TO_COLUMN -> Privileges.advice(e, delete);
            default -> Optional.empty();
        };
    }

    @Override
    public SQLException cancelled(String message) {
        return new SQLNonTransientException(Shown.text(message), "70100", QUERY_INTERRUPTED);
    }
}
