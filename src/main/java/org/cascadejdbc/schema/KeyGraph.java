package org.cascadejdbc.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.sql.CaseRule;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.text.Shown;

/** The tables of a database and the foreign keys between them. Immutable. */
public final class KeyGraph {
    private final Map<TableName, Table> tables;
    private final List<ForeignKey> keys;
    private final Map<TableName, List<ForeignKey>> byReferenced = new HashMap<>();
    private final Map<TableName, List<ForeignKey>> byReferencing = new HashMap<>();
    /** By {@link CaseRule#key}, in the order of the tables. */
    private final Map<String, List<Table>> byKey = new HashMap<>();
    private final CaseRule tableCase;
    private final CaseRule columnCase;
    private final Comparisons comparisons;

    /** One whose keys compare by what is found as {@code =}. */
    public KeyGraph(
            Collection<Table> tables, Collection<ForeignKey> keys, CaseRule tableCase, CaseRule columnCase) {
        this(tables, keys, tableCase, columnCase, null);
    }

    /** @param comparisons how keys compare, or {@code null} where the database needs not be told */
    public KeyGraph(
            Collection<Table> tables,
            Collection<ForeignKey> keys,
            CaseRule tableCase,
            CaseRule columnCase,
            Comparisons comparisons) {
        Map<TableName, Table> byName = new LinkedHashMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        this.tables = Collections.unmodifiableMap(byName);
        this.keys = List.copyOf(keys);
        this.tableCase = tableCase;
        this.columnCase = columnCase;
        this.comparisons = comparisons;
        for (ForeignKey key : keys) {
            table(key.referencing());
            table(key.referenced());
            byReferenced.computeIfAbsent(key.referenced(), t -> new ArrayList<>()).add(key);
            byReferencing.computeIfAbsent(key.referencing(), t -> new ArrayList<>()).add(key);
        }
        for (Table table : this.tables.values()) {
            byKey.computeIfAbsent(tableCase.key(table.name().name()), k -> new ArrayList<>()).add(table);
        }
    }

    /** The same, where the database does nothing about keys unless it is told to. */
    public KeyGraph withoutEnforcement() {
        return withKeys(keys.stream()
                .map(key -> key.mismatched() ? key : key.withEnforcement(ForeignKey.Enforcement.NONE))
                .toList());
    }

    /** The same, as on a session that has switched keys off on purpose. */
    public KeyGraph switchedOff() {
        return withKeys(keys.stream().map(key -> key.withEnforcement(ForeignKey.Enforcement.RESTING)).toList());
    }

    /** The same without the keys that rest, by which nothing happens. */
    public KeyGraph withoutResting() {
        return keys.stream().noneMatch(ForeignKey::resting)
                ? this
                : withKeys(keys.stream().filter(key -> !key.resting()).toList());
    }

    /**
     * The same, where no cascade may come to the rows of such tables, nor to those of their parts: keys that would delete or
     * change them refuse.
     */
    public KeyGraph protecting(List<TablePattern> patterns) {
        return patterns.isEmpty()
                ? this
                : withKeys(keys.stream()
                        .map(key -> key.action().acts() && isAnyOf(patterns, key.referencing()) ? key.withholding() : key)
                        .toList());
    }

    /** The same, where these roles are no strangers. */
    public KeyGraph trusting(Collection<String> roles) {
        return roles.isEmpty()
                ? this
                : new KeyGraph(
                        tables.values().stream()
                                .map(table -> table.withStrangers(table.strangers().stream()
                                        .filter(stranger -> !roles.contains(stranger.role()))
                                        .toList()))
                                .toList(),
                        keys, tableCase, columnCase, comparisons);
    }

