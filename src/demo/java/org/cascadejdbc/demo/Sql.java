package org.cascadejdbc.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The few lines of JDBC that every chapter of the demo needs. */
final class Sql {
    private Sql() {}

    /** Executes the statements one by one. */
    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Executes an INSERT, UPDATE or DELETE and returns its update count. Prepared, because the plain statements of
     * SQLite's driver count the rows of a native cascade, too, and so do ours.
     */
    static int update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        }
    }

    /** Executes a statement that has to be refused and returns the refusal. */
    static SQLException refused(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.executeUpdate(sql);
            } catch (SQLException refusal) {
                return refusal;
            }
        }
        throw UnexpectedOutcome.notRefused(sql);
    }

    /** How many rows of {@code table} satisfy {@code predicate}. */
    static long count(Connection connection, String table, String predicate) throws SQLException {
        String sql = "SELECT count(*) FROM \"" + table + "\" WHERE " + predicate;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** How many rows each table has, in the order of {@code tables}. */
    static Map<String, Long> counts(Connection connection, Collection<String> tables) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String table : tables) {
            counts.put(table, count(connection, table, "true"));
        }
        return counts;
    }

    /** How many rows reference a row that is not there, by SQLite's own check. */
    static long orphans(Connection connection) throws SQLException {
        long orphans = 0;
        try (Statement statement = connection.createStatement();
                ResultSet violations = statement.executeQuery("PRAGMA foreign_key_check")) {
            while (violations.next()) {
                orphans++;
            }
        }
        return orphans;
    }
}
