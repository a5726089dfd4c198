package org.cascadejdbc.engine.mysql;

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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * Reads MySQL's catalog in one query, whatever its size. Not {@code getExportedKeys}: Connector/J repeats its rows
 * for each unique key of the parent, and gives NO ACTION, RESTRICT and no rule alike.
 *
 * <p>What InnoDB does with a declared key: CASCADE and SET NULL as declared; SET DEFAULT is accepted and acts as NO ACTION.
 * From 9.6, with {@code innodb_native_foreign_keys=OFF}, a cascade of more than one level loses rows without an error
 * (shown by {@code MysqlForeignKeysOffIT}): there a CASCADE into a table whose rows others follow is not relied on.
 */
final class MysqlCatalog {
    static final String OWN = " NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')";

    private static final String VARIABLE = "0";
    private static final String COLUMN = "1";
    private static final String STAMP = "2";
    private static final String INDEX = "3";
    private static final String KEY = "4";
    private static final String UNDER_VIEW = "5";
    private static final String VIEW_SECURITY = "6";
    private static final int COLUMNS = 11;

    private record Id(TableName table, String name) {}

    private record Row(ResultSet at) {
        String text(int column) throws SQLException {
            return MysqlTexts.text(at, column);
        }
    }

    private record Pairs(TableName referenced, String rule, List<String> columns, List<String> referencedColumns) {}

    /** An index; a column by which rows are not found, or an expression, is {@code null}. */
    private record Found(boolean unique, boolean usable, List<String> columns, List<String> nullable) {}

    private final MysqlSyntax syntax;
    private final CatalogBuilder tables = new CatalogBuilder();
    /** By their names as they are compared. */
    private final Map<TableName, TableName> names = new HashMap<>();
    private final Map<Id, Found> indexes = new LinkedHashMap<>();
    private final Map<Id, Pairs> pairs = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final MysqlViews views;

    /** @param eyes with whose eyes */
    MysqlCatalog(MysqlSyntax syntax, MysqlEyes eyes) {
        this.syntax = syntax;
        this.views = new MysqlViews(eyes.user());
    }

    /** Of one collation, whatever {@code lower_case_table_names} is: else a union of them is an error (1271). */
    private static String name(String column) {
        return column + " COLLATE utf8mb3_bin";
    }

