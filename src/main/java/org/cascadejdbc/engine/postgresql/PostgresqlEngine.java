package org.cascadejdbc.engine.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.Drivers;
import org.cascadejdbc.driver.Pgjdbc;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Privileges;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.Evaluation;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.physical.TransactionScope;
import org.cascadejdbc.physical.Witness;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Effects;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Positions;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.sql.SqlFeature;
import org.cascadejdbc.text.Shown;

/** PostgreSQL 13 and later. */
public final class PostgresqlEngine extends Engine {
    /** What no language translates of {@code DO ALSO rules are not supported for data-modifying statements in WITH}. */
    private static final Pattern OF_RULES = Pattern.compile("\\bDO[ -](?:ALSO|INSTEAD)\\b");

    private static final String SESSION_CONTEXT = PostgresqlText.ofTheServer("SELECT pg_catalog.current_schemas(true), "
            + "pg_catalog.current_setting('standard_conforming_strings') = 'off', "
            + "pg_catalog.current_setting('session_replication_role') <> 'replica', session_user, ") + PostgresqlEyes.GUESTS;

    /** From which a vertical tab is a blank: 16.11 takes it for an error, 17.7 does not. */
    private static final int VERTICAL_TAB = 17;

    private final int version;
    private final Lexis lexis;

    /** @param version the server's major version */
    public PostgresqlEngine(int version) {
        this.version = version;
        this.lexis = Lexis.POSTGRESQL.with(SqlFeature.NO_VERTICAL_TAB, version < VERTICAL_TAB);
    }

    @Override
    public Lexis lexis() {
        return lexis;
    }

    @Override
    public List<Lexis> possibleLexes(String sql) {
        return List.of(lexis, lexis.with(SqlFeature.BACKSLASH_ESCAPES, true));
    }

    /** The server tells its driver whenever {@code standard_conforming_strings} changes, as it may in a function. */
    @Override
    public boolean mayReadOtherwise(Connection connection, Lexis known, String sql) throws SQLException {
        return sql.indexOf('\\') >= 0
                && !Pgjdbc.backslashEscapes(connection).equals(Optional.of(known.has(SqlFeature.BACKSLASH_ESCAPES)));
    }

