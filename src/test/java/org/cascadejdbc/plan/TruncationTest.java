package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.schema.Graphs.graph;
import static org.cascadejdbc.schema.Graphs.name;

import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.junit.jupiter.api.Test;

/** When a virtual key stands in the way of a TRUNCATE. */
class TruncationTest {
    private static Graphs family() {
        return graph().table("p(id*)").table("c(id*, p)").table("g(id*, c)").table("alone(id*)");
    }

    private static boolean refused(KeyGraph graph, boolean cascade, String... tables) {
        Truncation truncation = new Truncation(graph);
        for (String table : tables) {
            truncation.add(graph.table(name(table.replace("!", ""))), table.startsWith("!"));
        }
        if (cascade) {
            truncation.cascade();
        }
        return truncation.obstacle().isPresent();
    }

    @Test
    void onlyAVirtualKeyFromOutside() {
        for (String rule : new String[] {"CASCADE", "SET NULL", "NO ACTION"}) {
            KeyGraph graph = family().virtualKey("c(p) -> p(id) " + rule).build();
            assertThat(refused(graph, false, "p")).isTrue();
            assertThat(refused(graph, false, "p", "c")).isFalse();
            assertThat(refused(graph, false, "c")).isFalse();
            assertThat(refused(graph, false, "alone")).isFalse();
        }
    }

    @Test
    void declaredKeysAreTheDatabases() {
        KeyGraph graph = family().ignoredKey("c(p) -> p(id) CASCADE").nativeKey("g(c) -> c(id) CASCADE").build();

        assertThat(refused(graph, false, "p")).isFalse();
        assertThat(refused(graph, false, "c")).isFalse();
    }

    @Test
    void aReferenceToItselfDoesNotHinder() {
        assertThat(refused(graph().table("p(id*, p?)").virtualKey("p(p) -> p(id) CASCADE").build(), false, "p")).isFalse();
    }

    @Test
    void cascadeFollowsDeclaredKeysAndStopsAtVirtualOnes() {
        KeyGraph behind = family().nativeKey("c(p) -> p(id) CASCADE").virtualKey("g(c) -> c(id) CASCADE").build();
        assertThat(refused(behind, false, "p")).as("the database refuses").isFalse();
        assertThat(refused(behind, true, "p")).isTrue();
        assertThat(refused(behind, true, "p", "g")).isFalse();

        KeyGraph within = family().nativeKey("c(p) -> p(id) CASCADE").nativeKey("g(c) -> c(id) CASCADE")
                .virtualKey("g(id) -> p(id) CASCADE").build();
        assertThat(refused(within, true, "p")).as("the database truncates it, too").isFalse();
        assertThat(refused(within, false, "p")).isTrue();
    }

    @Test
    void partitionsCountWithTheirTable() {
        Graphs parts = graph().partitioned("p(id*)").partition("p1(id*)", "p").partitioned("c(id*, p)")
                .partition("c1(id*, p)", "c");
        KeyGraph toWhole = parts.virtualKey("c(p) -> p(id) CASCADE").build();
        assertThat(refused(toWhole, false, "p")).isTrue();
        assertThat(refused(toWhole, false, "p1")).isTrue();
        assertThat(refused(toWhole, false, "p", "c")).isFalse();
        assertThat(refused(toWhole, false, "p1", "c")).isFalse();
        assertThat(refused(toWhole, false, "p1", "c1")).as("c itself is not listed").isTrue();

        KeyGraph toPart = graph().partitioned("p(id*)").partition("p1(id*)", "p").table("c(id*, p)")
                .virtualKey("c(p) -> p1(id) CASCADE").build();
        assertThat(refused(toPart, false, "p")).isTrue();
        assertThat(refused(toPart, false, "!p")).isFalse();
    }
}
