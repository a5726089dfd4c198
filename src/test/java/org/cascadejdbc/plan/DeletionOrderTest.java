package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.junit.jupiter.api.Test;

/** Referencing tables go first; where no order can have it so, their rows let go before. */
class DeletionOrderTest {
    private static CascadePlan plan(KeyGraph graph, String target) {
        return new CascadePlanner(graph, Strategy.AUTO, true).plan(Graphs.name(target)).orElseThrow();
    }

    private static List<String> order(CascadePlan plan) {
        return plan.deletionOrder().stream().map(table -> table.name().name()).toList();
    }

    private static List<String> detached(CascadePlan plan) {
        return plan.detachments().stream().map(d -> d.key().name()).toList();
    }

    private static List<String> needed(CascadePlan plan, String... keys) {
        return plan.detachments(key -> List.of(keys).contains(key.name())).stream()
                .map(d -> d.key().name())
                .toList();
    }

    /** Its columns may be NULL, or may name the row itself, and none of them is part of what identifies it. */
    private static boolean mayLetGo(ForeignKey key, KeyGraph graph) {
        Table table = graph.table(key.referencing());
        String column = key.columns().get(0);
        return !table.primaryKey().contains(column)
                && (key.selfReference() || table.column(column).orElseThrow().nullable());
    }

    @Test
    void onRandomGraphsTheDatabaseNeverSeesADanglingReference() {
        for (long seed = 0; seed < 500; seed++) {
            KeyGraph graph = RandomKeys.graph(seed);
            CascadePlan plan = plan(graph, "t0");
            List<TableName> order = plan.deletionOrder().stream().map(Table::name).toList();
            Set<ForeignKey> within = graph.keys().stream()
                    .filter(key -> order.contains(key.referencing()) && order.contains(key.referenced()))
                    .collect(Collectors.toSet());
            Set<ForeignKey> firm = within.stream()
                    .filter(key -> key.watched() && !mayLetGo(key, graph))
                    .collect(Collectors.toSet());
            Set<ForeignKey> known = within.stream()
                    .filter(key -> key.watched() || plan.cascades().contains(key))
                    .collect(Collectors.toSet());
            Set<ForeignKey> against = new HashSet<>();
            for (ForeignKey key : known) {
                String what = "seed " + seed + ": " + key + " in " + plan;
                if (order.indexOf(key.referencing()) >= order.indexOf(key.referenced())) {
                    against.add(key);
                    assertThat(reaches(key, graph, known)).as("a ring, %s", what).isTrue();
                    if (firm.contains(key)) {
                        assertThat(reaches(key, graph, firm)).as("a ring that cannot be cut, %s", what).isTrue();
                    }
                }
            }
            against.removeIf(key -> !key.watched() || firm.contains(key));
            List<ForeignKey> detached = plan.detachments().stream().map(Detachment::key).toList();
            assertThat(new HashSet<>(detached)).as("seed %s: %s", seed, plan).isEqualTo(against);
            assertThat(detached).doesNotHaveDuplicates();
        }
    }

    /** Whether what the key references comes back to it. */
    private static boolean reaches(ForeignKey key, KeyGraph graph, Set<ForeignKey> by) {
        return key.selfReference()
                || RandomKeys.reached(key.referenced(), graph, by::contains).contains(key.referencing());
    }

    @Test
    void aRowThatMustReferenceSomeRowMayReferenceItself() {
        CascadePlan plan = plan(
                Graphs.graph().table("a(id*, boss)").checkedKey("a(boss) -> a(id) CASCADE").build(), "a");

        assertThat(detached(plan)).containsExactly("a_boss");
    }

    @Test
    void whatIdentifiesARowIsNotChanged() {
        CascadePlan plan = plan(
                Graphs.graph().table("a(id*, boss*)").checkedKey("a(boss) -> a(id) CASCADE").build(), "a");

        assertThat(plan.detachments()).isEmpty();
    }

    @Test
    void aRingThatCannotBeCutIsLeftToTheDatabase() {
        CascadePlan plan = plan(
                Graphs.graph()
                        .table("a(id*, b_id)")
                        .table("b(id*, a_id)")
                        .checkedKey("b(a_id) -> a(id) CASCADE")
                        .checkedKey("a(b_id) -> b(id) CASCADE")
                        .build(),
                "a");

        assertThat(order(plan)).containsExactlyInAnyOrder("a", "b");
        assertThat(plan.detachments()).isEmpty();
    }

