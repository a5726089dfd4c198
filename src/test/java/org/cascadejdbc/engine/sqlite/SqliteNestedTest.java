package org.cascadejdbc.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.CascadePlanner;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.Strategy;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When SQLite's rows are found as they are deleted, and when they are written down first. */
class SqliteNestedTest {
    private static Graphs family() {
        return Graphs.graph().table("a(id*, x?)").table("b(id*, a_id?)").virtualKey("b(a_id) -> a(id) CASCADE");
    }

    private static boolean writesDown(Graphs graphs, String predicate, long maxRows) {
        return plan(graphs, predicate, maxRows) instanceof FreezeThenAct;
    }

    private static PhysicalPlan plan(Graphs graphs, String predicate, long maxRows) {
        KeyGraph graph = graphs.build();
        CascadePlan plan = new CascadePlanner(graph, Strategy.AUTO, maxRows > 0).plan(Graphs.name("a")).orElseThrow();
        QualifiedName table = new QualifiedName(List.of(new Name("a", false)));
        DeleteStatement delete = DeleteStatement.of("DELETE FROM a", table, "a", null, predicate);
        return new SqliteEngine().render(plan, graph, delete, null, List.of(), new Limits(maxRows, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id = ?", "a.x = 3 AND id = ?"})
    void comparisonsWithValuesMeanTheSameEachTime(String predicate) {
        assertThat(writesDown(family(), predicate, 0)).isFalse();
    }

    @Test
    void allRowsAreAllRows() {
        assertThat(writesDown(family(), null, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id < ?", "id = (SELECT max(a_id) FROM b)", "id = random()", "x = 'one'"})
    void anyOtherPredicateIsEvaluatedOnce(String predicate) {
        assertThat(writesDown(family(), predicate, 0)).isTrue();
    }

    @Test
    void whatIsCountedBeforeIsWrittenDown() {
        assertThat(writesDown(family(), "id = ?", 5)).isTrue();
    }

    /** Seed 31293 of {@code PropertyIT}: by it the database wants a's rows to go first, by which b's are found. */
    @Test
    void aFurtherKeyBetweenTheTablesMayWantAnotherOrder() {
        assertThat(writesDown(family().checkedKey("a(x) -> b(id) SET DEFAULT"), "id = ?", 0)).isTrue();
        assertThat(writesDown(family().checkedKey("a(x) -> b(id) SET NULL"), "id = ?", 0)).isTrue();
    }

    @Test
    void aRingIsWrittenDown() {
        assertThat(writesDown(family().virtualKey("a(x) -> b(id) CASCADE"), "id = ?", 0)).isTrue();
    }

    @Test
    void aRowIdIsFoundByItsValueWhateverTheCollation() {
        Graphs byRowId = Graphs.graph()
                .table("a(id#*, x?)").table("b(id*, a_id?)")
                .virtualKey("b(a_id) -> a(id) CASCADE");
        assertThat(firstDelete(byRowId)).contains("WHERE r.\"a_id\" IN (").doesNotContain("JOIN");
        assertThat(firstDelete(family())).contains("WHERE r.\"id\" IN (").contains("CROSS JOIN");
    }

    /** Only the last key decides which column is compared. */
    @Test
    void rowsOnTwoWaysAreFoundByTheirOwnKey() {
        Graphs diamond = Graphs.graph()
                .table("a(id#*, x?)").table("b(id#*, a_id?)").table("c(id#*, a_id?)").table("d(id#*, b_id?, c_id?)")
                .virtualKey("b(a_id) -> a(id) CASCADE").virtualKey("c(a_id) -> a(id) CASCADE")
                .virtualKey("d(b_id) -> b(id) CASCADE").virtualKey("d(c_id) -> c(id) CASCADE");
        assertThat(firstDelete(diamond)).contains("WHERE r.\"id\" IN (").contains("UNION ALL");
    }

    private static String firstDelete(Graphs graphs) {
        return plan(graphs, "id = ?", 0).statements().get(0);
    }
}
