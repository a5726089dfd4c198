package org.cascadejdbc.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;

/**
 * Puts the user's relations and the meaning of NO ACTION over the catalog's keys.
 *
 * <p>A relation that pairs the same columns as a declared key overrides that key's rule; any other is a virtual key.
 * Names without a schema mean what they mean in a statement on the same connection: so one relations file serves all
 * tenants, each in its own schema. Whatever cannot be matched is an error: a relation that silently matched nothing
 * would leave orphans.
 */
public final class Relations {
    private final KeyGraph catalog;
    private final SearchPath searchPath;
    private final boolean keysStayInSchema;
    private final ReferentialAction noAction;

    /**
     * Over that catalog.
     *
     * @param searchPath where names without a schema are looked for
     * @param keysStayInSchema whether a referenced table without a schema means one beside the referencing table,
     *     wherever that is (MySQL, SQLite), rather than the first in the search path
     * @param noAction what a declared NO ACTION or RESTRICT means where no relation overrides it
     */
    public Relations(
            KeyGraph catalog, SearchPath searchPath, boolean keysStayInSchema, ReferentialAction noAction) {
        this.catalog = catalog;
        this.searchPath = searchPath;
        this.keysStayInSchema = keysStayInSchema;
        this.noAction = noAction;
    }

    /**
     * The catalog's graph with the effective rules and the virtual keys.
     *
     * @throws RelationException if a relation names something that does not exist or contradicts another relation
     */
    public KeyGraph apply(List<ForeignKeyDeclaration> declarations) {
        Map<ForeignKey.Pairing, ForeignKey> relations = new LinkedHashMap<>();
        for (ForeignKeyDeclaration declaration : declarations) {
            Table referencing = resolve(declaration, declaration.table(), searchPath, "referencing");
            SearchPath beside = keysStayInSchema
                    ? new SearchPath(List.of(referencing.name().schema()))
                    : searchPath;
            Table referenced = resolve(declaration, declaration.referencedTable(), beside, "referenced");
            ForeignKey key = key(declaration, referencing, referenced);
            ForeignKey before = relations.putIfAbsent(key.pairing(), key);
            if (before != null) {
                refuseContradiction(before, key, declaration);
            }
        }
        List<ForeignKey> keys = new ArrayList<>();
        Set<ForeignKey.Pairing> overridden = new HashSet<>();
        for (ForeignKey declared : catalog.keys()) {
            ForeignKey relation = relations.get(declared.pairing());
            keys.add(relation == null ? withMeaning(declared) : override(declared, relation));
            overridden.add(declared.pairing());
        }
        relations.forEach((pairing, relation) -> {
            if (!overridden.contains(pairing)) {
                keys.add(relation);
            }
        });
        return catalog.withKeys(keys);
    }

    private static ForeignKey override(ForeignKey declared, ForeignKey relation) {
        boolean sameUpdate = relation.action() == declared.declared()
                && relation.setColumns().size() == relation.columns().size();
        ForeignKey overridden = awake(declared).withAction(
                relation.action(), sameUpdate ? declared.setColumns() : relation.setColumns());
        return overridden.equals(declared) ? declared : overridden.withStated(relation.stated());
    }

    /** What a relation or an option says of a key holds, also where the session has switched the database's own part off. */
    private static ForeignKey awake(ForeignKey declared) {
        return declared.resting() || declared.mismatched() ? declared.withEnforcement(ForeignKey.Enforcement.NONE) : declared;
    }

    private ForeignKey withMeaning(ForeignKey declared) {
        boolean refuses = !declared.action().acts();
        return refuses && noAction.acts() && !declared.mismatched() ? awake(declared).withAction(noAction, declared.columns()) : declared;
    }

    private static void refuseContradiction(ForeignKey before, ForeignKey key, ForeignKeyDeclaration declaration) {
        if (before.action() != key.action() || !before.setColumns().equals(key.setColumns())) {
            throw new RelationException(declaration.origin() + ": this key is declared twice with different rules: "
                    + before + " and " + key + "; keep one of them");
        }
    }

    private Table resolve(
            ForeignKeyDeclaration declaration, QualifiedName written, SearchPath path, String role) {
        return path.resolveLasting(written, catalog)
                .orElseThrow(() -> new RelationException(declaration.origin() + ": there is no " + role + " table "
                        + written
                        + (written.qualifier().isPresent() ? "" : " in " + String.join(", ", path.schemas()))
                        + elsewhere(written) + "; check its spelling, quotes and schema, or remove the relation"
                        + " (MySQL shows no table on which this user has no rights)"));
    }

    private String elsewhere(QualifiedName written) {
        List<Table> others = catalog.candidates(written);
        return others.isEmpty()
                ? ""
                : " (but " + others.stream().map(Table::toString).collect(Collectors.joining(", ")) + ")";
    }

    private ForeignKey key(ForeignKeyDeclaration declaration, Table child, Table parent) {
        List<String> columns = columns(declaration, child, declaration.columns());
        List<String> referencedColumns = declaration.referencedColumns().isEmpty()
                ? parent.primaryKey()
                : columns(declaration, parent, declaration.referencedColumns());
        if (referencedColumns.isEmpty()) {
            throw new RelationException(declaration.origin() + ": " + parent + " has no primary key, so the referenced "
                    + "columns must be named: REFERENCES " + declaration.referencedTable() + " (…)");
        }
        if (columns.size() != referencedColumns.size()) {
            throw new RelationException(declaration.origin() + ": " + columns.size() + " referencing columns "
                    + columns + " of " + child + ", but " + referencedColumns.size() + " referenced columns "
                    + referencedColumns + " of " + parent + "; name as many on both sides, in the same order");
        }
        ReferentialAction action = declaration.onDelete() == null
                ? ReferentialAction.NO_ACTION
                : ReferentialAction.ofSql(declaration.onDelete()).orElseThrow(); // the reader knows no others
        List<String> setColumns = columns(declaration, child, declaration.onDeleteColumns());
        if (!columns.containsAll(setColumns)) {
            throw new RelationException(declaration.origin() + ": ON DELETE " + action.sql() + " " + setColumns
                    + " names a column that is not in the key's columns " + columns + "; name columns of the key only");
        }
        String name = declaration.name() != null
                ? declaration.name().text()
                : child.name().name() + "(" + String.join(", ", columns) + ")";
        return ForeignKey.pairing(name, child.name(), columns, parent.name(), referencedColumns)
                .action(action)
                .setColumns(setColumns)
                .stated(!declaration.referencedColumns().isEmpty())
                .build();
    }

    private List<String> columns(ForeignKeyDeclaration declaration, Table table, List<Name> written) {
        Map<String, Name> found = new TreeMap<>();
        List<String> names = new ArrayList<>();
        for (Name name : written) {
            String actual = catalog.column(table, name)
                    .orElseThrow(() -> new RelationException(declaration.origin() + ": table " + table
                            + " has no column " + name + "; it has " + table.columns().stream()
                                    .map(Column::name)
                                    .collect(Collectors.joining(", "))
                            + "; check its spelling and quotes"))
                    .name();
            if (found.put(actual, name) != null) {
                throw new RelationException(
                        declaration.origin() + ": column " + name + " of " + table + " is named twice in one key; "
                                + "name it once, and the column that it references");
            }
            names.add(actual);
        }
        return names;
    }
}