    @Override
    public SessionContext sessionContext(SessionStatements session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(SESSION_CONTEXT)) {
            row.next();
            List<String> schemas = List.of((String[]) row.getArray(1).getArray());
            return new SessionContext(
                    lexis.with(SqlFeature.BACKSLASH_ESCAPES, row.getBoolean(2)),
                    new SearchPath(schemas),
                    SessionContext.Keys.of(row.getBoolean(3)),
                    new PostgresqlEyes(login(session.connection()), row.getString(4), !row.getBoolean(3),
                            List.of((String[]) row.getArray(5).getArray())));
        }
    }

    private static String login(Connection connection) throws SQLException {
        String login = connection.getMetaData().getUserName();
        return login == null ? "" : login;
    }

    @Override
    public DriverBehaviour usualDriver() {
        return Drivers.PGJDBC;
    }

    /** It matters since ending ours would end that one. */
    @Override
    public boolean isTransactionOpen(Connection connection) throws SQLException {
        return Pgjdbc.inTransaction(connection).orElse(false);
    }

    @Override
    public boolean knowsTransactions(Connection connection) throws SQLException {
        return Pgjdbc.inTransaction(connection).isPresent();
    }

    @Override
    public boolean keysStayInSchema() {
        return false;
    }

    @Override
    public KeyGraph readCatalog(Connection connection, SessionContext sessionContext) throws SQLException {
        return new PostgresqlCatalog(version, PostgresqlEyes.of(sessionContext)).read(connection);
    }

    /**
     * The catalog tells of each key whether it is carried out in such a session: some may be, in any. What the search path has
     * decides who is a stranger.
     */
    @Override
    public KeyGraph inForce(KeyGraph declared, SessionContext sessionContext) {
        return declared.withStrangers(stranger -> PostgresqlStrangers.count(stranger, sessionContext.searchPath()));
    }

    /** Whether the search path has a schema that was not there when the catalog was read, where it matters whose that is. */
    @Override
    public boolean isOutdated(KeyGraph declared, SessionContext sessionContext) {
        return declared.tables().stream()
                .flatMap(table -> table.strangers().stream())
                .anyMatch(stranger -> stranger.inUnknownPlaces()
                        && PostgresqlStrangers.count(stranger, sessionContext.searchPath()));
    }

    @Override
    public String whyResting(SessionContext sessionContext) {
        return sessionContext.keysEnforced()
                ? "its triggers are disabled (ALTER TABLE ... DISABLE TRIGGER)"
                : "session_replication_role is replica";
    }

    @Override
    public PhysicalPlan render(
            CascadePlan plan,
            KeyGraph graph,
            DeleteStatement delete,
            PlanGuard planGuard,
            List<String> returned,
            Limits limits) {
        return new PostgresqlRenderer(plan, graph, delete, planGuard, returned, limits, version).render();
    }

    @Override
    public Optional<Evaluation> evaluation(CascadePlan plan, DeleteStatement delete, PlanGuard planGuard) {
        PostgresqlTarget target = new PostgresqlTarget(plan, delete, List.of(), List.of(), true);
        return target.canBeLocked() && Effects.possible(delete, lexis)
                ? Optional.of(target.evaluation(PostgresqlPlanGuard.condition(planGuard)))
                : Optional.empty();
    }

    @Override
    public Optional<Witness> witness(CascadePlan plan, KeyGraph graph, DeleteStatement delete) {
        return PostgresqlWitness.of(plan, graph, delete);
    }

    @Override
    public Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard) {
        return Census.of(PostgresqlForeignRows.unaddressed(new PostgresqlCensus(plan, graph, delete, planGuard).sql(), plan, planGuard),
                plan, graph);
    }

    @Override
    public String typed(String expression, boolean number) {
        return "CAST(" + expression + (number ? " AS bigint)" : " AS pg_catalog.text)");
    }

    @Override
    public void checkSyntax(Connection connection, String sql) throws SQLException {
        PostgresqlSyntax.check(connection, sql);
    }

    @Override
    public List<String> returnedColumns(Connection connection, DeleteStatement delete) throws SQLException {
        return PostgresqlReturning.labels(connection, delete);
    }

    /** As the driver says it. */
    @Override
    public Optional<String> generatedKeys(List<String> columns) {
        return Optional.of(columns.isEmpty()
                ? "*"
                : Quotes.DOUBLE.ids(columns));
    }

    /** The driver replaces escapes in a cascade's text, too, so that only their place in the user's matters. */
    @Override
    public boolean hidesInEscapes(Connection connection, String sql, Predicate<String> deletes) throws SQLException {
        return sql.indexOf('{') >= 0 && deletes.test(connection.nativeSQL(sql));
    }

    @Override
    public Optional<TransactionScope> scope(boolean inTransaction) {
        return Optional.empty();
    }

    @Override
    public boolean isTemporary(Connection connection, QualifiedName name, String asWritten) throws SQLException {
        return "t".equals(singleString(connection, PostgresqlText.ofTheServer(
                "SELECT c.relpersistence FROM pg_catalog.pg_class c WHERE c.oid = ") + PostgresqlNames.oid(name)));
    }

    @Override
    public boolean isTemporaryView(Connection connection, QualifiedName name) throws SQLException {
        return "v".equals(singleString(connection, PostgresqlText.ofTheServer(
                "SELECT c.relkind FROM pg_catalog.pg_class c WHERE c.relpersistence = 't' AND c.oid = ")
                + PostgresqlNames.oid(name)));
    }

    @Override
    public long idOf(Connection connection, QualifiedName name) throws SQLException {
        String oid = singleString(
                connection, "SELECT CAST(" + PostgresqlNames.oid(name) + " AS bigint)");
        return oid == null ? 0 : Long.parseLong(oid);
    }

    @Override
    public Failure failure(SQLException e) {
        return PostgresqlFailures.of(e);
    }

    @Override
    protected String question(PlanGuard planGuard) {
        return "SELECT " + PostgresqlPlanGuard.condition(planGuard);
    }

    @Override
    public boolean errorsAbortTransactions() {
        return true;
    }

    @Override
    public SQLException inUsersStatement(SQLException e, String sent, DeleteStatement delete, boolean prepared) {
        return Pgjdbc.at(e, position -> Positions.inUsers(sent, delete, position, prepared));
    }

    @Override
    public boolean failsForOtherPlanGuard(DeleteStatement delete) {
        return PostgresqlTarget.fails(delete);
    }

    @Override
    public Optional<String> missingPrivilege(SQLException e, DeleteStatement delete) {
        if ("0A000".equals(e.getSQLState()) && OF_RULES.matcher(String.valueOf(e.getMessage())).find()) {
            return Optional.of("a rule (CREATE RULE) on a table of the cascade is in the way: PostgreSQL allows it only in a"
                    + " statement of its own, and cascade-jdbc deletes from all tables in one; make a trigger of the rule");
        }
        return "42501".equals(e.getSQLState()) ? Privileges.advice(e, delete) : Optional.empty();
    }

    @Override
    public CheckQueries checkQueries() {
        return new PostgresqlCheckQueries(version);
    }

    @Override
    public String createIndex(TableName table, List<String> columns) {
        return createIndex(Quotes.DOUBLE, table, columns);
    }

    @Override
    public SQLException refuse(Refusal refusal) {
        return PostgresqlFailures.refuse(refusal, version);
    }

    @Override
    public String seeingAll() {
        return PostgresqlRenderer.SEEING_ALL;
    }

    @Override
    public SQLIntegrityConstraintViolationException refuse(String message) {
        return new SQLIntegrityConstraintViolationException(Shown.text(message), "23503");
    }
}
