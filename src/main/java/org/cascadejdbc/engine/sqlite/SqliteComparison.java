package org.cascadejdbc.engine.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.engine.freezing.KeyRules;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.SideEffect;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;

/**
 * How SQLite compares the two columns of a key, which it does in three ways:
 *
 * <ul>
 *   <li>An <b>action</b> looks for {@code OLD.k = r.k}, where OLD.k has the collation of its column but no affinity, unless
 *       it is the row id.
 *   <li>The <b>check</b> counts the rows that reference a row which goes: {@code q.k = r.k}. All that it has counted must be
 *       taken off until the statement ends.
 *   <li>That happens where a counted row goes or is changed and <b>looks up</b> the row that it references, with the referenced
 *       column's affinity, and finds none: {@code q.k = +r.k}.
 * </ul>
 *
 * <p>Where both columns have one affinity, that is all the same. Where not, a counted row may not be found by the action,
 * or may find another row than the one that is gone: then a native DELETE fails, and so must ours.
 */
final class SqliteComparison implements KeyRules {
    private final KeyGraph graph;

    SqliteComparison(KeyGraph graph) {
        this.graph = graph;
    }

    /** As the key's rule finds rows; RESTRICT by either way. */
    @Override
    public String equal(ForeignKey key, int i, String q, String r) {
        boolean without = key.action().acts()
                ? isFoundOtherwise(key, i)
                : key.action() == ReferentialAction.RESTRICT && !referenced(key, i).isNumber() && isFoundOtherwise(key, i);
        return (without ? "+" : "") + q + " = " + r;
    }

    @Override
    public String counted(ForeignKey key, int i, String q, String r) {
        return q + " = " + r;
    }

    @Override
    public String lookedUp(ForeignKey key, int i, String q, String value) {
        return q + " = " + (isLookedUpOtherwise(key, i) ? "+" : "") + value;
    }

    /** Rows go in the order of what identifies them, each with those that reference it. */
    @Override
    public String goesLater(Table table, String later, String row) {
        return SqliteRows.value(SqliteRows.valuesOf(table, later)) + " > " + SqliteRows.value(SqliteRows.valuesOf(table, row));
    }

    /**
     * NO ACTION is checked when the statement ends, RESTRICT for each row (documentation: "Foreign Key Support", 4.3).
     * A key of the database that acts itself would do so row by row, and fails at a depth of 1,000; but rather that than
     * a change of what other rows still reference, which fails at once.
     */
    @Override
    public boolean checkedRowByRow(ForeignKey key, Set<String> changed) {
        return key.declared() == ReferentialAction.RESTRICT
                || (key.declared() != ReferentialAction.NO_ACTION && !graph.isWatched(key.referencing(), changed));
    }

    @Override
    public boolean rowMayGoThatReferencesItself(ForeignKey key) {
        return true;
    }

    private boolean isLookedUpOtherwise(ForeignKey key, int i) {
        SqliteAffinity referenced = referenced(key, i);
        SqliteAffinity referencing = referencing(key, i);
        return !referenced.isNumber()
                && (referencing.isNumber() || (referenced == SqliteAffinity.TEXT && referencing == SqliteAffinity.NONE));
    }

    /** What refuses, besides what the keys' rules say. */
    List<Refusal> refusals(CascadePlan plan) {
        List<Refusal> refusals = new ArrayList<>();
        Stream.concat(plan.cascades().stream(), plan.updates().stream())
                .filter(key -> any(key, (k, i) -> referenced(k, i).isNumber() && isFoundOtherwise(k, i)))
                .forEach(key -> refusals.add(new Refusal(key, Refusal.Reason.COUNTED_ONLY, key)));
        Stream.of(plan.cascades(), plan.updates(), plan.checks())
                .flatMap(List::stream)
                .filter(key -> key.action().acts() || plan.dooms(graph.table(key.referencing()))
                        || !plan.releasing(key).isEmpty())
                .filter(key -> any(key, (k, i) -> !referenced(k, i).isNumber() && referencing(k, i).isNumber()))
                .forEach(key -> refusals.add(new Refusal(key, Refusal.Reason.REFERENCED_TWICE, key)));
        // A default that references a row which goes: looked up while that one is there, and not counted when it goes.
        SideEffect.ofGuardedNewReferences(plan.updates(), graph).stream()
                .filter(effect -> any(effect.key(), this::isLookedUpOtherwise))
                .map(Refusal::defaultMissing)
                .forEach(refusals::add);
        return refusals;
    }

    private static boolean any(ForeignKey key, BiPredicate<ForeignKey, Integer> condition) {
        return IntStream.range(0, key.columns().size()).anyMatch(i -> condition.test(key, i));
    }

    private boolean isFoundOtherwise(ForeignKey key, int i) {
        return switch (referenced(key, i)) {
            case NUMERIC, REAL -> !referencing(key, i).isNumber();
            case NONE -> referencing(key, i) == SqliteAffinity.TEXT;
            case ROW_ID, TEXT -> false;
        };
    }

    private SqliteAffinity referenced(ForeignKey key, int i) {
        return SqliteAffinity.of(graph.table(key.referenced()), key.referencedColumns().get(i));
    }

    private SqliteAffinity referencing(ForeignKey key, int i) {
        return SqliteAffinity.of(graph.table(key.referencing()), key.columns().get(i));
    }
}
