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

    private static Graphs animals() {
        return graph().inherited("animal(id*)", "dog").inherited("dog(id*)", "puppy").table("puppy(id*, p?)")
                .table("collar(id*, dog?)").table("p(id*)");
    }

    @Test
    void heirsAtAnyDepthCountWithTheirTableUnlessOnlyIsSaid() {
        KeyGraph toHeir = animals().virtualKey("collar(dog) -> puppy(id) CASCADE").build();
        assertThat(refused(toHeir, false, "animal")).isTrue();
        assertThat(refused(toHeir, false, "!animal")).isFalse();

        KeyGraph fromHeir = animals().virtualKey("puppy(p) -> p(id) CASCADE").build();
        assertThat(refused(fromHeir, false, "p", "animal")).isFalse();
        assertThat(refused(fromHeir, false, "p", "!animal")).as("the puppies stay").isTrue();
    }

    /** As PostgreSQL does it: what CASCADE adds, it adds without heirs, for a key is not inherited. */
    @Test
    void cascadeTakesPartitionsAlongButNoHeirs() {
        KeyGraph heirs = graph().table("p(id*)").inherited("c(id*, p)", "heir").table("heir(id*, p)")
                .nativeKey("c(p) -> p(id) CASCADE").virtualKey("heir(p) -> p(id) CASCADE").build();
        assertThat(refused(heirs, true, "p")).as("the heir's rows stay").isTrue();
        assertThat(refused(heirs, true, "p", "c")).isFalse();

        KeyGraph parts = graph().table("p(id*)").partitioned("c(id*, p)").partition("c1(id*, p)", "c")
                .nativeKey("c(p) -> p(id) CASCADE").virtualKey("c1(id) -> p(id) CASCADE").build();
        assertThat(refused(parts, true, "p")).isFalse();
    }

    @Test
    void aLatticeOfHeirsIsWalkedOnce() {
        int height = 60;
        Graphs lattice = graph();
        for (int i = 0; i < height; i++) {
            lattice.inherited("l" + i + "(id*)", "l" + (i + 1), "r" + (i + 1));
            lattice.inherited("r" + i + "(id*)", "l" + (i + 1), "r" + (i + 1));
        }
        KeyGraph graph = lattice.table("l" + height + "(id*)").table("r" + height + "(id*)").table("c(id*)")
                .virtualKey("c(id) -> r" + height + "(id) CASCADE").build();

        assertThat(Effort.isSmall(() -> refused(graph, false, "l0"))).isTrue();
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
