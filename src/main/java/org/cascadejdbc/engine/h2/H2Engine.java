package org.cascadejdbc.engine.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.sql.SqlFeature;
import org.cascadejdbc.text.Shown;

/**
 * H2 2.1 and later, in whatever mode.
 *
 * <p>It mostly runs in our process, where a question costs no round trip; on a server (jdbc:h2:tcp:) each costs one, and is asked
 * all the same.
 */
public final class H2Engine extends Engine {
    /** Ends in autocommit again (2.4.240: {@code SessionLocal.begin}). */
    private static final TransactionScope TRANSACTION = new TransactionScope("BEGIN", "COMMIT", List.of("ROLLBACK"));

    /** One of its name would take the place of the application's. */
    private static final TransactionScope SAVEPOINT = TransactionScope.savepoint("cascade_jdbc_" + Own.SUFFIX);

    @Override
    public Lexis lexis() {
        return Lexis.H2;
    }

    @Override
    public List<Lexis> possibleLexes(String sql) {
        return List.of(Lexis.H2, Lexis.H2.with(SqlFeature.BRACKETS, true));
    }

    @Override
    public DriverBehaviour usualDriver() {
        return Drivers.H2;
    }

    @Override
    public boolean inProcess() {
        return true;
    }

    @Override
    public SessionContext sessionContext(SessionStatements session) throws SQLException {
        return H2Session.read(session);
    }

    @Override
    public SessionContext verified(SessionStatements session, SessionContext known) throws SQLException {
        return H2Session.read(session);
    }

    @Override
    public boolean hidesInEscapes(Connection connection, String sql, Predicate<String> deletes) throws SQLException {
        return sql.indexOf('{') >= 0 && deletes.test(connection.nativeSQL(sql));
    }

    @Override
    public KeyGraph readCatalog(Connection connection, SessionContext sessionContext) throws SQLException {
        return new H2Catalog(H2Session.of(sessionContext).names()).read(connection);
    }

    /** The catalog tells of each key whether it is carried out. */
    @Override
    public KeyGraph inForce(KeyGraph declared, SessionContext sessionContext) {
        return declared;
    }

    @Override
    public String whyResting(SessionContext sessionContext) {
        return "referential integrity is switched off (SET REFERENTIAL_INTEGRITY FALSE, or ALTER TABLE ... of a table)";
    }

    @Override
    public PhysicalPlan render(
            CascadePlan plan,
            KeyGraph graph,
            DeleteStatement delete,
            PlanGuard planGuard,
            List<String> returned,
            Limits limits) {
        return H2Freezing.plan(plan, graph, delete, limits.any());
    }

    @Override
    public Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard) {
        return H2Freezing.count(plan, graph, delete);
    }

    @Override
    public String typed(String expression, boolean number) {
        return "CAST(" + expression + (number ? " AS BIGINT)" : " AS VARCHAR)");
    }

    /** What a query may say and a DELETE may not, such as WITH or ORDER BY in some places, is an error to H2. */
    @Override
    public void validate(Connection connection, DeleteStatement delete) throws SQLException {
        connection.prepareStatement(delete.sql()).close();
    }

    @Override
    public Optional<TransactionScope> scope(boolean inTransaction) {
        return Optional.of(inTransaction ? SAVEPOINT : TRANSACTION);
    }

    @Override
    public String use(String database) {
        return "SET SCHEMA " + Quotes.DOUBLE.id(database);
    }

    /** It is looked for behind the tables of its schema. */
    @Override
    public boolean isTemporary(Connection connection, QualifiedName name, String asWritten) throws SQLException {
        return singleString(connection, "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'LOCAL TEMPORARY'"
                + " AND UPPER(TABLE_NAME) = UPPER(" + Quotes.literal(name.name().text()) + ")") != null;
    }

    @Override
    public Failure failure(SQLException e) {
        return H2Failures.of(e);
    }

    @Override
    public CheckQueries checkQueries() {
        return new H2CheckQueries();
    }

    @Override
    public String createIndex(TableName table, List<String> columns) {
        return createIndex(Quotes.DOUBLE, table, columns);
    }

    @Override
    public SQLException refuse(Refusal refusal) {
        return refuse(refusal.message());
    }

    @Override
    public SQLIntegrityConstraintViolationException refuse(String message) {
        return new SQLIntegrityConstraintViolationException(
                Shown.text(message), String.valueOf(H2Failures.CHILD_EXISTS), H2Failures.CHILD_EXISTS);
    }

    @Override
    public SQLException cancelled(String message) {
        return new SQLTimeoutException(Shown.text(message), String.valueOf(H2Failures.CANCELED), H2Failures.CANCELED);
    }
}
