package org.cascadejdbc.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.Evaluation;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.Guard;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.physical.TransactionScope;
import org.cascadejdbc.physical.Witness;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.text.Shown;

/** What the databases say differently. Immutable and thread-safe; connections are handed in. */
public abstract class Engine {
    private static final int LONGEST_NAME = 63;

    protected Engine() {}

    /** The lexical rules where a session has not changed them. */
    public abstract Lexis lexis();

    /** All lexical rules that a session may have and that may make a difference to that text. */
    public List<Lexis> possibleLexes(String sql) {
        return List.of(lexis());
    }

    /** Whether that text reads otherwise by the lexical rules as they may be by now; those known were read some time ago. */
    public boolean mayReadOtherwise(Connection connection, Lexis known, String sql) throws SQLException {
        return false;
    }

    /** Prepares a connection when it is opened. */
    public void prepare(SessionStatements session, boolean switchForeignKeysOn) throws SQLException {}

    /** Is told a statement that changes what names and keys mean, before it is executed. */
    public void notice(SessionStatements session, String sql) throws SQLException {}

    /** Is told that the session's schema may be another one. */
    public void forget(SessionStatements session) {}

    /** Whether an INSERT or UPDATE of no special form may need a {@link Guard}. Never throws, and costs nothing mostly. */
    public boolean mayReplace(SessionStatements session) {
        return false;
    }

    /** How the keys are found out. */
    @FunctionalInterface
    public interface Keys {
        /**
         * All keys, before the statement is executed.
         *
         * @param written a table that the statement is to write, as it may be written in SQL, or {@code null} if unknown
         */
        KeyGraph before(String written) throws SQLException;
    }

    /**
     * What keeps a text that is no DELETE from deleting or changing rows of other tables which the plain driver would keep.
     *
     * @param keys asked only where the text may do so
     */
    public Optional<Guard> guard(SessionStatements session, String sql, Keys keys) throws SQLException {
        return Optional.empty();
    }

    /** The refusal, if that error is a guard's. */
    public Optional<SQLException> ofGuard(SQLException e, Guard guard) {
        return Optional.empty();
    }

    /** What takes away all guards that are left in that session. */
    public List<String> leftGuards(SessionStatements session) throws SQLException {
        return List.of();
    }

    /**
     * Reads what decides on the connection what a statement means.
     *
     * @param session the connection's; {@link SessionStatements#identity} is for what only it sees
     */
    public abstract SessionContext sessionContext(SessionStatements session) throws SQLException;

    /**
     * The session context now, for tables that were found in that one: looked at again only where that costs no round
     * trip.
     */
    public SessionContext verified(SessionStatements session, SessionContext known) throws SQLException {
        return known;
    }

    /**
     * The application's text as the driver sends it, where what we make of it is sent as it is; else that text.
     *
     * @param prepared whether it was given to be prepared
     */
    public String sent(Connection connection, String sql, boolean prepared) throws SQLException {
        return sql;
    }

    /** Whether a text that does not delete is another one that may, when the driver has replaced JDBC's escapes in it. */
    public boolean hidesInEscapes(Connection connection, String sql, Predicate<String> deletes) throws SQLException {
        return false;
    }

    /** A new statement that sends that text, which may have parts of the user's in it, as {@link #sent} has it. */
    public Statement statement(Connection connection, String sql) throws SQLException {
        return connection.createStatement();
    }

    /** The same with parameters. */
    public PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** Whether asking the database costs no round trip, so that a cached answer need not be trusted. */
    public boolean inProcess() {
        return false;
    }

    /**
     * Whether in DDL a referenced table without a schema means one beside the referencing table. So on MySQL, shown by
     * the scenario "children in another schema", and on SQLite, where no key leaves its database.
     */
    public boolean keysStayInSchema() {
        return true;
    }

    /** Reads tables and keys of all schemas, in a number of queries that does not depend on theirs. */
    public abstract KeyGraph readCatalog(Connection connection, SessionContext sessionContext) throws SQLException;

    /** The keys of a catalog that was read in such a session context, as the session lets the database enforce them. */
    public KeyGraph inForce(KeyGraph declared, SessionContext sessionContext) {
        return switch (sessionContext.keys()) {
            case ENFORCED -> declared;
            case IGNORED -> declared.withoutEnforcement();
            case SWITCHED_OFF -> declared.switchedOff();
        };
    }

    /** Why keys rest in such a session context, as a clause. */
    public abstract String whyResting(SessionContext sessionContext);