    /**
     * What a row is, schema, table, name, position and column; then what is peculiar to it. The stamps are read first:
     * if the schema changes meanwhile, they are too old for the rest, which shows.
     *
     * <p>A rule that the user may not see is taken for CASCADE: maybe the server deletes the table's rows, and then what is ours below
     * must go. No row goes by mistake: who may not see the rule may not delete from that table either.
     */
    private String query() {
        String rows = String.join(
                " UNION ALL ",
                "SELECT " + STAMP + " AS c1, s AS c2, t AS c3, '' AS c4, 0 AS c5, NULL AS c6, stamp AS c7, referenced AS c8, "
                        + "NULL AS c9, NULL AS c10, NULL AS c11 FROM (" + MysqlPlanGuard.STAMPS + ") AS stamps",
                "SELECT " + COLUMN + ", " + name("t.TABLE_SCHEMA") + ", " + name("t.TABLE_NAME")
                        + ", c.GENERATION_EXPRESSION, c.ORDINAL_POSITION, c.COLUMN_NAME, t.TABLE_TYPE, "
                        + "c.IS_NULLABLE, c.COLUMN_DEFAULT, c.EXTRA, "
                        + "CONCAT(c.COLUMN_TYPE, IFNULL(CONCAT(' collate ', c.COLLATION_NAME), '')) "
                        + "FROM information_schema.TABLES t "
                        + "JOIN information_schema.COLUMNS c ON " + syntax.equalNames("c.TABLE_SCHEMA", "t.TABLE_SCHEMA")
                        + " AND " + syntax.equalNames("c.TABLE_NAME", "t.TABLE_NAME") + " WHERE t.TABLE_SCHEMA" + OWN,
                "SELECT " + INDEX + ", " + name("TABLE_SCHEMA") + ", " + name("TABLE_NAME")
                        + ", INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, NON_UNIQUE, NULLABLE, SUB_PART, " + syntax.indexIsVisible()
                        + ", INDEX_TYPE FROM information_schema.STATISTICS WHERE TABLE_SCHEMA" + OWN,
                "SELECT " + KEY + ", " + name("k.TABLE_SCHEMA") + ", " + name("k.TABLE_NAME")
                        + ", k.CONSTRAINT_NAME, k.ORDINAL_POSITION, k.COLUMN_NAME, " + name("k.REFERENCED_TABLE_SCHEMA") + ", "
                        + name("k.REFERENCED_TABLE_NAME") + ", k.REFERENCED_COLUMN_NAME, "
                        + (syntax.hidesRules() ? "IFNULL(r.DELETE_RULE, 'CASCADE')" : "r.DELETE_RULE")
                        + ", NULL FROM information_schema.KEY_COLUMN_USAGE k " + (syntax.hidesRules() ? "LEFT " : "")
                        + "JOIN information_schema.REFERENTIAL_CONSTRAINTS r "
                        + "ON " + syntax.equalNames("r.CONSTRAINT_SCHEMA", "k.CONSTRAINT_SCHEMA") + " AND "
                        + syntax.equalNames("r.TABLE_NAME", "k.TABLE_NAME") + " "
                        + "AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE k.REFERENCED_TABLE_NAME IS NOT NULL "
                        + "AND k.TABLE_SCHEMA" + OWN,
                "SELECT " + UNDER_VIEW + ", " + name("vs") + ", " + name("v") + ", '', 0, NULL, " + name("s") + ", " + name("t")
                        + ", NULL, NULL, NULL FROM (" + syntax.underViews(OWN) + ") AS views",
                "SELECT " + VIEW_SECURITY + ", " + name("vs") + ", " + name("v") + ", '', 0, NULL, security, definer, NULL, NULL, NULL"
                        + " FROM (" + MysqlViews.SECURITY + ") AS security",
                "SELECT " + VARIABLE + ", '', VARIABLE_NAME, '', 0, NULL, VARIABLE_VALUE, NULL, NULL, NULL, NULL "
                        + "FROM " + syntax.variables()
                        + " WHERE VARIABLE_NAME IN ('innodb_native_foreign_keys', 'lower_case_table_names')");
        return IntStream.rangeClosed(1, COLUMNS)
                .mapToObj(i -> MysqlTexts.bytes("c" + i))
                .collect(Collectors.joining(", ", "SELECT ", " FROM (" + rows + ") AS catalog ORDER BY c1, c2, c3, c4, c5"));
    }

