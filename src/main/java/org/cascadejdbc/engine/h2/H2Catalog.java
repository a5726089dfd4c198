package org.cascadejdbc.engine.h2;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cascadejdbc.engine.CatalogBuilder;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignKey.Enforcement;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.CaseRule;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.PairsOfNames;

/**
 * Reads H2's catalog in a fixed number of queries of one table of {@code INFORMATION_SCHEMA} each: they are computed when asked
 * for, and a join would compute them once for each row. Everybody sees all tables, whatever their rights are.
 *
 * <p><b>What H2 does by a key</b> (2.4.240, measured): NO ACTION and RESTRICT are the same, and looked at when all rows of one
 * DELETE are gone, but that of a cascade is a DELETE of its own for each row: whether a diamond with a NO ACTION key goes depends
 * on which key was made first. CASCADE and SET NULL do what they say, one level deeper on the Java stack for each row of a chain:
 * a thousand rows may end in an error (50000), and nothing is done; so where keys go round, H2's is not relied on. <b>SET DEFAULT leaves rows that reference nothing</b>, where
 * the default's row is not there or goes itself: so H2's is not relied on. A synonym is what it stands for; deleting from a
 * view is what its INSTEAD OF trigger does.
 */
final class H2Catalog {
    /** By which H2 knows the rows of its own tables. */
    static final String ROW_ID = "_ROWID_";

    private static final String OTHERS = " WHERE UPPER(TABLE_SCHEMA) <> 'INFORMATION_SCHEMA'";
    private static final String TABLES = "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, STORAGE_TYPE FROM INFORMATION_SCHEMA.TABLES"
            + OTHERS + " AND TABLE_TYPE <> 'LOCAL TEMPORARY' ORDER BY 1, 2";
    private static final String COLUMNS = "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, IS_NULLABLE, COLUMN_DEFAULT,"
            + " CASE UPPER(DATA_TYPE) WHEN 'ENUM' THEN '" + H2Enums.ENUM + "' || COALESCE((SELECT LISTAGG(QUOTE_IDENT(v.VALUE_NAME), ',')"
            + " WITHIN GROUP (ORDER BY v.VALUE_ORDINAL) FROM INFORMATION_SCHEMA.ENUM_VALUES v WHERE v.OBJECT_SCHEMA = TABLE_SCHEMA"
            + " AND v.OBJECT_NAME = TABLE_NAME AND v.OBJECT_TYPE = 'TABLE' AND v.ENUM_IDENTIFIER = DTD_IDENTIFIER),"
            + " DOMAIN_SCHEMA || '.' || DOMAIN_NAME) ELSE DATA_TYPE END,"
            + " GENERATION_EXPRESSION FROM INFORMATION_SCHEMA.COLUMNS" + OTHERS + " ORDER BY 1, 2, ORDINAL_POSITION";
    private static final String CONSTRAINTS = "SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_TYPE,"
            + " ENFORCED FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS" + OTHERS;
    private static final String PARTS = "SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME,"
            + " POSITION_IN_UNIQUE_CONSTRAINT FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE ORDER BY 1, 2, ORDINAL_POSITION";
    private static final String KEYS = "SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, UNIQUE_CONSTRAINT_SCHEMA, UNIQUE_CONSTRAINT_NAME,"
            + " DELETE_RULE FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS ORDER BY 1, 2";
    private static final String INDEXES = "SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_SCHEMA, INDEX_NAME, COLUMN_NAME, IS_UNIQUE FROM"
            + " INFORMATION_SCHEMA.INDEX_COLUMNS" + OTHERS + " ORDER BY 3, 4, ORDINAL_POSITION";
    private static final String TRIGGERS = "SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE FROM INFORMATION_SCHEMA.TRIGGERS";
    private static final String VIEWS = "SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS" + OTHERS;
    private static final String SYNONYMS =
            "SELECT SYNONYM_SCHEMA, SYNONYM_NAME, SYNONYM_FOR_SCHEMA, SYNONYM_FOR FROM INFORMATION_SCHEMA.SYNONYMS";

    private record Id(String schema, String name) {}

    private record Constraint(TableName table, String type, boolean enforced) {}

    private record Part(String column, int referenced) {}

    private final CaseRule names;
    private final CatalogBuilder tables = new CatalogBuilder();
    private final Map<Id, Constraint> constraints = new LinkedHashMap<>();
    private final Map<Id, List<Part>> parts = new LinkedHashMap<>();

    H2Catalog(CaseRule names) {
        this.names = names;
    }

    KeyGraph read(Connection connection) throws SQLException {
        each(connection, TABLES, this::readTable);
        each(connection, COLUMNS, this::readColumn);
        each(connection, CONSTRAINTS, this::readConstraint);
        each(connection, PARTS, this::readPart);
        List<ForeignKey> keys = new ArrayList<>();
        each(connection, KEYS, row -> readKey(row, keys));
        readPrimaryKeys();
        readIndexes(connection);
        each(connection, TRIGGERS, row -> {
            CatalogBuilder.Draft table = tables.find(new TableName(row.getString(1), row.getString(2)));
            if (table != null) {
                table.triggers = true;
            }
        });
        each(connection, VIEWS, this::readView);
        each(connection, SYNONYMS, row -> tables.draft(new TableName(row.getString(1), row.getString(2)), 0, Table.Kind.VIEW)
                .under.add(new TableName(row.getString(3), row.getString(4))));
        return new KeyGraph(tables.tables(), reliable(keys), names, names);
    }

