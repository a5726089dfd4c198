package org.cascadejdbc.engine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Index;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/** Puts together tables whose columns arrive one row each. */
public final class CatalogBuilder {
    /** A table while its columns arrive. */
    public static final class Draft {
        public final TableName name;
        public final long id;
        final Table.Kind kind;
        public BigInteger stamp = BigInteger.ZERO;
        public final List<Column> columns = new ArrayList<>();
        public List<String> primaryKey = List.of();
        public List<String> rowKey = List.of();
        final List<Index> indexes = new ArrayList<>();
        public TableName parent;
        public final List<TableName> heirs = new ArrayList<>();
        public boolean triggers;
        public final List<TableName> under = new ArrayList<>();
        public final Set<Stranger> strangers = new LinkedHashSet<>();

        private Draft(TableName name, long id, Table.Kind kind) {
            this.name = name;
            this.id = id;
            this.kind = kind;
        }

        public Table.Kind kind() {
            return kind;
        }

        private Table table() {
            return new Table(name, id, stamp, columns, primaryKey, rowKey, indexes, kind, parent, heirs, triggers, under,
                    List.copyOf(strangers));
        }
    }

    private final Map<TableName, Draft> drafts = new LinkedHashMap<>();

    public Draft draft(TableName name, long id, Table.Kind kind) {
        return drafts.computeIfAbsent(name, n -> new Draft(n, id, kind));
    }

    /** Adds an index to a table unless no row is found by it; {@code null} is a column that does not count. */
    public static void addIndex(Draft table, List<String> columns, boolean unique) {
        List<String> plain = columns.stream().takeWhile(Objects::nonNull).toList();
        if (!plain.isEmpty()) {
            table.indexes.add(new Index(plain, unique && plain.size() == columns.size()));
        }
    }

    /** The draft with that name, or {@code null}. */
    public Draft find(TableName name) {
        return drafts.get(name);
    }

    public Iterable<Draft> drafts() {
        return drafts.values();
    }

    public List<Table> tables() {
        return drafts.values().stream().map(Draft::table).toList();
    }
}
