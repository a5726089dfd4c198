package org.cascadejdbc.dialect;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignKey.Enforcement;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.CaseRule;

/**
 * Reads MySQL's catalog in five queries, whatever its size. Not {@code getExportedKeys}: Connector/J repeats its rows
 * for each unique key of the parent, and gives NO ACTION, RESTRICT and no rule alike.
 *
 * <p>What InnoDB does with a declared key: CASCADE and SET NULL as declared; SET DEFAULT is accepted and acts as NO ACTION.
 * From 9.6, with {@code innodb_native_foreign_keys=OFF}, a cascade of more than one level loses rows without an error
 * (shown by {@code MysqlForeignKeysOffIT}): there a CASCADE into a table whose rows others follow is not relied on.
 */
final class MysqlCatalog {
    static final String OWN = " NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')";

    /** Overrides what the session's sql_select_limit cuts off (manual: "Server System Variables"). */
    static final String EVERY_ROW = " LIMIT 18446744073709551615";

    private static final String VIEW = "VIEW";

    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    private static final String TABLES = "SELECT t.TABLE_SCHEMA, t.TABLE_NAME, t.TABLE_TYPE, c.COLUMN_NAME, "
            + "c.IS_NULLABLE, c.COLUMN_DEFAULT, c.EXTRA, c.DATA_TYPE FROM information_schema.TABLES t JOIN information_schema.COLUMNS c "
            + "ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME WHERE t.TABLE_SCHEMA" + OWN
            + " ORDER BY t.TABLE_SCHEMA, t.TABLE_NAME, c.ORDINAL_POSITION" + EVERY_ROW;

    private static final String UNIQUE_KEYS = "SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, NULLABLE, "
            + "SUB_PART FROM information_schema.STATISTICS WHERE NON_UNIQUE = 0 AND TABLE_SCHEMA" + OWN
            + " ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME = 'PRIMARY' DESC, INDEX_NAME, SEQ_IN_INDEX" + EVERY_ROW;

    /** What references tables: keys and, under the rule VIEW, views. */
    private static final String KEYS = "SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, "
            + "k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.DELETE_RULE, "
            + "k.ORDINAL_POSITION "
            + "FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r "
            + "ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.TABLE_NAME = k.TABLE_NAME "
            + "AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE k.REFERENCED_TABLE_NAME IS NOT NULL "
            + "AND k.TABLE_SCHEMA" + OWN
            + " UNION ALL SELECT VIEW_SCHEMA, VIEW_NAME, '', NULL, TABLE_SCHEMA, TABLE_NAME, NULL, '" + VIEW + "', 0 "
            + "FROM information_schema.VIEW_TABLE_USAGE WHERE VIEW_SCHEMA" + OWN + " ORDER BY 1, 2, 3, 9" + EVERY_ROW;

    private static final String VARIABLES =
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('innodb_native_foreign_keys', 'lower_case_table_names')";

    private final CatalogBuilder tables = new CatalogBuilder();
    private final Map<String, String> variables = new LinkedHashMap<>();

