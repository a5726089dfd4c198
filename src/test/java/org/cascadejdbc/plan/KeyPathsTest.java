package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.schema.Graphs.name;

import java.util.List;
import java.util.stream.Collectors;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.junit.jupiter.api.Test;

class KeyPathsTest {
    private static final KeyGraph GRAPH = Graphs.graph()
            .table("a(id*)")
            .table("b(id*, a?)")
            .table("c(id*, a?)")
            .table("d(id*, b?, c?)")
            .table("e(id*, d?)")
            .table("loop(id*, up?)")
            .virtualKey("ab: b(a) -> a(id) CASCADE")
            .virtualKey("ac: c(a) -> a(id) CASCADE")
            .virtualKey("bd: d(b) -> b(id) CASCADE")
            .virtualKey("cd: d(c) -> c(id) CASCADE")
            .virtualKey("de: e(d) -> d(id) CASCADE")
            .virtualKey("up: loop(up) -> loop(id) CASCADE")
            .build();

    private static CascadePlan plan(String target) {
        return new CascadePlanner(GRAPH, Strategy.AUTO, false)
                .plan(new Deletion(List.of(name(target)), false))
                .orElseThrow();
    }

    private static List<String> names(List<List<ForeignKey>> paths) {
        return paths.stream()
                .map(path -> path.stream().map(ForeignKey::name).collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void eachWayComesAfterTheOneThatItGoesOnFrom() {
        KeyPaths paths = KeyPaths.of(plan("a"), 7).orElseThrow();

        assertThat(names(paths.all())).containsExactly("", "ab", "ac", "ab bd", "ac cd", "ab bd de", "ac cd de");
        assertThat(names(paths.longest())).containsExactly("ab bd de", "ac cd de");
        assertThat(names(paths.to(GRAPH.table(name("d"))))).containsExactly("ab bd", "ac cd");
        assertThat(paths.to(GRAPH.table(name("a")))).as("no key leads to the target").isEmpty();
    }

    @Test
    void moreThanWereAskedForAreNone() {
        assertThat(KeyPaths.of(plan("a"), 6)).isEmpty();
    }

    @Test
    void ringsHaveNone() {
        assertThat(KeyPaths.of(plan("loop"), 100)).isEmpty();
    }
}
