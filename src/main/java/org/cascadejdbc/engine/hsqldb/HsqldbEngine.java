package org.cascadejdbc.engine.hsqldb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.Drivers;
import org.cascadejdbc.driver.HsqldbJdbc;
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
import org.cascadejdbc.sql.CaseRule;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.sql.SqlFeature;
import org.cascadejdbc.text.Shown;

/**
 * HSQLDB 2.7 and later.
 *
 * <p>It mostly runs in our process, where a question costs no round trip; on a server (jdbc:hsqldb:hsql:) each costs one, and is
 * asked all the same.
 */
public final class HsqldbEngine extends Engine {
    /** START TRANSACTION begins nothing in autocommit; to switch it on again keeps what was done (2.7.4: {@code Session.setAutoCommit}). */
    private static final TransactionScope TRANSACTION =
            new TransactionScope("SET AUTOCOMMIT FALSE", "SET AUTOCOMMIT TRUE", List.of("ROLLBACK", "SET AUTOCOMMIT TRUE"));

    /** One of its name would take the place of the application's. */
    private static final TransactionScope SAVEPOINT = TransactionScope.savepoint("cascade_jdbc_" + Own.SUFFIX);

    @Override
    public Lexis lexis() {
        return Lexis.HSQLDB;
    }

    @Override
    public List<Lexis> possibleLexes(String sql) {
        return List.of(Lexis.HSQLDB, Lexis.HSQLDB.with(SqlFeature.BACKTICKS, true));
    }

    @Override
    public DriverBehaviour usualDriver() {
        return Drivers.HSQLDB;
    }

    @Override
    public boolean inProcess() {
        return true;
    }

    @Override
    public SessionContext sessionContext(SessionStatements session) throws SQLException {
        return HsqldbSession.read(session);
    }

    @Override
    public SessionContext verified(SessionStatements session, SessionContext known) throws SQLException {
        return HsqldbSession.read(session);
    }

    @Override
    public boolean hidesInEscapes(Connection connection, String sql, Predicate<String> deletes) throws SQLException {
        return sql.indexOf('{') >= 0 && deletes.test(connection.nativeSQL(sql));
    }

    @Override
    public KeyGraph readCatalog(Connection connection, SessionContext sessionContext) throws SQLException {
        return new HsqldbCatalog().read(connection);
    }

    @Override
    public String whyResting(SessionContext sessionContext) {
        return "referential integrity is switched off (SET DATABASE REFERENTIAL INTEGRITY FALSE)";
    }

    @Override
    public PhysicalPlan render(
            CascadePlan plan,
            KeyGraph graph,
            DeleteStatement delete,
            PlanGuard planGuard,
            List<String> returned,
            Limits limits) {
        return HsqldbFreezing.plan(plan, graph, delete, limits.any(), HsqldbSession.isStrict(planGuard.sessionContext()));
    }

    @Override
    public Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard) {
        return HsqldbFreezing.count(plan, graph, delete, HsqldbSession.isStrict(planGuard.sessionContext()));
    }

    @Override
    public String typed(String expression, boolean number) {
        return "CAST(" + expression + (number ? " AS BIGINT)" : " AS LONGVARCHAR)");
    }

    @Override
    public boolean bindsStatements() {
        return true;
    }

    @Override
    public String use(String database) {
        return "SET SCHEMA " + Quotes.DOUBLE.id(database);
    }

    /** What a query may say and a DELETE may not is an error to HSQLDB. */
    @Override
    public void validate(Connection connection, DeleteStatement delete) throws SQLException {
        connection.prepareStatement(delete.sql()).close();
    }

    @Override
    public Optional<TransactionScope> scope(boolean inTransaction) {
        return Optional.of(inTransaction ? SAVEPOINT : TRANSACTION);
    }

    @Override
    public boolean tellsTemporaryTables() {
        return true;
    }

    /** It is looked for before the tables of the schema. */
    @Override
    public boolean isTemporary(Connection connection, QualifiedName name, String asWritten) throws SQLException {
        String own = CaseRule.UPPER_UNLESS_QUOTED.key(name.name());
        boolean mayBe = name.qualifier()
                .map(CaseRule.UPPER_UNLESS_QUOTED::key)
                .map(schema -> schema.equals("SESSION") || schema.equals("MODULE"))
                .orElse(true);
        Optional<Boolean> known = HsqldbJdbc.hasTemporary(connection, own);
        return mayBe && (known.isPresent() ? known.get() : answers(connection, "SELECT 1 FROM SESSION." + Quotes.DOUBLE.id(own)));
    }

    private static boolean answers(Connection connection, String query) {
        try {
            connection.prepareStatement(query).close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Failure failure(SQLException e) {
        return HsqldbFailures.of(e);
    }

    /** To write to a temporary table is denied to whoever has declared it (2.7.4: {@code Grantee.checkDelete}). */
    @Override
    public Optional<String> missingPrivilege(SQLException e, DeleteStatement delete) {
        return String.valueOf(e.getMessage()).contains(HsqldbFrozenTable.NAME)
                ? Optional.of("a cascade writes down rows in a temporary table of its own, to which HSQLDB lets only administrators write:"
                        + " GRANT DBA to this user, or declare the keys in the database, which then carries them out")
                : Optional.empty();
    }

    @Override
    public CheckQueries checkQueries() {
        return new HsqldbCheckQueries();
    }

    @Override
    public String createIndex(TableName table, List<String> columns) {
        return createIndex(Quotes.DOUBLE, table, columns);
    }

    /** As natively: what goes is referenced, or what is referenced is not there. */
    @Override
    public SQLException refuse(Refusal refusal) {
        return switch (refusal.reason()) {
            case DEFAULT_MISSING -> new SQLIntegrityConstraintViolationException(
                    Shown.text(refusal.message()), HsqldbFailures.NO_PARENT_STATE, HsqldbFailures.NO_PARENT);
            case SET_AND_GONE -> new SQLException(
                    Shown.text(refusal.message()), HsqldbFailures.TRIGGERED_CHANGE_STATE, HsqldbFailures.TRIGGERED_CHANGE);
            default -> refuse(refusal.message());
        };
    }

    @Override
    public boolean isRefusal(SQLException e) {
        return super.isRefusal(e) || HsqldbFailures.TRIGGERED_CHANGE_STATE.equals(e.getSQLState());
    }

    @Override
    public SQLIntegrityConstraintViolationException refuse(String message) {
        return new SQLIntegrityConstraintViolationException(
                Shown.text(message), HsqldbFailures.CHILD_EXISTS_STATE, HsqldbFailures.CHILD_EXISTS);
    }

    @Override
    public SQLException cancelled(String message) {
        return new SQLTimeoutException(Shown.text(message), HsqldbFailures.TIMEOUT_STATE, HsqldbFailures.TIMEOUT);
    }
}
