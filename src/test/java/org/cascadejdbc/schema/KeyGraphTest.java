package org.cascadejdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cascadejdbc.sql.CaseRule;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;
import org.junit.jupiter.api.Test;

class KeyGraphTest {
    private static Graphs measurements() {
        return Graphs.graph()
                .partitioned("whole(id*)")
                .partition("part(id*)", "whole")
                .partition("deep(id*)", "part")
                .table("toWhole(id*)")
                .table("toDeep(id*)")
                .nativeKey("toWhole(id) -> whole(id) CASCADE")
                .nativeKey("toDeep(id) -> deep(id) CASCADE");
    }

    private static List<String> names(List<ForeignKey> keys) {
        return keys.stream().map(ForeignKey::name).toList();
    }

    @Test
    void aDeletedRowOfAPartitionConcernsTheKeysToAllThatItIsPartOf() {
        KeyGraph graph = measurements().build();

        assertThat(names(graph.referencing(Graphs.name("whole")))).containsExactly("toWhole_id");
        assertThat(names(graph.referencing(Graphs.name("part")))).containsExactly("toWhole_id");
        assertThat(names(graph.referencing(Graphs.name("deep")))).containsExactly("toDeep_id", "toWhole_id");
        assertThat(graph.referencing(Graphs.name("toDeep"))).isEmpty();
    }

    @Test
    void keysToPartitionsAreFoundFromTheWhole() {
        KeyGraph graph = measurements().build();

        assertThat(names(graph.referencingPartitionsOf(Graphs.name("whole")))).containsExactly("toDeep_id");
        assertThat(graph.referencingPartitionsOf(Graphs.name("toWhole"))).isEmpty();
    }

    @Test
    void aTableIsPartOfItselfAndOfItsWholes() {
        KeyGraph graph = measurements().build();

        assertThat(graph.isPartOf(Graphs.name("deep"), Graphs.name("whole"))).isTrue();
        assertThat(graph.isPartOf(Graphs.name("deep"), Graphs.name("deep"))).isTrue();
        assertThat(graph.isPartOf(Graphs.name("whole"), Graphs.name("deep"))).isFalse();
    }

    @Test
    void theRowsOfATableAreThoseOfItsPartitionsAtAnyDepthOrOfItsHeirs() {
        KeyGraph graph = Graphs.graph()
                .partitioned("whole(id*)")
                .partition("part(id*)", "whole")
                .partition("deep(id*)", "part")
                .inherited("animal(id*)", "dog", "cat")
                .table("dog(id*)")
                .table("cat(id*)")
                .build();

        assertThat(graph.partsAndHeirs(Graphs.name("whole")))
                .containsExactly(Graphs.name("part"), Graphs.name("deep"));
        assertThat(graph.partsAndHeirs(Graphs.name("animal"))).containsExactly(Graphs.name("dog"), Graphs.name("cat"));
        assertThat(graph.partsAndHeirs(Graphs.name("dog"))).isEmpty();
    }

    @Test
    void underAViewAreTheTablesOfTheViewsUnderItAndNoView() {
        KeyGraph graph = Graphs.graph()
                .table("a(id*)")
                .table("b(id*)")
                .table("other(id*)")
                .view("inner(id)", "b", "a")
                .view("outer(id)", "inner", "again", "a")
                .view("again(id)", "inner", "outer")
                .build();

        assertThat(graph.tablesUnder(Graphs.name("inner"))).containsExactly(Graphs.name("b"), Graphs.name("a"));
        assertThat(graph.tablesUnder(Graphs.name("outer")))
                .as("views that name each other come to an end")
                .containsExactlyInAnyOrder(Graphs.name("a"), Graphs.name("b"));
    }

    @Test
    void aTableIsFoundByItsIdInTheCatalog() {
        KeyGraph graph = measurements().build();
        Table deep = graph.table(Graphs.name("deep"));

        assertThat(graph.withId(deep.id())).contains(deep);
        assertThat(graph.withId(-1)).isEmpty();
    }

    @Test
    void otherKeysLeaveTheTables() {
        KeyGraph graph = measurements().build();

        assertThat(graph.withKeys(List.of()).tables()).containsExactlyElementsOf(graph.tables()).hasSize(5);
        assertThat(graph.withKeys(List.of()).referencing(Graphs.name("deep"))).isEmpty();
    }

    @Test
    void aKeyOfAnUnknownTableIsAnError() {
        Graphs graphs = Graphs.graph().table("a(id*)").nativeKey("a(id) -> missing(id) CASCADE");

        assertThatThrownBy(graphs::build).hasMessageContaining("no table shop.missing");
    }

    @Test
    void onASessionWithoutKeysNothingIsEnforced() {
        assertThat(measurements().build().withoutEnforcement().keys())
                .hasSize(2)
                .noneMatch(ForeignKey::watched)
                .noneMatch(ForeignKey::isNative)
                .noneMatch(ForeignKey::virtual);
    }

    @Test
    void aNameMayMeanTablesOfSeveralSchemasUnlessItIsQualified() {
        KeyGraph graph = Graphs.graph().table("one.t(id*)").table("two.T(id*)").table("two.u(id*)").build();

        assertThat(graph.candidates(written("t"))).extracting(Table::toString).containsExactly("one.t", "two.T");
        assertThat(graph.candidates(written("TWO", "t"))).extracting(Table::toString).containsExactly("two.T");
        assertThat(graph.candidates(written("three", "t"))).isEmpty();
    }

    @Test
    void tablesAndColumnsHaveCaseRulesOfTheirOwn() {
        KeyGraph graph = Graphs.graph().table("one.T(Id*)").build(CaseRule.SENSITIVE, CaseRule.INSENSITIVE);

        assertThat(graph.candidates(written("t"))).isEmpty();
        assertThat(graph.column(graph.table(Graphs.name("one.T")), new Name("iD", false)))
                .hasValueSatisfying(column -> assertThat(column.name()).isEqualTo("Id"));
    }

    @Test
    void theSearchPathDecidesWhatAnUnqualifiedNameMeans() {
        KeyGraph graph = Graphs.graph().table("one.t(id*)").table("two.t(id*)").table("two.u(id*)").build();
        SearchPath path = new SearchPath(List.of("missing", "two", "one"));

        assertThat(path.resolve(written("t"), graph)).hasValueSatisfying(t -> assertThat(t).hasToString("two.t"));
        assertThat(path.resolve(written("one", "t"), graph))
                .hasValueSatisfying(t -> assertThat(t).hasToString("one.t"));
        assertThat(new SearchPath(List.of("one")).resolve(written("u"), graph)).isEmpty();
        assertThat(new SearchPath(List.of()).resolve(written("t"), graph)).isEmpty();
    }

    private static QualifiedName written(String... parts) {
        return new QualifiedName(List.of(parts).stream().map(part -> new Name(part, false)).toList());
    }
}
