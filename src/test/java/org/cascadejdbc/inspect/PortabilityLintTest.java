package org.cascadejdbc.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Graphs;
import org.junit.jupiter.api.Test;

class PortabilityLintTest {
    private static List<String> messages(Graphs graph) {
        return PortabilityLint.of(graph.build()).stream().map(PortabilityRisk::message).toList();
    }

    private static Graphs family(String... keysOfC) {
        Graphs graph = Graphs.graph().table("p(id*)").table("m(id*, p?)").table("c(id*, p?, q?, m?, n)");
        for (String key : keysOfC) {
            graph.nativeKey(key);
        }
        return graph;
    }

    @Test
    void plainKeysAreTheSameEverywhere() {
        assertThat(messages(family("m(p) -> p(id) CASCADE", "c(m) -> m(id) CASCADE"))).isEmpty();
        assertThat(messages(family("m(p) -> p(id) NO ACTION", "c(p) -> p(id) CASCADE", "c(m) -> m(id) CASCADE")))
                .as("a DELETE from p stops at m").isEmpty();
        assertThat(messages(family("c(p) -> p(id) NO ACTION", "c(q) -> p(id) RESTRICT"))).isEmpty();
    }

    @Test
    void twoWaysThatAct() {
        assertThat(messages(family("c(p) -> p(id) CASCADE", "c(q) -> p(id) CASCADE"))).singleElement().asString()
                .contains("DELETE from shop.p reaches shop.c in two ways").contains("error 1785").doesNotContain("27000");
        assertThat(messages(family("m(p) -> p(id) CASCADE", "c(m) -> m(id) CASCADE", "c(p) -> p(id) SET NULL")))
                .singleElement().asString()
                .contains("by shop.m(p) CASCADE > shop.c(m) CASCADE and by shop.c(p) SET NULL").contains("27000");
    }

    @Test
    void aWayThatActsAndOneThatRefuses() {
        assertThat(messages(family("c(p) -> p(id) CASCADE", "c(q) -> p(id) NO ACTION"))).singleElement().asString()
                .contains("on PostgreSQL, MySQL and MariaDB that depends on which key was created first");
        assertThat(messages(family("m(p) -> p(id) CASCADE", "c(p) -> p(id) CASCADE", "c(m) -> m(id) RESTRICT")))
                .singleElement().asString()
                .contains("it goes on PostgreSQL and SQLite, and on MySQL and MariaDB that depends");
    }

    @Test
    void theNearestCommonTableIsNamed() {
        Graphs graph = Graphs.graph().table("top(id*)").table("p(id*, t?)").table("c(id*, a?, b?)")
                .nativeKey("p(t) -> top(id) CASCADE")
                .nativeKey("c(a) -> p(id) CASCADE")
                .nativeKey("c(b) -> p(id) CASCADE");
        assertThat(messages(graph)).singleElement().asString().contains("DELETE from shop.p reaches");
    }

    @Test
    void rulesOfOneKey() {
        assertThat(messages(family("c(p) -> p(id) SET DEFAULT"))).singleElement().asString().contains("InnoDB");
        assertThat(messages(family("c(n) -> p(id) SET NULL"))).singleElement().asString().contains("NOT NULL");
        Graphs some = Graphs.graph().table("p(a*, b*)").table("c(a?, b?)");
        assertThat(messages(some.nativeKey("c(a, b) -> p(a, b) SET NULL (b)"))).singleElement().asString()
                .contains("some columns only");
        assertThat(messages(family("c(p) -> c(id) NO ACTION"))).singleElement().asString().contains("row by row");
        assertThat(messages(family("c(p) -> c(id) CASCADE"))).hasSize(2)
                .anyMatch(message -> message.contains("15 rows deep"))
                .anyMatch(message -> message.contains("1785"));
    }

    @Test
    void ringsAndChains() {
        List<PortabilityRisk> ring = PortabilityLint.of(
                family("m(p) -> c(id) CASCADE", "c(m) -> m(id) CASCADE").build());
        assertThat(ring).singleElement().satisfies(risk -> {
            assertThat(risk.message()).contains("in a ring").contains("1785");
            assertThat(risk.path()).extracting(ForeignKey::name).containsExactlyInAnyOrder("m_p", "c_m");
        });
        assertThat(messages(chain(15))).isEmpty();
        assertThat(messages(chain(16))).singleElement().asString().contains("a cascade of 16 levels");
    }

    private static Graphs chain(int levels) {
        Graphs graph = Graphs.graph().table("t0(id*)");
        for (int i = 1; i <= levels; i++) {
            graph.table("t" + i + "(id*, p?)").nativeKey("t" + i + "(p) -> t" + (i - 1) + "(id) CASCADE");
        }
        return graph;
    }
}
