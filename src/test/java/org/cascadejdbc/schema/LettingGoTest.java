package org.cascadejdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.schema.Graphs.name;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a graph says of rows that are to let go of each other, and of what the database does by itself. */
class LettingGoTest {
    private static ForeignKey key(KeyGraph graph, String name) {
        return graph.keys().stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void columnsThatOthersReferenceAreWatched() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*, x?, y?)")
                .table("b(id*, a_x?, a_y?)")
                .checkedKey("b(a_x) -> a(x) CASCADE")
                .virtualKey("b(a_y) -> a(y) CASCADE")
                .build();

        assertThat(graph.isWatched(name("a"), List.of("x"))).isTrue();
        assertThat(graph.isWatched(name("a"), List.of("y"))).as("by a virtual key").isFalse();
        assertThat(graph.isWatched(name("a"), List.of("id", "x"))).isTrue();
        assertThat(graph.isWatched(name("a"), List.of())).isFalse();
        assertThat(graph.isWatched(name("b"), List.of("a_x"))).isFalse();
    }

    @Test
    void aRowLetsGoByColumnsThatNobodyReferencesIfItCan() {
        KeyGraph graph = Graphs.graph()
                .table("a(x*, y*)")
                .table("b(id*, x?, y?)")
                .table("c(id*, x, y?)")
                .table("d(id*, b_x?, c_y?)")
                .checkedKey("b(x, y) -> a(x, y) CASCADE")
                .checkedKey("c(x, y) -> a(x, y) CASCADE")
                .checkedKey("d(b_x) -> b(x) CASCADE")
                .checkedKey("d(c_y) -> c(y) CASCADE")
                .build();

        assertThat(graph.releasable(key(graph, "b_x_y"))).as("x is referenced").containsExactly("y");
        assertThat(graph.releasable(key(graph, "c_x_y"))).as("x is NOT NULL").containsExactly("y");
        assertThat(graph.releasable(key(graph, "d_b_x"))).containsExactly("b_x");
    }

    @Test
    void aRowCanReferenceItself() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*, other?, boss, chief, twice, b_id, alone, x, y, z)")
                .uniqueIndex("a(alone, b_id)")
                .index("a(boss)")
                .table("b(id*, a_id?)")
                .checkedKey("a(boss) -> a(id) CASCADE")
                .checkedKey("a(chief) -> a(other) CASCADE")
                .checkedKey("a(twice) -> a(id) CASCADE")
                .checkedKey("further: a(twice) -> b(id) CASCADE")
                .virtualKey("virtual: a(boss) -> b(id) CASCADE")
                .checkedKey("a(b_id) -> b(id) CASCADE")
                .checkedKey("a(alone) -> a(id) CASCADE")
                .checkedKey("shifted: a(x, z) -> a(y, x) CASCADE")
                .build();

        assertThat(graph.canReferenceItself(key(graph, "a_alone"))).as("it must be unique").isFalse();
        assertThat(graph.canReferenceItself(key(graph, "shifted"))).as("it would change what is referenced").isFalse();
        assertThat(graph.canReferenceItself(key(graph, "a_boss"))).as("the other key on it is virtual").isTrue();
        assertThat(graph.canReferenceItself(key(graph, "a_chief"))).as("what it references may be NULL").isFalse();
        assertThat(graph.canReferenceItself(key(graph, "a_twice"))).as("another key has the column").isFalse();
        assertThat(graph.canReferenceItself(key(graph, "a_b_id"))).as("it is another table").isFalse();
    }

    @Test
    void theDatabaseMayCascadeByItself() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*)")
                .table("b(id*, a_id?)")
                .table("c(id*, a_id?)")
                .table("d(id*, a_id?)")
                .checkedKey("b(a_id) -> a(id) CASCADE")
                .checkedKey("c(a_id) -> a(id) SET NULL")
                .virtualKey("d(a_id) -> a(id) CASCADE")
                .build();
        List<Table> others = List.of(graph.table(name("a")));

        assertThat(graph.mayCascadeInto(name("b"), others)).isTrue();
        assertThat(graph.mayCascadeInto(name("c"), others)).isFalse();
        assertThat(graph.mayCascadeInto(name("d"), others)).isFalse();
        assertThat(graph.mayCascadeInto(name("b"), List.of())).isFalse();
        assertThat(graph.mayCascadeInto(name("a"), others)).isFalse();
    }
}
