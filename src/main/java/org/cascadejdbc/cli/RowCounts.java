package org.cascadejdbc.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many rows tables hold, as the database counts them. */
final class RowCounts {
    private RowCounts() {}

    /**
     * Counts the rows.
     *
     * @param tables with their schemas, as an explanation names them
     */
    static Map<String, Long> of(Connection connection, Collection<String> tables, Interruption interruption)
            throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        // On PostgreSQL the search path may have another one, of whomever.
        boolean schemas = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        String count = schemas ? "pg_catalog.count(*)" : "count(*)";
        Map<String, Long> rows = new LinkedHashMap<>();
        try (Statement statement = interruption.running(connection.createStatement())) {
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("SELECT " + count + " FROM " + quoted(table, quote))) {
                    row.next();
                    rows.put(table, row.getLong(1));
                }
            }
        }
        return rows;
    }

    /** A schema with a dot in its name is not found: the statement then fails, and nothing is deleted. */
    private static String quoted(String table, String quote) {
        int dot = table.indexOf('.');
        return quote + table.substring(0, dot).replace(quote, quote + quote) + quote + "."
                + quote + table.substring(dot + 1).replace(quote, quote + quote) + quote;
    }
}
