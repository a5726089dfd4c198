package org.cascadejdbc.engine.postgresql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.engine.CatalogBuilder;
import org.cascadejdbc.schema.Comparison;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignKey.Deferrability;
import org.cascadejdbc.schema.ForeignKey.Enforcement;
import org.cascadejdbc.schema.ReferentialAction;

/** Reads primary and foreign keys from PostgreSQL's catalog, when its tables have been read. */
final class PostgresqlConstraints {
    /**
     * Of each key whether any of the triggers by which its rule is carried out acts, and whether any does not. A partitioned
     * table's are on its partitions, with constraints of their own. Some may act and others not: such a key is the database's.
     */
    private static final String ACTING = """
            WITH RECURSIVE parts (key, part) AS (
              SELECT k.oid, k.oid FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0
              UNION ALL
              SELECT p.key, s.oid FROM parts p JOIN pg_catalog.pg_constraint s ON s.conparentid = p.part),
            acting (key, any_acts) AS (
              SELECT p.key, pg_catalog.bool_or(t.tgenabled = 'A' OR t.tgenabled = '%s') FROM parts p
              JOIN pg_catalog.pg_trigger t ON t.tgconstraint = p.part AND t.tgtype & 8 <> 0
              JOIN pg_catalog.pg_class r ON r.oid = t.tgrelid AND r.relkind <> 'p'
              GROUP BY p.key)
            """;

    private final int version;
    private final PostgresqlEyes eyes;
    private final Map<Long, CatalogBuilder.Draft> tables;
    private final PostgresqlTypes types;
    private final List<ForeignKey> keys = new ArrayList<>();
    private final Map<PostgresqlComparisons.Constraint, List<Comparison>> comparisons = new HashMap<>();

    /** @param tables those that were read, by their oids; their primary keys are added */
    PostgresqlConstraints(
            int version, PostgresqlEyes eyes, Map<Long, CatalogBuilder.Draft> tables, PostgresqlTypes types) {
        this.version = version;
        this.eyes = eyes;
        this.tables = tables;
        this.types = types;
    }

    List<ForeignKey> keys() {
        return keys;
    }

    /** How they compare. */
    Map<PostgresqlComparisons.Constraint, List<Comparison>> comparisons() {
        return comparisons;
    }

    /** Keys of partitions that only repeat their table's key ({@code conparentid}) are left out. */
    String query() {
        return PostgresqlText.ofTheServer(ACTING.formatted(eyes.replica() ? "R" : "O")
                + "SELECT k.contype, k.conname, k.conrelid, k.confrelid, k.confdeltype, k.condeferrable, k.condeferred, "
                + names("k.conkey", "k.conrelid") + ", " + names("k.confkey", "k.confrelid") + ", "
                + (version >= 15 ? names("k.confdelsetcols", "k.conrelid") : "NULL") + ", "
                + (version >= 18 ? "k.conenforced" : "true") + ", COALESCE(acting.any_acts, true), "
                + "k.conpfeqop, k.conppeqop, k.conffeqop, "
                + types("k.confkey", "k.confrelid") + ", " + types("k.conkey", "k.conrelid") + ", "
                + (version >= 18 ? "k.conperiod" : "false")
                + " FROM pg_catalog.pg_constraint k LEFT JOIN acting ON acting.key = k.oid"
                + " WHERE (k.contype = 'p' OR k.contype = 'f') AND k.conparentid = 0 ORDER BY k.oid");
    }

    private static String names(String numbers, String relation) {
        return "(SELECT pg_catalog.array_agg(a.attname::pg_catalog.text ORDER BY u.i)" + columns(numbers, relation);
    }

    private static String types(String numbers, String relation) {
        return "(SELECT pg_catalog.array_agg(a.atttypid ORDER BY u.i)" + columns(numbers, relation);
    }

    private static String columns(String numbers, String relation) {
        return " FROM pg_catalog.unnest(" + numbers + ") WITH ORDINALITY u (n, i)"
                + " JOIN pg_catalog.pg_attribute a ON a.attrelid = " + relation + " AND a.attnum = u.n)";
    }

    void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            constraint(rows);
        }
    }

    private void constraint(ResultSet row) throws SQLException {
        CatalogBuilder.Draft table = tables.get(row.getLong(3));
        if (table == null) {
            return; // of a system table
        }
        List<String> columns = strings(row.getArray(8));
        if (row.getString(1).equals("p")) {
            table.primaryKey = columns;
            table.rowKey = columns;
            return;
        }
        CatalogBuilder.Draft referenced = tables.get(row.getLong(4));
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
        keys.add(ForeignKey.pairing(row.getString(2), table.name, columns, referenced.name, strings(row.getArray(9)))
                .declared(action)
                .enforcement(enforcement(row.getBoolean(11), row.getBoolean(12)))
                .setColumns(setColumns)
                .deferrability(deferrability)
                .build());
        comparisons.put(new PostgresqlComparisons.Constraint(table.name, row.getString(2)), comparisons(row));
    }

    /** Those of the key's pairs; none of a key with PERIOD, whose last pair does not compare for equality. */
    private List<Comparison> comparisons(ResultSet row) throws SQLException {
        List<Long> equal = oids(row.getArray(13));
        List<Long> referenced = oids(row.getArray(14));
        List<Long> referencing = oids(row.getArray(15));
        List<Long> referencedTypes = oids(row.getArray(16));
        List<Long> referencingTypes = oids(row.getArray(17));
        List<Comparison> found = new ArrayList<>();
        for (int i = 0; i < equal.size() && !row.getBoolean(18); i++) {
            types.by(equal.get(i), referenced.get(i), referencing.get(i), referencedTypes.get(i), referencingTypes.get(i))
                    .ifPresent(found::add);
        }
        return found.size() == equal.size() ? found : List.of();
    }

    private static List<Long> oids(Array array) throws SQLException {
        return array == null ? List.of() : List.of((Long[]) array.getArray());
    }

    /** What is NOT ENFORCED was never switched off, unless the session has switched all off. */
    private Enforcement enforcement(boolean enforced, boolean acts) {
        if (!enforced) {
            return eyes.replica() ? Enforcement.RESTING : Enforcement.NONE;
        }
        return acts ? Enforcement.FULL : Enforcement.RESTING;
    }

    private static List<String> strings(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
