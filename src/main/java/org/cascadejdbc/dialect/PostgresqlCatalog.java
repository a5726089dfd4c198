package org.cascadejdbc.dialect;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignKey.Deferrability;
import org.cascadejdbc.schema.ForeignKey.Enforcement;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.CaseRule;

/**
 * Reads PostgreSQL's catalog in three queries and one round trip, whatever its size: {@code pg_class} with its columns,
 * {@code pg_constraint}, and {@code pg_index}. Not {@code getExportedKeys}: it does not know {@code SET NULL (column)} nor
 * {@code NOT ENFORCED}, and gives a partitioned table's keys once for each partition.
 */
final class PostgresqlCatalog {
    /** The {@link Surroundings#catalogVersion} of sessions in which other triggers act. */
    static final String REPLICA = "replica";

    /**
     * Of each key whether any of the triggers by which its rule is carried out acts, and whether any does not. A partitioned
     * table's are on its partitions, with constraints of their own. Some may act and others not: such a key is the database's.
     */
    private static final String ACTING = """
            WITH RECURSIVE parts (key, part) AS (
              SELECT oid, oid FROM pg_catalog.pg_constraint WHERE contype = 'f' AND conparentid = 0
              UNION ALL
              SELECT p.key, s.oid FROM parts p JOIN pg_catalog.pg_constraint s ON s.conparentid = p.part),
            acting (key, any_acts) AS (
              SELECT p.key, bool_or(t.tgenabled IN (%s)) FROM parts p
              JOIN pg_catalog.pg_trigger t ON t.tgconstraint = p.part AND t.tgtype & 8 <> 0
              JOIN pg_catalog.pg_class r ON r.oid = t.tgrelid AND r.relkind <> 'p'
              GROUP BY p.key)
            """;

    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, i.inhparent, a.attname, a.attnotnull,
              CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
              CASE WHEN a.attcollation <> 0 THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END,
              CASE WHEN c.relkind = 'r' AND c.relhassubclass THEN ARRAY(
                SELECT h.inhrelid::bigint FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid) END,
              b.typname,
              CASE WHEN c.relkind = 'v' THEN ARRAY(
                SELECT DISTINCT v.refobjid::bigint FROM pg_catalog.pg_rewrite w
                JOIN pg_catalog.pg_depend v ON v.classid = 'pg_catalog.pg_rewrite'::regclass AND v.objid = w.oid
                  AND v.refclassid = 'pg_catalog.pg_class'::regclass AND v.refobjid <> c.oid
                WHERE w.ev_class = c.oid) END,
              st.stamp
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_inherits i ON c.relispartition AND i.inhrelid = c.oid
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
            LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
            LEFT JOIN (%s) st ON st.oid = c.oid
            WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
              AND NOT pg_is_other_temp_schema(n.oid) AND n.oid <> pg_my_temp_schema()
            ORDER BY c.oid, a.attnum""".formatted(PostgresqlPremise.stamps());

    /** A column of each row; without a name it is an expression, or compared by another collation than the table's. */
    private static final String INDEXES = """
            SELECT x.indrelid, x.indexrelid, x.indisunique, a.attname
            FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid AND i.relnamespace <> 'pg_toast'::regnamespace
            JOIN pg_catalog.pg_am m ON m.oid = i.relam AND m.amname IN ('btree', 'hash')
            CROSS JOIN LATERAL unnest(x.indkey::int2[], x.indcollation::oid[]) WITH ORDINALITY u (n, coll, i)
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = u.n
              AND a.attcollation = u.coll
            WHERE x.indisvalid AND x.indpred IS NULL AND u.i <= x.indnkeyatts
            ORDER BY x.indexrelid, u.i""";

    private final int version;
    private final boolean replica;
    private final CatalogBuilder tables = new CatalogBuilder();
    private final Map<Long, CatalogBuilder.Draft> byOid = new HashMap<>();
    private final List<ForeignKey> keys = new ArrayList<>();

    /**
     * @param version the server's major version
     * @param replica whether the session's {@code session_replication_role} is replica, which says what triggers act
     */
    PostgresqlCatalog(int version, boolean replica) {
        this.version = version;
        this.replica = replica;
    }

    KeyGraph read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(0); // the driver's URL may set another default, and there would be more round trips
            if (Pgjdbc.joinsStatements(connection)) {
                statement.execute(String.join(";\n", TABLES, constraints(), INDEXES));
                read(statement.getResultSet(), this::readTables);
                statement.getMoreResults();
                read(statement.getResultSet(), this::readConstraints);
                statement.getMoreResults();
                read(statement.getResultSet(), this::readIndexes);
            } else {
                read(statement.executeQuery(TABLES), this::readTables);
                read(statement.executeQuery(constraints()), this::readConstraints);
                read(statement.executeQuery(INDEXES), this::readIndexes);
            }
        }
        return new KeyGraph(
                tables.tables(), keys, CaseRule.LOWER_UNLESS_QUOTED, CaseRule.LOWER_UNLESS_QUOTED);
    }

    @FunctionalInterface
    private interface Reader {
        void read(ResultSet rows) throws SQLException;
    }

    private static void read(ResultSet rows, Reader reader) throws SQLException {
        try (rows) {
            reader.read(rows);
        }
    }

    private void readTables(ResultSet rows) throws SQLException {
        Map<CatalogBuilder.Draft, Long> parents = new HashMap<>();
        Map<CatalogBuilder.Draft, Long[]> heirs = new HashMap<>();
        Map<CatalogBuilder.Draft, Long[]> under = new HashMap<>();
        while (rows.next()) {
            TableName name = new TableName(rows.getString(2), rows.getString(3));
            CatalogBuilder.Draft draft = tables.draft(name, rows.getLong(1), kind(rows.getString(4)));
            byOid.put(draft.id, draft);
            draft.stamp = rows.getBigDecimal(13).toBigInteger();
            if (rows.getLong(5) != 0) {
                parents.put(draft, rows.getLong(5));
            }
            if (rows.getArray(10) != null) {
                heirs.put(draft, (Long[]) rows.getArray(10).getArray());
            }
            if (rows.getArray(12) != null) {
                under.put(draft, (Long[]) rows.getArray(12).getArray());
            }
            if (rows.getString(6) != null) {
                draft.columns.add(new Column(
                        rows.getString(6), !rows.getBoolean(7), rows.getString(8), rows.getString(9),
                        rows.getString(11)));
            }
        }
        parents.forEach((draft, oid) -> draft.parent = byOid.get(oid).name);
        heirs.forEach((draft, oids) -> draft.heirs.addAll(known(oids)));
        under.forEach((draft, oids) -> draft.under.addAll(known(oids)));
    }

    private List<TableName> known(Long[] oids) {
        return Stream.of(oids).map(byOid::get).filter(Objects::nonNull).map(draft -> draft.name).toList();
    }

    private static Table.Kind kind(String relkind) {
        return switch (relkind) {
            case "p" -> Table.Kind.PARTITIONED;
            case "v" -> Table.Kind.VIEW;
            default -> Table.Kind.ORDINARY;
        };
    }

    /** Keys of partitions that only repeat their table's key ({@code conparentid}) are left out. */
    private String constraints() {
        return ACTING.formatted(replica ? "'R', 'A'" : "'O', 'A'") + "SELECT k.contype, k.conname, k.conrelid, k.confrelid, k.confdeltype, k.condeferrable, k.condeferred, "
                + names("k.conkey", "k.conrelid") + ", " + names("k.confkey", "k.confrelid") + ", "
                + (version >= 15 ? names("k.confdelsetcols", "k.conrelid") : "NULL") + ", "
                + (version >= 18 ? "k.conenforced" : "true") + ", COALESCE(acting.any_acts, true)"
                + " FROM pg_catalog.pg_constraint k LEFT JOIN acting ON acting.key = k.oid WHERE k.contype IN ('p', 'f') AND k.conparentid = 0 ORDER BY k.oid";
    }

    private static String names(String numbers, String relation) {
        return "(SELECT array_agg(a.attname::text ORDER BY u.i) FROM unnest(" + numbers
                + ") WITH ORDINALITY u (n, i) JOIN pg_catalog.pg_attribute a ON a.attrelid = " + relation
                + " AND a.attnum = u.n)";
    }

    private void readConstraints(ResultSet rows) throws SQLException {
        while (rows.next()) {
            constraint(rows);
        }
    }

    private void constraint(ResultSet row) throws SQLException {
        CatalogBuilder.Draft table = byOid.get(row.getLong(3));
        if (table == null) {
            return; // of a system table
        }
        List<String> columns = strings(row.getArray(8));
        if (row.getString(1).equals("p")) {
            table.primaryKey = columns;
            table.rowKey = columns;
            return;
        }
        CatalogBuilder.Draft referenced = byOid.get(row.getLong(4));
        if (referenced == null) {
            return;
        }
        ReferentialAction action = switch (row.getString(5)) {
            case "c" -> ReferentialAction.CASCADE;
            case "n" -> ReferentialAction.SET_NULL;
            case "d" -> ReferentialAction.SET_DEFAULT;
            case "r" -> ReferentialAction.RESTRICT;
            default -> ReferentialAction.NO_ACTION;
        };
        List<String> setColumns = strings(row.getArray(10));
        Deferrability deferrability = !row.getBoolean(6)
                ? Deferrability.NOT_DEFERRABLE
                : row.getBoolean(7) ? Deferrability.INITIALLY_DEFERRED : Deferrability.INITIALLY_IMMEDIATE;
        keys.add(new ForeignKey(row.getString(2), table.name, columns, referenced.name, strings(row.getArray(9)),
                action, action, enforcement(row.getBoolean(11), row.getBoolean(12)),
                setColumns.isEmpty() ? columns : setColumns, deferrability));
    }

    /** What is NOT ENFORCED was never switched off, unless the session has switched all off. */
    private Enforcement enforcement(boolean enforced, boolean acts) {
        if (!enforced) {
            return replica ? Enforcement.RESTING : Enforcement.NONE;
        }
        return acts ? Enforcement.FULL : Enforcement.RESTING;
    }

    private void readIndexes(ResultSet rows) throws SQLException {
        record Found(CatalogBuilder.Draft table, boolean unique, List<String> columns) {}
        Map<Long, Found> found = new LinkedHashMap<>();
        while (rows.next()) {
            CatalogBuilder.Draft table = byOid.get(rows.getLong(1));
            if (table != null) { // else of a system table
                boolean unique = rows.getBoolean(3);
                found.computeIfAbsent(rows.getLong(2), oid -> new Found(table, unique, new ArrayList<>()))
                        .columns()
                        .add(rows.getString(4));
            }
        }
        found.values().forEach(index -> CatalogBuilder.addIndex(index.table(), index.columns(), index.unique()));
    }

    private static List<String> strings(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
