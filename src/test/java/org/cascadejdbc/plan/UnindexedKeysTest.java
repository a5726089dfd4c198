package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.schema.Graphs.graph;
import static org.cascadejdbc.schema.Graphs.name;

import java.util.List;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.junit.jupiter.api.Test;

/** By which keys a plan looks for rows in vain of an index. */
class UnindexedKeysTest {
    private static List<String> ofDeleteFromP(Graphs tables) {
        KeyGraph graph = tables.build();
        CascadePlan plan = new CascadePlanner(graph, Strategy.AUTO, false)
                .plan(Deletion.from(name("p")))
                .orElseThrow();
        return UnindexedKeys.of(plan, graph).stream().map(ForeignKey::name).toList();
    }

    private static Graphs family() {
        return graph().table("p(id*, n)").table("c(id*, p?)").table("g(id*, c, n)").virtualKey("c(p) -> p(id) CASCADE");
    }

    @Test
    void everyRuleLooksForRows() {
        for (String rule : new String[] {"CASCADE", "SET NULL", "NO ACTION", "RESTRICT"}) {
            Graphs tables = graph().table("p(id*)").table("c(id*, p?)").virtualKey("c(p) -> p(id) " + rule);
            assertThat(ofDeleteFromP(tables)).as(rule).containsExactly("c_p");
            assertThat(ofDeleteFromP(tables.index("c(p, id)"))).as(rule).isEmpty();
        }
    }

    @Test
    void onAllLevelsEachByItself() {
        Graphs tables = family().virtualKey("g(c) -> c(id) CASCADE");
        assertThat(ofDeleteFromP(tables)).containsExactly("c_p", "g_c");
        assertThat(ofDeleteFromP(tables.index("c(p)"))).containsExactly("g_c");
    }

    /** The database looks for them, in tables that we delete from. */
    @Test
    void nativeKeysOfTablesThatWeDeleteFrom() {
        assertThat(ofDeleteFromP(family().nativeKey("g(c) -> c(id) NO ACTION"))).containsExactly("c_p", "g_c");
        assertThat(ofDeleteFromP(family().nativeKey("g(c) -> c(id) CASCADE"))).containsExactly("c_p", "g_c");
    }

    @Test
    void whatNobodyFollowsIsNotMentioned() {
        Graphs tables = family().table("other(id*, g)").virtualKey("other(g) -> g(id) NO ACTION");
        assertThat(ofDeleteFromP(tables)).containsExactly("c_p");
    }

    @Test
    void columnsInAnyOrderAsLongAsTheyAreInFront() {
        Graphs tables = graph().table("p(a*, b*)").table("c(id*, x, y)").virtualKey("c(x, y) -> p(a, b) CASCADE");
        Graphs others = tables.index("c(x)").index("c(id, x, y)").index("c(y, id, x)");
        assertThat(ofDeleteFromP(others)).containsExactly("c_x_y");
        assertThat(ofDeleteFromP(tables.index("c(y, x, id)"))).isEmpty();
    }

    @Test
    void aPartitionedTableMayHaveItsIndexesInItsParts() {
        Graphs tables = graph().table("p(id*)")
                .partitioned("c(id*, p)")
                .partition("c1(id*, p)", "c")
                .partition("c2(id*, p)", "c")
                .virtualKey("c(p) -> p(id) CASCADE")
                .index("c1(p)");
        assertThat(ofDeleteFromP(tables)).containsExactly("c_p");
        assertThat(ofDeleteFromP(tables.index("c2(p)"))).isEmpty();
    }
}
