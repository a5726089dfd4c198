package org.cascadejdbc.engine.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignKey.Enforcement;
import org.cascadejdbc.schema.TableName;

/**
 * Keys by which SQLite answers every DELETE from the referenced table with "foreign key mismatch", as soon as its pragma
 * is on (documentation: "Foreign Key Support", 3): there is no unique index of just the referenced columns in their own
 * collation. What a column's collation is, no pragma tells; where it might be another one, SQLite is asked.
 */
final class SqliteMismatches {
    private final Set<TableName> collated = new HashSet<>();
    private final Set<List<Object>> plainlyUnique = new HashSet<>();

    /** A table whose DDL speaks of collations. */
    void addCollated(TableName table) {
        collated.add(table);
    }

    boolean isCollated(TableName table) {
        return collated.contains(table);
    }

    /** A unique index of all rows by these columns, in the collation that columns have by default. */
    void addUnique(TableName table, List<String> columns) {
        plainlyUnique.add(List.of(table, Set.copyOf(columns)));
    }

    /** These keys, those marked which SQLite does not take. */
    List<ForeignKey> marked(List<ForeignKey> keys, Connection connection) throws SQLException {
        List<ForeignKey> marked = new ArrayList<>();
        Set<TableName> asked = new HashSet<>();
        Set<TableName> mismatched = new HashSet<>();
        for (ForeignKey key : keys) {
            boolean fits = key.mismatched() || (!collated.contains(key.referenced())
                    && plainlyUnique.contains(List.of(key.referenced(), Set.copyOf(key.referencedColumns()))));
            if (!fits && asked.add(key.referencing()) && isRefused(key.referencing(), connection)) {
                mismatched.add(key.referencing());
            }
            marked.add(!fits && mismatched.contains(key.referencing()) ? key.withEnforcement(Enforcement.MISMATCHED) : key);
        }
        return marked;
    }

    /** Prepared and never executed: what is found out then is whether the keys fit, not whether the rows do. */
    private static boolean isRefused(TableName table, Connection connection) throws SQLException {
        String check = "PRAGMA " + Quotes.DOUBLE.id(table.schema()) + ".foreign_key_check("
                + Quotes.DOUBLE.id(table.name()) + ")";
        try {
            connection.prepareStatement(check).close();
            return false;
        } catch (SQLException e) {
            if (e.getMessage() != null && e.getMessage().contains("foreign key mismatch")) {
                return true;
            }
            throw e;
        }
    }
}
