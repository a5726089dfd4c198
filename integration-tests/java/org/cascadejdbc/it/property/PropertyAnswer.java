package org.cascadejdbc.it.property;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cascadejdbc.it.support.Database;

/**
 * What a generated DELETE did.
 *
 * @param counts one for each entry of a batch; empty after a failure that tells none
 * @param afterwards what an open transaction is good for after a failure: the SQLState of the next statement
 */
record PropertyAnswer(
        List<Long> counts, SQLException failure, Map<String, List<List<String>>> content, String afterwards) {
    private static final int SQLITE_CONSTRAINT = 19;
    static final String CONSTRAINT = "constraint";

    boolean failed() {
        return failure != null;
    }

    /** The SQLState; SQLite has none, but a code. Empty without a failure. */
    String state() {
        if (failure == null) {
            return "";
        }
        if (failure.getSQLState() != null) {
            return failure.getSQLState();
        }
        return (failure.getErrorCode() & 0xff) == SQLITE_CONSTRAINT ? CONSTRAINT : failure.toString();
    }

    boolean refusedForIntegrity() {
        return state().startsWith("23") || state().equals(CONSTRAINT);
    }

    /** Whether a program sees the same, whatever the counts. */
    boolean sameButCounts(PropertyAnswer other) {
        return state().equals(other.state()) && content.equals(other.content) && afterwards.equals(other.afterwards)
                && counts.size() == other.counts.size();
    }

    boolean same(PropertyAnswer other) {
        return sameButCounts(other) && counts.equals(other.counts);
    }

    /** Executes, and leaves the rows as they were at first. */
    static PropertyAnswer of(PropertySpace space, Connection connection, PropertyDelete delete) throws SQLException {
        connection.setAutoCommit(!delete.inTransaction());
        SQLException failure = null;
        List<Long> counts;
        try {
            counts = execute(space, connection, delete);
        } catch (BatchUpdateException e) {
            failure = e;
            counts = LongStream.of(e.getLargeUpdateCounts()).boxed().toList();
        } catch (SQLException e) {
            failure = e;
            counts = List.of();
        }
        String afterwards = connection.getAutoCommit() == delete.inTransaction() ? "autocommit has changed" : "";
        if (failure != null && delete.inTransaction()) {
            afterwards += nextStatement(connection);
        }
        if (failure != null && delete.inTransaction() && space.database() == Database.POSTGRESQL) {
            connection.rollback();
        }
        Map<String, List<List<String>>> content = space.content(connection);
        if (delete.inTransaction()) {
            connection.rollback();
            connection.setAutoCommit(true);
        } else if (!content.equals(space.initial())) {
            space.fill();
        }
        return new PropertyAnswer(counts, failure, content, afterwards);
    }

    private static List<Long> execute(PropertySpace space, Connection connection, PropertyDelete delete)
            throws SQLException {
        if (delete.way() == PropertyDelete.Way.STATEMENT) {
            try (Statement statement = connection.createStatement()) {
                String sql = space.space().say(delete.sql(delete.parameters().get(0)));
                return List.of((long) statement.executeUpdate(sql));
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(space.space().say(delete.sql()))) {
            for (List<Integer> values : delete.parameters()) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setInt(i + 1, values.get(i));
                }
                if (delete.way() == PropertyDelete.Way.BATCH) {
                    statement.addBatch();
                }
            }
            return delete.way() == PropertyDelete.Way.BATCH
                    ? executed(statement)
                    : List.of((long) statement.executeUpdate());
        }
    }

    private static List<Long> executed(Statement batch) throws SQLException {
        try {
            return LongStream.of(batch.executeLargeBatch()).boxed().toList();
        } catch (UnsupportedOperationException e) { // as sqlite-jdbc before 3.41 says of what is JDBC's default
            return IntStream.of(batch.executeBatch()).asLongStream().boxed().toList();
        }
    }

    private static String nextStatement(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1") ? "goes on" : "no result";
        } catch (SQLException e) {
            return Objects.toString(e.getSQLState());
        }
    }

    @Override
    public String toString() {
        return (failure == null ? "counts " + counts : counts + " " + state() + " " + failure.getMessage() + " "
                + afterwards) + "\n" + PropertySpace.show(content);
    }
}