    /**
     * By CASCADE keys that go round a row may be any number of rows away, which H2 has no room for on its stack. And SET NULL does
     * not look whether another row references what it changes, in the same table.
     */
    private static List<ForeignKey> reliable(List<ForeignKey> keys) {
        Map<TableName, Set<TableName>> reached = new HashMap<>();
        keys.stream()
                .filter(key -> key.action() == ReferentialAction.CASCADE)
                .forEach(key -> reached.computeIfAbsent(key.referenced(), name -> new HashSet<>()).add(key.referencing()));
        return keys.stream()
                .map(key -> {
                    boolean round = key.action() == ReferentialAction.CASCADE
                            && leads(key.referencing(), key.referenced(), reached);
                    boolean losing = key.action() == ReferentialAction.SET_NULL && keys.stream()
                            .anyMatch(other -> other.referenced().equals(key.referencing())
                                    && !Collections.disjoint(other.referencedColumns(), key.columns()));
                    return key.isNative() && (round || losing) ? key.withEnforcement(Enforcement.CHECKED) : key;
                })
                .toList();
    }

    private static boolean leads(TableName from, TableName to, Map<TableName, Set<TableName>> reached) {
        Set<TableName> seen = new HashSet<>(Set.of(from));
        Deque<TableName> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            TableName next = open.remove();
            if (next.equals(to)) {
                return true;
            }
            reached.getOrDefault(next, Set.of()).stream().filter(seen::add).forEach(open::add);
        }
        return false;
    }

    /** What to do with a row. */
    @FunctionalInterface
    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String query, Reader reader) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(0);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    /** A table that another database has, or another storage engine, has no row id. */
    private void readTable(ResultSet row) throws SQLException {
        boolean view = row.getString(3).equals("VIEW");
        CatalogBuilder.Draft draft = tables.draft(new TableName(row.getString(1), row.getString(2)), 0,
                view ? Table.Kind.VIEW : Table.Kind.ORDINARY);
        boolean own = List.of("MEMORY", "CACHED", "GLOBAL TEMPORARY").contains(String.valueOf(row.getString(4)));
        draft.rowKey = own && !view ? List.of(ROW_ID) : List.of();
    }

    private void readColumn(ResultSet row) throws SQLException {
        CatalogBuilder.Draft table = tables.find(new TableName(row.getString(1), row.getString(2)));
        if (table != null) {
            table.columns.add(new Column(
                    row.getString(3), row.getString(4).equals("YES"), row.getString(5), null, row.getString(6)).generatedAs(row.getString(7)));
        }
    }

    /** A temporary table may have one of the same name. */
    private void readConstraint(ResultSet row) throws SQLException {
        TableName table = new TableName(row.getString(3), row.getString(4));
        if (tables.find(table) != null) {
            constraints.put(new Id(row.getString(1), row.getString(2)),
                    new Constraint(table, row.getString(5), row.getString(6).equals("YES")));
        }
    }

    private void readPart(ResultSet row) throws SQLException {
        Id id = new Id(row.getString(1), row.getString(2));
        Constraint constraint = constraints.get(id);
        if (constraint != null && constraint.table().equals(new TableName(row.getString(3), row.getString(4)))) {
            parts.computeIfAbsent(id, i -> new ArrayList<>()).add(new Part(row.getString(5), row.getInt(6)));
        }
    }

    private void readKey(ResultSet row, List<ForeignKey> keys) throws SQLException {
        Id id = new Id(row.getString(1), row.getString(2));
        Id unique = new Id(row.getString(3), row.getString(4));
        Constraint constraint = constraints.get(id);
        Constraint referenced = constraints.get(unique);
        if (constraint == null || referenced == null || !constraint.type().equals("FOREIGN KEY")) {
            return; // of a temporary table
        }
        List<Part> columns = parts.get(id);
        List<Part> referencedColumns = parts.get(unique);
        ReferentialAction rule = ReferentialAction.ofSql(row.getString(5)).orElse(ReferentialAction.NO_ACTION);
        Enforcement enforcement = !constraint.enforced() ? Enforcement.RESTING
                : rule == ReferentialAction.SET_DEFAULT ? Enforcement.UNCHECKED : Enforcement.FULL;
        keys.add(ForeignKey.pairing(id.name(), constraint.table(), columns.stream().map(Part::column).toList(),
                        referenced.table(),
                        columns.stream().map(part -> referencedColumns.get(part.referenced() - 1).column()).toList())
                .declared(rule)
                .enforcement(enforcement)
                .build());
    }

    private void readPrimaryKeys() {
        constraints.forEach((id, constraint) -> {
            CatalogBuilder.Draft table = tables.find(constraint.table());
            if (constraint.type().equals("PRIMARY KEY")) {
                table.primaryKey = parts.get(id).stream().map(Part::column).toList();
            }
        });
    }

    private void readIndexes(Connection connection) throws SQLException {
        record Index(boolean unique, List<String> columns, TableName table) {}
        Map<Id, Index> found = new LinkedHashMap<>();
        each(connection, INDEXES, row -> {
            boolean unique = row.getBoolean(6);
            TableName table = new TableName(row.getString(1), row.getString(2));
            if (tables.find(table) == null) {
                return; // of a temporary table
            }
            found.computeIfAbsent(new Id(row.getString(3), row.getString(4)), id -> new Index(unique, new ArrayList<>(), table))
                    .columns().add(row.getString(5));
        });
        found.values().forEach(index -> CatalogBuilder.addIndex(tables.find(index.table()), index.columns(), index.unique()));
    }

    /** What stands under it is named in full in its definition, which H2 wrote. */
    private void readView(ResultSet row) throws SQLException {
        CatalogBuilder.Draft view = tables.find(new TableName(row.getString(1), row.getString(2)));
        if (view != null) {
            PairsOfNames.in(row.getString(3), Lexis.H2).stream()
                    .map(pair -> new TableName(pair.schema(), pair.name()))
                    .filter(name -> Objects.nonNull(tables.find(name)))
                    .forEach(view.under::add);
        }
    }
}