    /**
     * Says a plan in this database's SQL.
     *
     * @param planGuard what the plan was made on: to be checked by the script itself, where that is possible
     * @param returned what {@link #returnedColumns} has answered
     * @param limits the most rows that may be touched
     */
    public abstract PhysicalPlan render(
            CascadePlan plan,
            KeyGraph graph,
            DeleteStatement delete,
            PlanGuard planGuard,
            List<String> returned,
            Limits limits);

    /**
     * Says how many rows a plan concerns. Where the plan guard does not hold the query fails
     * ({@link Failure.Kind#OTHER_PLAN_GUARD}); on SQLite it does not ask.
     *
     * @throws PlanRefusedException if the rows cannot be told apart, or found without deleting them
     */
    public abstract Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard);

    /**
     * How the rows of a DELETE are found beforehand, where its text leaves it open whether looking for them writes, and one
     * statement would not see what is written; else empty.
     */
    public Optional<Evaluation> evaluation(CascadePlan plan, DeleteStatement delete, PlanGuard planGuard) {
        return Optional.empty();
    }

    /** How it shows whether functions of that DELETE write to tables of its cascade meanwhile; empty where none can. */
    public Optional<Witness> witness(CascadePlan plan, KeyGraph graph, DeleteStatement delete) {
        return Optional.empty();
    }

    /** A row of {@code VALUES}. */
    public String row(List<String> values) {
        return "(" + String.join(", ", values) + ")";
    }

    /** An expression, as a number of 64 bits or as a text. */
    public abstract String typed(String expression, boolean number);

    /**
     * Asks whether a plan guard still holds: a round trip. Not to be asked where the database is {@link #inProcess}:
     * there the session context is read again.
     */
    public boolean holds(Connection connection, PlanGuard planGuard) throws SQLException {
        String question = question(planGuard);
        try (Statement statement = statement(connection, question);
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** A query whose one row says whether a plan guard holds. */
    protected String question(PlanGuard planGuard) {
        throw new UnsupportedOperationException();
    }

    /**
     * Lets the database say what is wrong with a DELETE that, taken apart, would be right: asked once for each text.
     *
     * @throws SQLException the database's own error
     */
    public void validate(Connection connection, DeleteStatement delete) throws SQLException {}

    /**
     * Lets the database say what is wrong with a single statement that is about to be refused because we do not understand it.
     *
     * @throws SQLException the database's own error, if it does not understand it, either
     */
    public void checkSyntax(Connection connection, String sql) throws SQLException {}

    /** The labels of the columns that the DELETE's RETURNING returns, where a script needs to know them. */
    public List<String> returnedColumns(Connection connection, DeleteStatement delete) throws SQLException {
        return List.of();
    }

    /**
     * What a DELETE returns when its generated keys are asked for, as a select list; empty where the driver does not
     * give keys of a DELETE.
     *
     * @param columns the columns that were asked for, empty for all
     */
    public Optional<String> generatedKeys(List<String> columns) {
        return Optional.empty();
    }

    /**
     * Makes an open transaction the writer that the DELETE would make of it, before anything else reads in it: where a
     * reader that becomes a writer fails at once, while a writer waits.
     */
    public void beginToWrite(SessionStatements session, String tableText) throws SQLException {}

    /**
     * A DELETE that needs no cascade, as a script of its own, so that its plan guard is verified in the transaction
     * that it is done in; empty where it is passed on without.
     */
    public Optional<PhysicalPlan> alone(DeleteStatement delete) {
        return Optional.empty();
    }

    /** What makes the statements of a script one; empty where a script is a single statement anyway. */
    public abstract Optional<TransactionScope> scope(boolean inTransaction);

    /**
     * Whether that name means a temporary table, which is not in the catalog; asked where the session made some.
     *
     * @param asWritten the same name as the statement has it
     */
    public boolean isTemporary(Connection connection, QualifiedName name, String asWritten) throws SQLException {
        return false;
    }

    /** Whether that name means a view that is in no catalog, a temporary one; asked where the session made some. */
    public boolean isTemporaryView(Connection connection, QualifiedName name) throws SQLException {
        return false;
    }

    /** The oid, or whatever {@link Table#id} is, of what that name means now; 0 for none. */
    public long idOf(Connection connection, QualifiedName name) throws SQLException {
        return 0;
    }

    /** Whether drivers count what a plain statement does by {@link #changes}. */
    public boolean countsByChanges() {
        return false;
    }

    /** How many rows the connection has changed. */
    public long changes(SessionStatements session) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Whether a function of the database tells the last statement's update count, and by a cascade another one than the DELETE's. */
    public boolean tellsCounts() {
        return false;
    }

    /**
     * Statements after which that function tells a DELETE's update count, where that text asks for it.
     *
     * @param count -1 of one that has failed: the last statement may fail, too, if that makes the function tell so
     * @param target from which it has deleted
     */
    public List<String> tellingCount(long count, TableName target, String sql) {
        return List.of();
    }

    /** Whether that function tells the same after that text as before. */
    public boolean keepsCount(String sql) {
        return false;
    }

    /** What that error means to a cascade. Never asks the database. */
    public abstract Failure failure(SQLException e);

    /** The number under which a script refuses of its own accord because of {@link Limits}. */
    public static final int TOO_MANY_ROWS = 0;

    /** Why nothing that a query has counted can be relied on, if that number is among what it gives. */
    public Optional<SQLException> objection(int number) {
        return Optional.empty();
    }

    /** A table of a cascade that keeps what a single statement had done of it before it failed so; empty where nothing is left. */
    public Optional<TableName> halfDone(Connection connection, PlanGuard planGuard, SQLException e)
            throws SQLException {
        return Optional.empty();
    }

    /** Which of these tables a temporary one of the same name hides in this session. */
    public Optional<TableName> hidden(Connection connection, Collection<TableName> tables) throws SQLException {
        return Optional.empty();
    }

    /** Whether a wrong value is an error in a DELETE where strict mode is on, though no more than a warning elsewhere. */
    public boolean deletesStrictly() {
        return true;
    }

    /**
     * A statement of ours with a limit of time in it, or as it is where the driver can set that.
     *
     * @param seconds more than zero
     */
    public String timed(Connection connection, String sql, int seconds) throws SQLException {
        return sql;
    }

    /** Fails with an error {@link Failure.Kind#HIDDEN_TABLE of a hidden table} if what SHOW says of a table says that it is temporary. */
    public void refuseHidden(ResultSet definition) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Why nothing cascades while the session holds LOCK TABLES; empty where that does not matter. */
    public Optional<SQLException> objectionToLockedTables() {
        return Optional.empty();
    }

    /**
     * That error of a statement of ours, with the position that it tells counted in the user's own statement.
     *
     * @param prepared whether the driver has made numbered parameters of question marks
     */
    public SQLException inUsersStatement(SQLException e, String sent, DeleteStatement delete, boolean prepared) {
        return e;
    }

    /** Whether an open transaction does not survive the error of a statement. */
    public boolean errorsAbortTransactions() {
        return false;
    }

    /**
     * Whether carrying out that DELETE fails, as {@link Failure.Kind#OTHER_PLAN_GUARD}, where its plan guard does not
     * hold, and an open transaction would not survive that.
     */
    public boolean failsForOtherPlanGuard(DeleteStatement delete) {
        return false;
    }

    /**
     * Whether a plan guard is to be asked for before the first statement that names a table, although that statement
     * checks it, too: where naming it may already run what somebody else has put in its place since.
     */
    public boolean isAskedBefore(PlanGuard planGuard) {
        return false;
    }

    /** What is asked to find what is broken: never on a DELETE's way. */
    public abstract CheckQueries checkQueries();

    /** The DDL of an index with these columns in front. */
    public abstract String createIndex(TableName table, List<String> columns);

    protected static String createIndex(Quotes quotes, TableName table, List<String> columns) {
        return "CREATE INDEX " + quotes.id(indexName(table, columns)) + " ON " + quotes.table(table) + " ("
                + quotes.ids(columns) + ")";
    }

    /** A name that tells what the index is for, short enough everywhere. */
    protected static String indexName(TableName table, List<String> columns) {
        String name = table.name() + "_" + String.join("_", columns);
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - "_idx".length())) + "_idx";
    }

    /** Whether a constraint or a limit refuses it, or it is not possible at all, rather than an accident. */
    public boolean isRefusal(SQLException e) {
        return e instanceof SQLIntegrityConstraintViolationException
                || e instanceof SQLFeatureNotSupportedException
                || (e.getSQLState() != null && e.getSQLState().startsWith("23"));
    }

    /** The error of a refusal, with the SQLState and code that the database itself gives. */
    public abstract SQLException refuse(Refusal refusal);

    /** The same for a refusal by no key. */
    public abstract SQLIntegrityConstraintViolationException refuse(String message);

    /** The error with which the database refuses to truncate a table that another one references. */
    public SQLException refuseTruncate(String message) {
        return new SQLFeatureNotSupportedException(Shown.text(message), "0A000");
    }

    /** If that error says that something stands against a cascade only, or that its user may not do it: what to do, or grant. */
    public Optional<String> missingPrivilege(SQLException e, DeleteStatement delete) {
        return Optional.empty();
    }

    /** The error of a DELETE that was cancelled, with the SQLState and code that the database itself gives. */
    public SQLException cancelled(String message) {
        return new SQLException(Shown.text(message), "57014");
    }

    public static String singleString(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
