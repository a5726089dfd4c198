package org.cascadejdbc.engine.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.ForeignKey.Deferrability;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.sql.ForeignKeyScript;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.ScriptException;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What only the DDL that SQLite keeps tells of keys: their names, and when they are checked. */
final class SqliteDeclarations {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteDeclarations.class);

    /** By schema and table, whose case does not matter. */
    private final Map<String, List<ForeignKeyDeclaration>> declarations;

    private SqliteDeclarations(Map<String, List<ForeignKeyDeclaration>> declarations) {
        this.declarations = declarations;
    }

    /** @param mismatches is told which tables have a collation of their own */
    static SqliteDeclarations read(Statement statement, List<String> schemas, SqliteMismatches mismatches)
            throws SQLException {
        Map<String, List<ForeignKeyDeclaration>> declarations = new HashMap<>();
        for (String schema : schemas) {
            String sql = "SELECT sql, name FROM " + Quotes.DOUBLE.id(schema)
                    + ".sqlite_master WHERE type = 'table'";
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    String definition = rows.getString(1).toUpperCase(Locale.ROOT);
                    boolean collated = definition.contains("COLLATE");
                    if (!collated && !definition.contains("REFERENCES")) {
                        continue;
                    }
                    if (collated) {
                        mismatches.addCollated(new TableName(schema, rows.getString(2)));
                    }
                    try {
                        for (ForeignKeyDeclaration d :
                                ForeignKeyScript.parse(rows.getString(1), schema, Lexis.SQLITE)) {
                            String table = key(new TableName(schema, d.table().name().text()));
                            declarations.computeIfAbsent(table, t -> new ArrayList<>()).add(
                                    new ForeignKeyDeclaration(d.name(), d.table(), d.columns(),
                                            d.referencedTable(), d.referencedColumns(), d.onDelete(),
                                            d.onDeleteColumns(), d.deferrable(), d.initiallyDeferred(), schema));
                        }
                    } catch (ScriptException e) {
                        // Only names and deferrability come from here, and the pragma has the key.
                        LOG.debug("the DDL of a table in {} is not understood: {}", Shown.text(schema), Shown.text(e.getMessage()));
                    }
                }
            }
        }
        return new SqliteDeclarations(declarations);
    }

    /** The declaration of that key; empty where the DDL was not understood. */
    Optional<ForeignKeyDeclaration> of(TableName table, List<String> columns, TableName referenced) {
        return declarations.getOrDefault(key(table), List.of()).stream()
                .filter(declaration -> declares(declaration, table, columns, referenced))
                .findFirst();
    }

    private static boolean declares(
            ForeignKeyDeclaration declaration, TableName table, List<String> columns, TableName referenced) {
        if (!declaration.origin().equals(table.schema())
                || !same(declaration.table().name().text(), table.name())
                || !same(declaration.referencedTable().name().text(), referenced.name())
                || declaration.columns().size() != columns.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!same(declaration.columns().get(i).text(), columns.get(i))) {
                return false;
            }
        }
        return true;
    }

    static Deferrability deferrability(ForeignKeyDeclaration declaration) {
        if (!declaration.deferrable()) {
            return Deferrability.NOT_DEFERRABLE;
        }
        return declaration.initiallyDeferred() ? Deferrability.INITIALLY_DEFERRED : Deferrability.INITIALLY_IMMEDIATE;
    }

    static String key(TableName name) {
        return SqliteCatalog.NAMES.key(name.toString());
    }

    static boolean same(String one, String other) {
        return SqliteCatalog.NAMES.key(one).equals(SqliteCatalog.NAMES.key(other));
    }
}
