package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.schema.Graphs.name;

import java.util.List;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.junit.jupiter.api.Test;

/** What a renderer asks a plan. */
class PlanAnswersTest {
    private static final KeyGraph GRAPH = Graphs.graph()
            .table("a(id*)")
            .table("b(id*, a_id?, x?, y?, z?)")
            .table("c(id*, a_id?)")
            .virtualKey("b(a_id) -> a(id) CASCADE")
            .virtualKey("null: b(x, y) -> a(id, id) SET NULL (x)")
            .virtualKey("default: b(x) -> a(id) SET DEFAULT")
            .checkedKey("watched: b(z) -> a(id) SET DEFAULT")
            .virtualKey("check: b(y) -> a(id) NO ACTION")
            .virtualKey("both: b(x, y) -> a(id, id) NO ACTION")
            .virtualKey("other: c(a_id) -> a(id) SET NULL")
            .build();

    private static CascadePlan plan(String... targets) {
        return new CascadePlanner(GRAPH, Strategy.AUTO, false)
                .plan(new Deletion(List.of(targets).stream().map(Graphs::name).toList(), false))
                .orElseThrow();
    }

    private static ForeignKey key(String name) {
        return GRAPH.keys().stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aTargetThatIsTheOnlyOne() {
        assertThat(plan("a").target()).hasToString("shop.a");
        CascadePlan two = plan("a", "c");
        assertThatThrownBy(two::target).hasMessageContaining("[shop.a, shop.c]");
    }

    @Test
    void doomedTablesAndTheirNumbers() {
        CascadePlan plan = plan("a");

        assertThat(plan.dooms(GRAPH.table(name("b")))).isTrue();
        assertThat(plan.dooms(GRAPH.table(name("c")))).isFalse();
        assertThat(plan.deletionOrder().stream().map(plan::node)).containsExactly(1, 2);
    }

    @Test
    void onlyATargetWithACascadeIntoItIsReferencing() {
        assertThat(plan("a", "b").isReferencing(GRAPH.table(name("b")))).isTrue();
        assertThat(plan("a", "b").isReferencing(GRAPH.table(name("a")))).isFalse();
    }

    @Test
    void updatesByReferencingTable() {
        assertThat(plan("a").updatesOf(name("c"))).containsExactly(key("other"));
        assertThat(plan("a").updatesOf(name("b")))
                .as("SET DEFAULT first")
                .containsExactly(key("default"), key("watched"), key("null"));
        assertThat(plan("a").updatesOf(name("a"))).isEmpty();
    }

    @Test
    void aDefaultThatTheDatabaseDoesNotCheckIsForUsToCheck() {
        assertThat(plan("a").newReferences())
                .as("its own key, and one that shares the column")
                .extracting(SideEffect::key)
                .containsExactlyInAnyOrder(key("default"), key("null"), key("both"));
    }

    @Test
    void aRowLetsGoOnlyByAnUpdateOfAColumnInCommon() {
        assertThat(plan("a").releasing(key("both"))).as("x").containsExactly(key("default"), key("null"));
        assertThat(plan("a").nulling(key("both"))).containsExactly(key("null"));
        assertThat(plan("a").releasing(key("check"))).as("y is not set").isEmpty();
    }

    @Test
    void whatUpdatesRefusesOrHasTwoTargetsDoesNotOnlyDelete() {
        KeyGraph deleting = Graphs.graph()
                .table("a(id*)")
                .table("b(id*, a_id?)")
                .virtualKey("b(a_id) -> a(id) CASCADE")
                .build();
        CascadePlanner planner = new CascadePlanner(deleting, Strategy.AUTO, false);

        assertThat(planner.plan(new Deletion(List.of(name("a")), false)).orElseThrow().onlyDeletes()).isTrue();
        assertThat(planner.plan(new Deletion(List.of(name("a"), name("b")), false)).orElseThrow().onlyDeletes()).isFalse();
        assertThat(plan("a").onlyDeletes()).isFalse();
    }
}