    KeyGraph read(Connection connection) throws SQLException {
        List<ForeignKey> keys;
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(0); // the driver's URL may set another default, and tables would be missing
            Map<TableName, BigInteger> stamps = new HashMap<>();
            // First of all: if the schema changes meanwhile, they are too old for the rest, which shows.
            try (ResultSet rows = statement.executeQuery(MysqlPremise.STAMPS)) {
                while (rows.next()) {
                    stamps.put(
                            new TableName(rows.getString(1), rows.getString(2)), rows.getBigDecimal(3).toBigInteger());
                }
            }
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    Table.Kind kind = rows.getString(3).contains("VIEW") ? Table.Kind.VIEW : Table.Kind.ORDINARY;
                    tables.draft(new TableName(rows.getString(1), rows.getString(2)), 0, kind)
                            .columns
                            .add(new Column(
                                    rows.getString(4), rows.getString(5).equals("YES"),
                                    defaultExpression(rows.getString(6), rows.getString(7)), null,
                                    INTEGERS.contains(rows.getString(8)) ? rows.getString(8) : null));
                }
            }
            stamps.forEach((name, stamp) -> {
                if (tables.find(name) != null) {
                    tables.find(name).stamp = stamp;
                }
            });
            try (ResultSet rows = statement.executeQuery(UNIQUE_KEYS)) {
                readUniqueKeys(rows);
            }
            try (ResultSet rows = statement.executeQuery(KEYS)) {
                keys = readKeys(rows);
            }
            try (ResultSet rows = statement.executeQuery(VARIABLES)) {
                while (rows.next()) {
                    variables.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        CaseRule tableCase = "0".equals(variables.get("lower_case_table_names"))
                ? CaseRule.SENSITIVE
                : CaseRule.INSENSITIVE;
        return new KeyGraph(tables.tables(), enforced(keys), tableCase, CaseRule.INSENSITIVE);
    }

    /** The keyword for a literal, which the catalog has without its quotes; an expression has its own escaped. */
    private static String defaultExpression(String text, String extra) {
        return text != null && extra.contains("DEFAULT_GENERATED") ? "(" + text.replace("\\'", "'") + ")"
                : text == null ? null : MysqlRenderer.DEFAULT;
    }

    /** A row's identity: the primary key, else the first unique key whose columns are whole and never NULL. */
    private void readUniqueKeys(ResultSet rows) throws SQLException {
        record Index(TableName table, String name) {}
        Map<Index, List<String>> indexes = new LinkedHashMap<>();
        Set<Index> unfit = new HashSet<>();
        while (rows.next()) {
            Index index = new Index(new TableName(rows.getString(1), rows.getString(2)), rows.getString(3));
            String column = rows.getString(4);
            if (column == null || "YES".equals(rows.getString(5)) || rows.getString(6) != null) {
                unfit.add(index);
            } else {
                indexes.computeIfAbsent(index, i -> new ArrayList<>()).add(column);
            }
        }
        indexes.keySet().removeAll(unfit);
        indexes.forEach((index, columns) -> {
            CatalogBuilder.Draft table = tables.find(index.table());
            if (table != null && table.rowKey.isEmpty()) {
                table.rowKey = columns;
            }
            if (table != null && index.name().equals("PRIMARY")) {
                table.primaryKey = columns;
            }
        });
    }

    private List<ForeignKey> readKeys(ResultSet rows) throws SQLException {
        record Id(TableName table, String name) {}
        record Pairs(TableName referenced, String rule, List<String> columns, List<String> referencedColumns) {}
        Map<Id, Pairs> found = new LinkedHashMap<>();
        while (rows.next()) {
            Id id = new Id(new TableName(rows.getString(1), rows.getString(2)), rows.getString(3));
            TableName referenced = new TableName(rows.getString(5), rows.getString(6));
            String rule = rows.getString(8);
            if (rule.equals(VIEW)) {
                addUnderView(id.table(), referenced);
                continue;
            }
            Pairs pairs = found.computeIfAbsent(
                    id, i -> new Pairs(referenced, rule, new ArrayList<>(), new ArrayList<>()));
            pairs.columns().add(rows.getString(4));
            pairs.referencedColumns().add(rows.getString(7));
        }
        List<ForeignKey> keys = new ArrayList<>();
        found.forEach((id, pairs) -> {
            if (tables.find(id.table()) == null || tables.find(pairs.referenced()) == null) {
                return; // the referenced table is missing: created with foreign_key_checks=0
            }
            ReferentialAction action = ReferentialAction.ofSql(pairs.rule()).orElse(ReferentialAction.NO_ACTION);
            Enforcement enforcement =
                    action == ReferentialAction.SET_DEFAULT ? Enforcement.CHECKED : Enforcement.FULL;
            keys.add(new ForeignKey(id.name(), id.table(), pairs.columns(), pairs.referenced(),
                    pairs.referencedColumns(), action, action, enforcement, pairs.columns(),
                    ForeignKey.Deferrability.NOT_DEFERRABLE));
        });
        return keys;
    }

    private void addUnderView(TableName view, TableName table) {
        CatalogBuilder.Draft draft = tables.find(view);
        if (draft != null && tables.find(table) != null) {
            draft.under.add(table);
        }
    }

    private List<ForeignKey> enforced(List<ForeignKey> keys) {
        if (!"OFF".equals(variables.get("innodb_native_foreign_keys"))) {
            return keys;
        }
        Set<TableName> followed = new HashSet<>();
        keys.stream().filter(key -> key.action().acts()).forEach(key -> followed.add(key.referenced()));
        return keys.stream()
                .map(key -> key.action() == ReferentialAction.CASCADE && followed.contains(key.referencing())
                        ? key.withEnforcement(Enforcement.CHECKED)
                        : key)
                .toList();
    }
}