    KeyGraph read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(0); // the driver's URL may set another default, and tables would be missing
            try (ResultSet rows = statement.executeQuery(syntax.whole(query()))) {
                while (rows.next()) {
                    read(new Row(rows));
                }
            }
        }
        addIndexes();
        views.tell(tables);
        return new KeyGraph(tables.tables(), enforced(keys()), tableCase(), CaseRule.LOWERED);
    }

    private CaseRule tableCase() {
        return "0".equals(variables.get("lower_case_table_names")) ? CaseRule.SENSITIVE : CaseRule.LOWERED;
    }

    /** A table's name as its own row has it: where case does not matter, other rows may have it in another one. */
    private TableName named(String schema, String table) {
        TableName name = new TableName(schema, table);
        return tables.find(name) != null ? name : names.getOrDefault(folded(name), name);
    }

    private TableName folded(TableName name) {
        return new TableName(tableCase().key(name.schema()), tableCase().key(name.name()));
    }

    private void read(Row row) throws SQLException {
        if (row.text(1).equals(VARIABLE)) {
            variables.put(row.text(3).toLowerCase(Locale.ROOT), row.text(7));
            return;
        }
        TableName name = named(row.text(2), row.text(3));
        CatalogBuilder.Draft table = tables.find(name);
        switch (row.text(1)) {
            case COLUMN -> {
                Table.Kind kind = row.text(7).contains("VIEW") ? Table.Kind.VIEW : Table.Kind.ORDINARY;
                names.putIfAbsent(folded(name), name);
                tables.draft(name, 0, kind)
                        .columns
                        .add(new Column(
                                row.text(6), row.text(8).equals("YES"),
                                syntax.defaultExpression(row.text(9), row.text(10)), null,
                                MysqlType.definition(row.text(11), row.text(10)))
                                .generatedAs(row.text(4) == null || row.text(4).isEmpty() ? null : row.text(4)));
            }
            case STAMP -> {
                if (table != null) {
                    table.stamp = table.stamp.add(
                            MysqlPlanGuard.stamp(new BigInteger(row.text(7)), new BigInteger(row.text(8))));
                }
            }
            case INDEX -> readIndex(new Id(name, row.text(4)), row);
            case KEY -> {
                TableName referenced = named(row.text(7), row.text(8));
                String rule = row.text(10);
                Pairs key = pairs.computeIfAbsent(
                        new Id(name, row.text(4)),
                        id -> new Pairs(referenced, rule, new ArrayList<>(), new ArrayList<>()));
                key.columns().add(row.text(6));
                key.referencedColumns().add(row.text(9));
            }
            case UNDER_VIEW -> {
                if (table != null) {
                    under(row.text(7), row.text(8)).stream()
                            .filter(under -> tables.find(under) != null)
                            .forEach(table.under::add);
                }
            }
            case VIEW_SECURITY -> views.read(name, row.text(7), row.text(8));
            default -> throw new IllegalStateException(row.text(1));
        }
    }

    /** What stands under a view: a table, or all that are named in the view's definition, which the server wrote in full. */
    private List<TableName> under(String schemaOrDefinition, String table) {
        return table != null
                ? List.of(named(schemaOrDefinition, table))
                : PairsOfNames.in(schemaOrDefinition, Lexis.MYSQL).stream()
                        .map(pair -> named(pair.schema(), pair.name()))
                        .toList();
    }

    private void readIndex(Id id, Row row) throws SQLException {
        boolean unique = row.text(7).equals("0");
        boolean usable = row.text(10).equals("YES") && row.text(11).equals("BTREE");
        boolean whole = row.text(9) == null; // else only the value's beginning
        Found index = indexes.computeIfAbsent(
                id, i -> new Found(unique, usable, new ArrayList<>(), new ArrayList<>()));
        index.columns().add(whole ? row.text(6) : null);
        index.nullable().add(row.text(8));
    }

    /** A row's identity: the primary key, else the first unique key whose columns are whole and never NULL. */
    private void addIndexes() {
        indexes.forEach((id, index) -> {
            CatalogBuilder.Draft table = tables.find(id.table());
            if (table == null) {
                return;
            }
            boolean primary = id.name().equals("PRIMARY");
            boolean identifies =
                    index.unique() && !index.columns().contains(null) && !index.nullable().contains("YES");
            if (identifies && (primary || table.rowKey.isEmpty())) {
                table.rowKey = index.columns();
            }
            if (identifies && primary) {
                table.primaryKey = index.columns();
            }
            if (index.usable()) {
                CatalogBuilder.addIndex(table, index.columns(), index.unique());
            }
        });
    }

    private List<ForeignKey> keys() {
        List<ForeignKey> keys = new ArrayList<>();
        pairs.forEach((id, key) -> {
            if (tables.find(id.table()) == null || tables.find(key.referenced()) == null) {
                return; // the referenced table is missing: created with foreign_key_checks=0
            }
            ReferentialAction action = ReferentialAction.ofSql(key.rule()).orElse(ReferentialAction.NO_ACTION);
            Enforcement enforcement =
                    action == ReferentialAction.SET_DEFAULT ? Enforcement.CHECKED : Enforcement.FULL;
            keys.add(ForeignKey.pairing(id.name(), id.table(), key.columns(), key.referenced(), key.referencedColumns())
                    .declared(action)
                    .enforcement(enforcement)
                    .build());
        });
        return keys;
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