    private boolean isAnyOf(List<TablePattern> patterns, TableName table) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.matches(table)
                        || partsAndHeirs(table).stream().anyMatch(pattern::matches));
    }

    /** The same tables with other keys. */
    public KeyGraph withKeys(Collection<ForeignKey> newKeys) {
        return new KeyGraph(tables.values(), newKeys, tableCase, columnCase, comparisons);
    }

    /** How keys compare, where the database has to be told. */
    public Optional<Comparisons> comparisons() {
        return Optional.ofNullable(comparisons);
    }

    public Collection<Table> tables() {
        return tables.values();
    }

    public List<ForeignKey> keys() {
        return keys;
    }

    /** The table with that name, which must exist. */
    public Table table(TableName name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no table " + Shown.text(name));
        }
        return table;
    }

    /**
     * The keys that come into play when a row is deleted from that table: those that reference it and, where it is
     * a partition, those that reference the table which it is a part of.
     */
    public List<ForeignKey> referencing(TableName referenced) {
        List<ForeignKey> found = new ArrayList<>();
        for (TableName name = referenced; name != null; name = table(name).parent()) {
            found.addAll(byReferenced.getOrDefault(name, List.of()));
        }
        return Collections.unmodifiableList(found);
    }

    /** The keys that the table itself has. */
    public List<ForeignKey> keysOf(TableName referencing) {
        return Collections.unmodifiableList(byReferencing.getOrDefault(referencing, List.of()));
    }

    /** Whether rows that reference a given one are found by an index, in whatever parts; a foreign table's are its server's. */
    public boolean isIndexed(ForeignKey key) {
        Table referencing = table(key.referencing());
        if (isIndexed(referencing, key.columns()) || !referencing.partitioned()) {
            return isIndexed(referencing, key.columns());
        }
        return partsAndHeirs(referencing.name()).stream()
                .map(this::table)
                .allMatch(part -> part.partitioned() || isIndexed(part, key.columns()));
    }

    /** Whether a row references no more than one row by that key, as far as is known: a relation may say otherwise. */
    public boolean referencesUnique(ForeignKey key) {
        Table table = table(key.referenced());
        return (!table.rowKey().isEmpty() && key.referencedColumns().containsAll(table.rowKey()))
                || table.indexes().stream()
                        .anyMatch(index -> index.unique() && key.referencedColumns().containsAll(index.columns()));
    }

    private static boolean isIndexed(Table table, List<String> columns) {
        return table.kind() == Table.Kind.FOREIGN || table.indexes().stream().anyMatch(index -> index.serves(columns));
    }

    /** The keys by which rows of these tables reference rows of these tables. */
    public Set<ForeignKey> keysBetween(Collection<Table> some) {
        Set<TableName> names = some.stream().map(Table::name).collect(Collectors.toSet());
        return names.stream()
                .flatMap(name -> keysOf(name).stream())
                .filter(key -> names.contains(key.referenced()))
                .collect(Collectors.toSet());
    }

    /**
     * Whether any row can be made to reference itself by that key, and by no other one a row that is not there: without a
     * change of what it is referenced by, and of what is unique, be it for a moment.
     */
    public boolean canReferenceItself(ForeignKey key) {
        return key.selfReference()
                && Collections.disjoint(key.columns(), key.referencedColumns())
                && table(key.referencing()).indexes().stream()
                        .noneMatch(index -> index.unique() && !Collections.disjoint(index.columns(), key.columns()))
                && table(key.referenced()).clearable(key.referencedColumns()).isEmpty()
                && keysOf(key.referencing()).stream().noneMatch(other -> other.watched() && !other.equals(key)
                        && !Collections.disjoint(other.columns(), key.columns()));
    }

    /** Whether the database knows rows to reference others by one of these columns, and lets nobody change it then. */
    public boolean isWatched(TableName table, Collection<String> columns) {
        return referencing(table).stream()
                .anyMatch(key -> key.watched() && !Collections.disjoint(key.referencedColumns(), columns));
    }

    /**
     * The columns by whose NULL a row that goes lets go of another one: if possible none by which other rows are known to
     * reference it.
     */
    public List<String> releasable(ForeignKey key) {
        List<String> clearable = table(key.referencing()).clearable(key.columns());
        List<String> free = clearable.stream()
                .filter(column -> !isWatched(key.referencing(), List.of(column)))
                .toList();
        return free.isEmpty() ? clearable : free;
    }

    /** Whether the database, by itself, may delete rows of that table when rows of one of the others go. */
    public boolean mayCascadeInto(TableName table, Collection<Table> others) {
        return others.stream()
                .flatMap(other -> referencing(other.name()).stream())
                .anyMatch(key -> key.referencing().equals(table)
                        && key.watched()
                        && key.declared() == ReferentialAction.CASCADE);
    }

    /** The keys that reference a partition of that table rather than the table. */
    public List<ForeignKey> referencingPartitionsOf(TableName table) {
        if (!table(table).partitioned()) {
            return List.of();
        }
        return keys.stream()
                .filter(key -> !key.referenced().equals(table) && isPartOf(key.referenced(), table))
                .toList();
    }

    /** Whether every row of {@code part} is one of {@code whole}: the same table, or a partition of it at any depth. */
    public boolean isPartOf(TableName part, TableName whole) {
        for (TableName name = part; name != null; name = table(name).parent()) {
            if (name.equals(whole)) {
                return true;
            }
        }
        return false;
    }

    /** The tables whose rows are that table's, too: its partitions at any depth, else those that inherit from it. */
    public List<TableName> partsAndHeirs(TableName table) {
        return table(table).partitioned()
                ? tables.keySet().stream().filter(part -> !part.equals(table) && isPartOf(part, table)).toList()
                : table(table).heirs();
    }

    /** The tables that a DELETE from that view may reach: those under it, through other views, no view among them. */
    public Set<TableName> tablesUnder(TableName view) {
        Set<TableName> found = new LinkedHashSet<>();
        Set<TableName> seen = new HashSet<>(Set.of(view));
        Deque<TableName> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (TableName name : table(open.remove()).under()) {
                if (table(name).kind() != Table.Kind.VIEW) {
                    found.add(name);
                } else if (seen.add(name)) {
                    open.add(name);
                }
            }
        }
        return Collections.unmodifiableSet(found);
    }

    /** The table that has that {@link Table#id}. */
    public Optional<Table> withId(long id) {
        return tables.values().stream().filter(table -> table.id() == id).findFirst();
    }

    /** The tables that a name may mean, in whatever schema; a qualifier narrows it. */
    public List<Table> candidates(QualifiedName name) {
        return byKey.getOrDefault(tableCase.key(name.name()), List.of()).stream()
                .filter(table -> name.qualifier()
                        .map(schema -> tableCase.matches(schema, table.name().schema()))
                        .orElse(true))
                .toList();
    }

    /** Whether that table is in what the database calls {@code schema}, though perhaps in another case. */
    public boolean isSchema(String schema, Table table) {
        return tableCase.key(schema).equals(tableCase.key(table.name().schema()));
    }

    /** The column that was meant, in that table. */
    public Optional<Column> column(Table table, Name column) {
        return table.columns().stream().filter(each -> columnCase.matches(column, each.name())).findFirst();
    }
}
