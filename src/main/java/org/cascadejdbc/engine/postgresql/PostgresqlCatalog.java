package org.cascadejdbc.engine.postgresql;

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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.driver.Pgjdbc;
import org.cascadejdbc.engine.CatalogBuilder;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.CaseRule;

/**
 * Reads PostgreSQL's catalog in a few queries and one round trip, whatever its size: {@code pg_class} with its columns,
 * {@code pg_constraint}, {@code pg_index}, and what there is of types. Not {@code getExportedKeys}: it does not know
 * {@code SET NULL (column)} nor {@code NOT ENFORCED}, and gives a partitioned table's keys once for each partition.
 */
final class PostgresqlCatalog {
    private static final String TABLES = PostgresqlText.ofTheServer("""
            SELECT c.oid, n.nspname, c.relname, c.relkind, i.inhparent, a.attname, a.attnotnull,
              CASE WHEN a.attidentity <> '' THEN (
                SELECT 'pg_catalog.nextval(CAST(' || q.objid::pg_catalog.text || ' AS pg_catalog.regclass))'
                FROM pg_catalog.pg_depend q WHERE q.refclassid = c.tableoid AND q.refobjid = c.oid
                  AND q.refobjsubid = a.attnum AND q.classid = c.tableoid AND q.deptype = 'i')
                WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END,
              CASE WHEN a.attcollation <> 0 THEN pg_catalog.quote_ident(cn.nspname::pg_catalog.text) || '.'
                || pg_catalog.quote_ident(co.collname::pg_catalog.text) END,
              CASE WHEN (c.relkind = 'r' OR c.relkind = 'f') AND c.relhassubclass THEN ARRAY(
                SELECT h.inhrelid::bigint FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid) END,
              a.atttypid,
              CASE WHEN c.relkind = 'v' THEN ARRAY(
                SELECT DISTINCT v.refobjid::bigint FROM pg_catalog.pg_rewrite w
                JOIN pg_catalog.pg_depend v ON v.classid = w.tableoid AND v.objid = w.oid
                  AND v.refclassid = c.tableoid AND v.refobjid <> c.oid
                WHERE w.ev_class = c.oid) END,
              st.stamp,
              pg_catalog.quote_ident(tn.nspname::pg_catalog.text) || '.' || pg_catalog.quote_ident(t.typname::pg_catalog.text)
                || COALESCE(pg_catalog.substring(pg_catalog.format_type(a.atttypid, a.atttypmod), '[(][^)]*[)]'), ''),
              CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_inherits i ON c.relispartition AND i.inhrelid = c.oid
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
            LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
            LEFT JOIN (%s) st ON st.oid = c.oid
            WHERE (c.relkind = 'r' OR c.relkind = 'p' OR c.relkind = 'v' OR c.relkind = 'f') AND n.nspname <> 'pg_catalog'
              AND n.nspname <> 'information_schema' AND n.nspname <> 'pg_toast'
              AND NOT pg_catalog.pg_is_other_temp_schema(n.oid) AND n.oid <> pg_catalog.pg_my_temp_schema()
            ORDER BY c.oid, a.attnum""").formatted(PostgresqlPlanGuard.stamps());

    /** A column of each row; without a name it is an expression, or compared by another collation than the table's. */
    private static final String INDEXES = PostgresqlText.ofTheServer("""
            SELECT x.indrelid, x.indexrelid, x.indisunique, a.attname
            FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace AND n.nspname <> 'pg_toast'
            JOIN pg_catalog.pg_am m ON m.oid = i.relam AND (m.amname = 'btree' OR m.amname = 'hash')
            CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(x.indkey::pg_catalog._int2),
              pg_catalog.unnest(x.indcollation::pg_catalog._oid)) WITH ORDINALITY u (n, coll, i)
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = u.n
              AND a.attcollation = u.coll
            WHERE x.indisvalid AND x.indpred IS NULL AND u.i <= x.indnkeyatts
            ORDER BY x.indexrelid, u.i""");

    /** By which names are folded and cut. */
    private static final String ENCODING = "SELECT pg_catalog.current_setting('server_encoding')";

    private final int version;
    private final PostgresqlEyes eyes;
    private final CatalogBuilder tables = new CatalogBuilder();
    private final Map<Long, CatalogBuilder.Draft> byOid = new HashMap<>();
    private final PostgresqlTypes types = new PostgresqlTypes();
    private final PostgresqlConstraints constraints;
    private final PostgresqlStrangers strangers = new PostgresqlStrangers();
    private CaseRule names;

    /**
     * @param version the server's major version
     * @param eyes with whose eyes
     */
    PostgresqlCatalog(int version, PostgresqlEyes eyes) {
        this.version = version;
        this.eyes = eyes;
        this.constraints = new PostgresqlConstraints(version, eyes, byOid, types);
    }

    /** What is asked, in this order. */
    Set<String> queries() {
        return readers().keySet();
    }

    private Map<String, Reader> readers() {
        PostgresqlTypeQueries ofTypes = new PostgresqlTypeQueries(types);
        Map<String, Reader> queries = new LinkedHashMap<>();
        queries.put(ENCODING, this::readEncoding);
        queries.put(PostgresqlTypeQueries.types(version), ofTypes::readTypes);
        queries.put(PostgresqlTypeQueries.OPERATORS, ofTypes::readOperators);
        queries.put(PostgresqlTypeQueries.RULES, ofTypes::readRules);
        queries.put(PostgresqlStrangersQuery.of(version, eyes), strangers::read);
        queries.put(TABLES, this::readTables);
        queries.put(constraints.query(), constraints::read);
        queries.put(INDEXES, this::readIndexes);
        return queries;
    }

    KeyGraph read(Connection connection) throws SQLException {
        Map<String, Reader> queries = readers();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(0); // the driver's URL may set another default, and there would be more round trips
            if (Pgjdbc.joinsStatements(connection)) {
                statement.execute(String.join(";\n", queries.keySet()));
                for (Reader reader : queries.values()) {
                    read(statement.getResultSet(), reader);
                    statement.getMoreResults();
                }
            } else {
                for (Map.Entry<String, Reader> query : queries.entrySet()) {
                    read(statement.executeQuery(query.getKey()), query.getValue());
                }
            }
        }
        return new KeyGraph(
                tables.tables(), constraints.keys(), names, names, new PostgresqlComparisons(types, constraints.comparisons()));
    }

    private void readEncoding(ResultSet row) throws SQLException {
        row.next();
        names = PostgresqlNames.caseRule(row.getString(1));
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
            draft.strangers.addAll(strangers.of(draft.id));
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
                String value = rows.getString(8);
                Optional<String> constant = value == null ? Optional.empty() : PostgresqlDefault.constant(value, rows.getString(14));
                draft.columns.add(new Column(rows.getString(6), !rows.getBoolean(7),
                        value == null ? null : "CAST((" + constant.orElse(PostgresqlDefault.NONE) + ") AS " + rows.getString(14) + ")",
                        rows.getString(9), rows.getString(11),
                        value != null && constant.isEmpty() ? Column.Origin.CHANGING : Column.Origin.CONSTANT)
                        .generatedAs(rows.getString(15)));
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
            case "f" -> Table.Kind.FOREIGN;
            default -> Table.Kind.ORDINARY;
        };
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
}
