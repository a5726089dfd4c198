package org.cascadejdbc.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.schema.ForeignKey.Enforcement;
import org.cascadejdbc.sql.CaseRule;

/**
 * A key graph for tests, written as on paper: {@code table("orders(id*, customer_id?)")} is a table with the primary
 * key {@code id} and a nullable column; {@code nativeKey("orders(customer_id) -> customer(id) CASCADE")} is a key that
 * the database carries out. Names without a schema are in {@link #SCHEMA}; a key's name is
 * {@code orders_customer_id} unless one is written before a colon.
 */
public final class Graphs {
    public static final String SCHEMA = "shop";

    private static final Pattern TABLE = Pattern.compile("([\\w.]+)\\((.*)\\)");
    private static final Pattern KEY =
            Pattern.compile("(?:(\\w+): )?([\\w.]+)\\((.*?)\\) -> ([\\w.]+)\\((.*?)\\) ([A-Z ]+?)(?: \\((.*)\\))?");

    private final Map<TableName, Table> tables = new LinkedHashMap<>();
    private final List<ForeignKey> keys = new ArrayList<>();

    private Graphs() {}

    public static Graphs graph() {
        return new Graphs();
    }

    public static TableName name(String written) {
        int dot = written.indexOf('.');
        return dot < 0
                ? new TableName(SCHEMA, written)
                : new TableName(written.substring(0, dot), written.substring(dot + 1));
    }

    /** Columns are not nullable unless a question mark follows; a star marks the primary key's, a hash integers. */
    public Graphs table(String text) {
        return add(text, Table.Kind.ORDINARY, null, List.of(), List.of());
    }

    public Graphs partitioned(String text) {
        return add(text, Table.Kind.PARTITIONED, null, List.of(), List.of());
    }

    public Graphs partition(String text, String whole) {
        return add(text, Table.Kind.ORDINARY, name(whole), List.of(), List.of());
    }

    /** A table from which those heirs inherit. */
    public Graphs inherited(String text, String... heirs) {
        return add(text, Table.Kind.ORDINARY, null, List.of(heirs), List.of());
    }

    /** A view, and what it is made of. */
    public Graphs view(String text, String... under) {
        return add(text, Table.Kind.VIEW, null, List.of(), List.of(under));
    }

    private Graphs add(String text, Table.Kind kind, TableName whole, List<String> heirs, List<String> under) {
        Matcher parts = matched(TABLE, text);
        List<Column> columns = new ArrayList<>();
        List<String> primaryKey = new ArrayList<>();
        for (String written : names(parts.group(2))) {
            String column = written.replaceAll("[*?#]", "");
            columns.add(new Column(column, written.contains("?"), column.startsWith("default") ? "7" : null,
                    null, written.contains("#") ? "int" : null));
            if (written.contains("*")) {
                primaryKey.add(column);
            }
        }
        TableName tableName = name(parts.group(1));
        tables.put(tableName,
                new Table(tableName, 100 + tables.size(), BigInteger.ONE, columns, primaryKey, primaryKey,
                        List.of(), kind, whole, heirs.stream().map(Graphs::name).toList(), false,
                        under.stream().map(Graphs::name).toList(), List.of()));
        return this;
    }

    /** An index of a table that is there, by these columns. */
    public Graphs index(String text) {
        return index(text, false);
    }

    public Graphs uniqueIndex(String text) {
        return index(text, true);
    }

    private Graphs index(String text, boolean unique) {
        Matcher parts = matched(TABLE, text);
        tables.computeIfPresent(name(parts.group(1)), (tableName, table) -> {
            List<Index> indexes = new ArrayList<>(table.indexes());
            indexes.add(new Index(names(parts.group(2)), unique));
            return new Table(tableName, table.id(), table.stamp(), table.columns(), table.primaryKey(), table.rowKey(),
                    indexes, table.kind(), table.parent(), table.heirs(), table.triggers(), table.under(),
                    table.strangers());
        });
        return this;
    }

    /** The database does what the rule says. */
    public Graphs nativeKey(String text) {
        return key(text, true, Enforcement.FULL);
    }

    /** The database refuses or deletes by the key, but not as the rule says. */
    public Graphs checkedKey(String text) {
        return key(text, true, Enforcement.CHECKED);
    }

    /** Declared, and ignored by the database. */
    public Graphs ignoredKey(String text) {
        return key(text, true, Enforcement.NONE);
    }

    /** Known from a relation only. */
    public Graphs virtualKey(String text) {
        return key(text, false, Enforcement.NONE);
    }

    /** Declared NO ACTION, with another rule by a relation. */
    public Graphs overriddenKey(String text) {
        key(text, true, Enforcement.FULL);
        ForeignKey key = keys.remove(keys.size() - 1);
        keys.add(ForeignKey.pairing(key.name(), key.referencing(), key.columns(), key.referenced(), key.referencedColumns())
                .declared(ReferentialAction.NO_ACTION)
                .action(key.action())
                .enforcement(key.enforcement())
                .setColumns(key.setColumns())
                .deferrability(key.deferrability())
                .build());
        return this;
    }

    private Graphs key(String text, boolean declared, Enforcement enforcement) {
        Matcher parts = matched(KEY, text);
        List<String> columns = names(parts.group(3));
        ReferentialAction action = ReferentialAction.ofSql(parts.group(6)).orElseThrow();
        TableName referencing = name(parts.group(2));
        String name = parts.group(1) != null ? parts.group(1) : referencing.name() + "_" + String.join("_", columns);
        keys.add(ForeignKey.pairing(name, referencing, columns, name(parts.group(4)), names(parts.group(5)))
                .declared(declared ? action : null)
                .action(action)
                .enforcement(enforcement)
                .setColumns(parts.group(7) != null ? names(parts.group(7)) : List.of())
                .build());
        return this;
    }

    public KeyGraph build() {
        return build(CaseRule.INSENSITIVE, CaseRule.INSENSITIVE);
    }

    public KeyGraph build(CaseRule tableCase, CaseRule columnCase) {
        return new KeyGraph(tables.values(), keys, tableCase, columnCase);
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(",\\s*")).toList();
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return matcher;
    }
}
