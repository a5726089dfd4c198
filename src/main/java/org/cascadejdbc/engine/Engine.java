package org.cascadejdbc.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.TableName;

/** What the databases say differently, in its parts. Immutable and thread-safe; connections are handed in. */
public abstract class Engine
        implements Grammar, CatalogReader, PlanCompiler, SessionGuards, Transactions, UpdateCounts, Failures {
    private static final int LONGEST_NAME = 63;

    protected Engine() {}

    /** The driver that is mostly used with it: others that are not known are supposed to behave like that. */
    public abstract DriverBehaviour usualDriver();

    /** Whether asking the database costs no round trip, so that a cached answer need not be trusted. */
    public boolean inProcess() {
        return false;
    }

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

    public static String singleString(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