    /** Which of two keys cannot be detached decides, not which table is the target or comes first in the catalog. */
    @Test
    void theKeyThatCannotBeDetachedIsFollowedFromEitherSide() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*, b_id?)")
                .table("b(id*, a_id)")
                .checkedKey("b(a_id) -> a(id) CASCADE")
                .checkedKey("a(b_id) -> b(id) CASCADE")
                .build();

        for (String target : List.of("a", "b")) {
            assertThat(order(plan(graph, target))).as(target).containsExactly("b", "a");
            assertThat(detached(plan(graph, target))).as(target).containsExactly("a_b_id");
        }
    }

    /** A key that the database does not watch may dangle for a while: it does not hold up one that it watches. */
    @Test
    void anUnwatchedKeyThatCannotBeDetachedGivesWay() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*, b_id)")
                .table("b(id*, a_id)")
                .virtualKey("b(a_id) -> a(id) CASCADE")
                .checkedKey("a(b_id) -> b(id) CASCADE")
                .build();

        for (String target : List.of("a", "b")) {
            assertThat(order(plan(graph, target))).as(target).containsExactly("a", "b");
        }
    }

    @Test
    void aKeyToTheWholeOfAPartitionThatLosesRowsIsNotDetached() {
        KeyGraph graph = Graphs.graph()
                .partitioned("a(id*, b_id?)")
                .partition("a1(id*, b_id?)", "a")
                .table("b(id*, a_id?)")
                .checkedKey("b(a_id) -> a(id) CASCADE")
                .checkedKey("a1(b_id) -> b(id) CASCADE")
                .build();

        assertThat(order(plan(graph, "a1"))).containsExactly("a1", "b");
        assertThat(plan(graph, "a1").detachments()).isEmpty();
    }

    /** b lets go of a by a column which other rows of b reference: these must have let go of it before. */
    @Test
    void whatReferencesChangedColumnsIsDetachedBeforeThem() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*, b_id)")
                .table("b(id*, a_id?, other?)")
                .checkedKey("a(b_id) -> b(id) CASCADE")
                .checkedKey("b(a_id) -> a(id) CASCADE")
                .checkedKey("b(other) -> b(a_id) CASCADE")
                .build();

        CascadePlan plan = plan(graph, "b");
        assertThat(order(plan)).containsExactly("a", "b");
        assertThat(plan.detachments())
                .extracting(d -> d.key().name(), d -> d.before().name())
                .containsExactly(tuple("b_other", "a"), tuple("b_a_id", "a"));
    }

    @Test
    void alsoBetweenKeysOfOneTable() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*, x?, y?)")
                .checkedKey("a(x) -> a(id) CASCADE")
                .checkedKey("a(y) -> a(x) CASCADE")
                .build();

        CascadePlan plan = plan(graph, "a");
        assertThat(detached(plan)).containsExactly("a_y", "a_x");
        assertThat(needed(plan, "a_x")).as("what requires another").containsExactly("a_y", "a_x");
        assertThat(needed(plan, "a_y")).containsExactly("a_y");
        assertThat(needed(plan)).isEmpty();
    }

    /** Rows that reference what is changed, but are gone by then, need not let go. */
    @Test
    void rowsThatAreGoneLetGoOfNothing() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*, b_id)")
                .table("b(id*, a_id?)")
                .table("c(id*, b_a_id)")
                .checkedKey("a(b_id) -> b(id) CASCADE")
                .checkedKey("b(a_id) -> a(id) CASCADE")
                .checkedKey("c(b_a_id) -> b(a_id) CASCADE")
                .build();

        assertThat(order(plan(graph, "b"))).containsExactly("c", "a", "b");
        assertThat(detached(plan(graph, "b"))).containsExactly("b_a_id");
    }

    @Test
    void keysThatReferenceEachOthersColumnsAreDetachedInSomeOrder() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*, x?, y?)")
                .checkedKey("a(x) -> a(y) CASCADE")
                .checkedKey("a(y) -> a(x) CASCADE")
                .build();

        assertThat(detached(plan(graph, "a"))).containsExactlyInAnyOrder("a_x", "a_y");
    }
}
