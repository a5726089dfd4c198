package org.cascadejdbc;

import java.util.List;
import java.util.Map;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.text.Json;
import org.cascadejdbc.text.Shown;

/**
 * A foreign key as it holds on the connections of a DataSource. Immutable.
 *
 * @param name the constraint's name, or a speaking one where it has none
 * @param referencingTable the table whose rows reference others, with its schema
 * @param columns its columns, in the key's order
 * @param referencedTable the table whose rows are referenced, with its schema
 * @param referencedColumns its columns, each for the one of {@code columns} in the same place
 * @param declaredRule what the database's catalog says, or {@code null} for a virtual key, which only a relation declares
 * @param rule what holds: the declared rule, unless a relation or an option says otherwise
 * @param carriedOutByDatabase whether the database itself does what {@code rule} says; else we do. What only refuses is
 *     left to the database under every option. A DELETE that reaches other keys may need us for this one, too, which
 *     {@code EXPLAIN CASCADE} tells
 * @param enforced whether the database watches the key at all, so that no row without a referenced row can be inserted
 * @param indexed whether an index finds the referencing rows, so that a DELETE does not read the whole table
 * @param resting why nobody carries the key out for now, where it is switched off ({@code foreign_key_checks=0}, disabled
 *     triggers); {@code null} where it is not
 */
public record ForeignKeyInfo(
        String name,
        String referencingTable,
        List<String> columns,
        String referencedTable,
        List<String> referencedColumns,
        DeleteRule declaredRule,
        DeleteRule rule,
        boolean carriedOutByDatabase,
        boolean enforced,
        boolean indexed,
        String resting) {
    public ForeignKeyInfo {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }

    /**
     * @param emulated whether what the database could do is ours, too
     * @param resting why it is nobody's, or {@code null} where it is not
     */
    static ForeignKeyInfo of(ForeignKey key, KeyGraph graph, boolean emulated, String resting) {
        return new ForeignKeyInfo(
                key.name(),
                key.referencing().toString(),
                key.columns(),
                key.referenced().toString(),
                key.referencedColumns(),
                key.virtual() ? null : DeleteRule.of(key.declared()),
                DeleteRule.of(key.action()),
                key.isNative() && !emulated,
                key.watched(),
                graph.isIndexed(key),
                resting == null ? null : Shown.text(resting));
    }

    Map<String, Object> asJson() {
        return Json.object(
                "name", name,
                "referencingTable", referencingTable,
                "columns", columns,
                "referencedTable", referencedTable,
                "referencedColumns", referencedColumns,
                "declaredRule", declaredRule == null ? null : declaredRule.name(),
                "rule", rule.name(),
                "carriedOutByDatabase", carriedOutByDatabase,
                "enforced", enforced,
                "indexed", indexed,
                "resting", resting);
    }

    /** As one JSON object, its names those of the record. */
    public String toJson() {
        return Json.of(asJson());
    }

    /** The same as {@link #toJson}: a log can hold any name like that. */
    @Override
    public String toString() {
        return toJson();
    }
}
