package org.cascadejdbc.inspect.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.inspect.check.Problem.Kind;
import org.cascadejdbc.inspect.check.Problem.Severity;
import org.cascadejdbc.run.DeclaredKeys;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignRows;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.RelationException;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;

/** What the relations say beside the catalog: those that fit are used, and the others are told. */
final class RelationCheck {
    private final DeclaredKeys declared;
    private final List<ForeignKeyDeclaration> fitting = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final KeyGraph graph;

    RelationCheck(DeclaredKeys declared) {
        this.declared = declared;
        if (!fits(declared.relations())) {
            declared.relations().forEach(this::tryOn);
        } else {
            fitting.addAll(declared.relations());
        }
        this.graph = declared.with(fitting, declared.noAction());
    }

    private boolean fits(List<ForeignKeyDeclaration> relations) {
        try {
            declared.with(relations, declared.noAction());
            return true;
        } catch (RelationException e) {
            return false;
        }
    }

    /** It may fit alone and contradict another one. */
    private void tryOn(ForeignKeyDeclaration relation) {
        List<ForeignKeyDeclaration> more = new ArrayList<>(fitting);
        more.add(relation);
        try {
            declared.with(more, declared.noAction());
            fitting.add(relation);
        } catch (RelationException e) {
            String meant = meant(relation);
            problems.add(new Problem(Kind.UNMATCHED_RELATION, Severity.ERROR, relation.table().toString(),
                    relation.name() == null ? null : relation.name().text(),
                    "a relation does not fit the database, and as long as it is there, no DELETE is carried out: "
                            + e.getMessage() + (meant.isEmpty() ? "" : ". Did you mean " + meant + "?"), List.of()));
        }
    }

    /** Names that are near one which does not exist. */
    private String meant(ForeignKeyDeclaration relation) {
        for (QualifiedName table : List.of(relation.table(), relation.referencedTable())) {
            if (declared.graph().candidates(table).isEmpty()) {
                return either(NearNames.of(table.name().text(),
                        declared.graph().tables().stream().map(each -> each.name().name()).toList()));
            }
        }
        return Stream.of(
                        unknown(relation.table(), relation.columns()),
                        unknown(relation.referencedTable(), relation.referencedColumns()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }

    private Optional<String> unknown(QualifiedName table, List<Name> columns) {
        Table found = declared.graph().candidates(table).get(0);
        return columns.stream()
                .filter(column -> declared.graph().column(found, column).isEmpty())
                .map(column -> either(NearNames.of(
                        column.text(), found.columns().stream().map(Column::name).toList())))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static String either(List<String> names) {
        return String.join(" or ", names);
    }

    /** The keys as they hold, without the relations that do not fit. */
    KeyGraph graph() {
        return graph;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The keys among these that the database does not know, or knows with another rule. */
    List<Problem> differences(List<ForeignKey> keys, CheckQueries sql) {
        Map<ForeignKey.Pairing, ForeignKey> byRelations = declared.with(fitting, ReferentialAction.NO_ACTION).keys().stream()
                .collect(Collectors.toMap(ForeignKey::pairing, Function.identity(), (one, other) -> one));
        List<Problem> differences = new ArrayList<>();
        for (ForeignKey key : keys) {
            if (key.virtual()) {
                differences.add(virtual(key, sql));
            } else if (key.declared() != key.action()) {
                boolean relation = byRelations.get(key.pairing()).action() != key.declared();
                differences.add(new Problem(Kind.OVERRIDDEN_RULE, Severity.INFO, key.referencing().toString(), key.name(),
                        "the key " + Doctor.named(key) + " is declared ON DELETE " + key.declared().sql()
                                + " in the database, and " + (relation ? "a relation" : "cascade.noAction") + " makes it "
                                + key.action().sql() + " on these connections; who connects without cascade-jdbc gets "
                                + key.declared().sql() + ". If that is wanted, there is nothing to do", List.of()));
            }
        }
        return differences;
    }

    private Problem virtual(ForeignKey key, CheckQueries sql) {
        Optional<Stranger> stranger = Doctor.stranger(graph, key);
        Optional<String> add = isForeign(key) ? Optional.empty() : sql.addKey(key);
        String unique = graph.referencesUnique(key)
                ? ""
                : " (first a UNIQUE constraint on " + key.referenced() + " (" + String.join(", ", key.referencedColumns())
                        + "))";
        String what = "the key " + Doctor.named(key) + " ON DELETE " + key.action().sql() + " is known from a relation only:"
                + " the database does not keep orphans out, and who connects without cascade-jdbc leaves some. ";
        if (stranger.isPresent()) {
            return new Problem(Kind.VIRTUAL_KEY, Severity.INFO, key.referencing().toString(), key.name(),
                    what + "Let " + stranger.get().role() + " declare it, if it may be: " + stranger.get().danger(), List.of());
        }
        return new Problem(Kind.VIRTUAL_KEY, Severity.INFO, key.referencing().toString(), key.name(),
                what + (add.isPresent()
                        ? "If the schema may be changed, repair the orphans and declare the key" + unique
                        : isForeign(key) ? "No key can be declared with a foreign table" : sql.insteadOfAddingKeys()),
                add.map(ddl -> List.of(new Remedy("declare the key in the database" + unique, List.of(ddl))))
                        .orElse(List.of()));
    }

    private boolean isForeign(ForeignKey key) {
        return ForeignRows.in(graph, key.referencing()) || ForeignRows.in(graph, key.referenced());
    }
}
