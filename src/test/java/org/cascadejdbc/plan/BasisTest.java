package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.TableName;
import org.junit.jupiter.api.Test;

class BasisTest {
    private static List<String> basis(KeyGraph graph, String... targets) {
        return Basis.of(graph, Stream.of(targets).map(Graphs::name).toList()).stream().map(TableName::name).toList();
    }

    private static Graphs tables() {
        return Graphs.graph()
                .table("a(id*)")
                .table("b(id*, a_id?)")
                .table("c(id*, b_id?)")
                .table("d(id*, c_id?)")
                .table("other(id*, d_id?)");
    }

    @Test
    void whatLosesRowsAndWhatReferencesIt() {
        KeyGraph graph = tables()
                .virtualKey("b(a_id) -> a(id) CASCADE")
                .checkedKey("c(b_id) -> b(id) CASCADE")
                .virtualKey("d(c_id) -> c(id) SET NULL")
                .virtualKey("other(d_id) -> d(id) CASCADE")
                .build();

        assertThat(basis(graph, "a")).as("d stays, and so what references it does not matter").containsExactly("a", "b", "c", "d");
        assertThat(basis(graph, "d")).containsExactly("d", "other");
        assertThat(basis(graph, "other", "c")).containsExactly("other", "c", "d");
        assertThat(basis(graph, "other")).containsExactly("other");
    }

    @Test
    void aPartitionMattersWithTheWholeAndTheWholeWithItsPartitions() {
        KeyGraph graph = Graphs.graph()
                .partitioned("a(id*)")
                .partition("a1(id*)", "a")
                .table("b(id*, a_id?)")
                .virtualKey("b(a_id) -> a(id) CASCADE")
                .build();

        assertThat(basis(graph, "a")).containsExactlyInAnyOrder("a", "a1", "b");
        assertThat(basis(graph, "a1")).containsExactlyInAnyOrder("a1", "a", "b");
    }

    @Test
    void ringsEnd() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*, b_id?)")
                .table("b(id*, a_id?)")
                .virtualKey("b(a_id) -> a(id) CASCADE")
                .virtualKey("a(b_id) -> b(id) CASCADE")
                .build();

        assertThat(basis(graph, "a")).containsExactly("a", "b");
    }
}
