package org.cascadejdbc.engine.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.cascadejdbc.driver.Pgjdbc;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Positions;
import org.cascadejdbc.text.Shown;

/**
 * Asks the server how it labels what a DELETE returns. The DELETE is described, never executed, and without its
 * predicate, which has no say in it.
 *
 * <p>What its question marks are is not known here: in a plain statement they are operators, and the types of a
 * prepared statement's values come with the values. So where the server does not understand the text as it is, it is
 * asked again with operators, and with values of common types; the labels do not depend on it.
 */
final class PostgresqlReturning {
    private static final String NOT_UNDERSTOOD = "42";
    /** Undefined, ambiguous or mismatched types, of functions' arguments too. */
    private static final Set<String> TYPE_ERRORS = Set.of("42P18", "42P08", "42804", "42846", "42883", "42725");

    private static final List<OptionalInt> TYPES =
            List.of(OptionalInt.empty(), OptionalInt.of(Types.VARCHAR), OptionalInt.of(Types.BIGINT));

    private PostgresqlReturning() {}

    static List<String> labels(Connection connection, DeleteStatement delete) throws SQLException {
        if (Pgjdbc.executesWhatItDescribes(connection)) {
            throw new PlanRefusedException("DELETE … RETURNING, and a DELETE whose generated keys are asked for: pgjdbc with "
                    + "preferQueryMode=simple cannot ask what it returns without executing it; connect with another "
                    + "preferQueryMode, or delete without RETURNING and keys");
        }
        // The driver keeps what the server once told of a text; this text is new to it.
        String text = described(delete) + " /* cascade-jdbc asks for labels: " + UUID.randomUUID() + " */";
        try {
            return labels(connection, text);
        } catch (SQLException e) {
            boolean numbered = text.contains("?"); // by the driver, if it is prepared: then positions are not the user's
            throw Pgjdbc.at(e, position -> numbered ? 0 : Positions.inUsers(text, delete, position, false));
        }
    }

    private static List<String> labels(Connection connection, String text) throws SQLException {
        if (!connection.getAutoCommit()) {
            execute(connection, "SELECT"); // the driver begins no transaction to describe, and an error is to abort one
        }
        if (!text.contains("?")) {
            return labels(connection, text, OptionalInt.empty());
        }
        SQLException failure = null;
        for (OptionalInt type : TYPES) {
            try {
                return inSavepoint(connection, () -> labels(connection, text, type));
            } catch (SQLException e) {
                failure = understood(failure, e);
            }
        }
        try {
            return inSavepoint(
                    connection, () -> labels(connection, PostgresqlSyntax.withOperators(text), OptionalInt.empty()));
        } catch (SQLException e) {
            understood(failure, e);
        }
        if (!TYPE_ERRORS.contains(failure.getSQLState())) {
            return labels(connection, text, OptionalInt.empty()); // fails again, and aborts a transaction, as natively
        }
        throw new PlanRefusedException("DELETE … RETURNING: the server does not tell what it returns as long as "
                + "it does not know the types of the parameters; write them as CAST(? AS type). It says: " + Shown.oneLine(failure.getMessage()));
    }

    /** The first failure tells most. */
    private static SQLException understood(SQLException first, SQLException next) throws SQLException {
        if (next.getSQLState() == null || !next.getSQLState().startsWith(NOT_UNDERSTOOD)) {
            throw next;
        }
        return first == null ? next : first;
    }

    /** What asks the server. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws SQLException;
    }

    /** An error must not abort the transaction. Where there is none, a savepoint cannot be made, and need not be. */
    static <T> T inSavepoint(Connection connection, Question<T> question) throws SQLException {
        boolean saved = execute(connection, "SAVEPOINT cascade_jdbc_labels");
        try {
            return question.ask();
        } finally {
            if (saved) {
                execute(connection, "ROLLBACK TO SAVEPOINT cascade_jdbc_labels");
                execute(connection, "RELEASE SAVEPOINT cascade_jdbc_labels");
            }
        }
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            if ("25P01".equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static List<String> labels(Connection connection, String text, OptionalInt type) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            if (type.isPresent()) {
                int parameters = statement.getParameterMetaData().getParameterCount();
                for (int i = 1; i <= parameters; i++) {
                    statement.setNull(i, type.getAsInt());
                }
            }
            ResultSetMetaData columns = statement.getMetaData();
            List<String> labels = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                labels.add(columns.getColumnLabel(i));
            }
            return labels;
        }
    }

    /** Among WITH queries, and where these are RECURSIVE, it may refer to any of them. */
    private static String described(DeleteStatement delete) {
        String queries = delete.with() == null || delete.with().queries() == null ? "" : delete.with().queries();
        DeleteStatement.Returning returning = delete.returning();
        String text = delete.merge() != null
                ? delete.merge()
                : "DELETE FROM " + delete.from() + (delete.using() == null ? "" : " USING " + delete.using());
        text += " RETURNING " + (returning.aliases() == null ? "" : returning.aliases() + " ") + returning.list();
        DeleteStatement.Embedding around = delete.embedding();
        if (around == null) {
            return (queries.isEmpty() ? "" : delete.with().keyword() + " " + queries + " ") + text;
        }
        return delete.with().keyword() + " " + (queries.isEmpty() ? "" : queries + ", ") + "cascade_t0 AS (" + text
                + "), " + around.head() + " (SELECT * FROM cascade_t0)"
                + (around.laterQueries() == null ? "" : ", " + around.laterQueries()) + " SELECT * FROM cascade_t0";
    }
}
