package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.junit.jupiter.api.Test;

/** Which keys are emulated when rows of {@code a} are deleted, and what becomes of whose rows. */
class CascadePlannerTest {
    private static Graphs letters() {
        return Graphs.graph()
                .table("a(id*, b_id?)")
                .table("b(id*, a_id?, other?)")
                .table("c(id*, b_id?, a_id?)")
                .table("d(id*, c_id?, b_id?)")
                .table("far(id*, d_id?)");
    }

    private static Optional<CascadePlan> plan(Graphs graphs, Strategy strategy, boolean countEveryRow) {
        return new CascadePlanner(graphs.build(), strategy, countEveryRow).plan(Graphs.name("a"));
    }

    private static Optional<CascadePlan> plan(Graphs graphs) {
        return plan(graphs, Strategy.AUTO, false);
    }

    private static List<String> detached(CascadePlan plan) {
        return names(plan.detachments().stream().map(Detachment::key).toList());
    }

    private static List<String> names(List<ForeignKey> keys) {
        return keys.stream().map(ForeignKey::name).toList();
    }

    private static List<String> emulated(Optional<CascadePlan> plan) {
        List<ForeignKey> keys = new ArrayList<>();
        plan.ifPresent(p -> {
            keys.addAll(p.cascades());
            keys.addAll(p.updates());
            keys.addAll(p.checks());
        });
        return names(keys);
    }

    private static List<String> order(CascadePlan plan) {
        return plan.deletionOrder().stream().map(table -> table.name().name()).toList();
    }

    private static List<List<String>> closure(CascadePlan plan) {
        return plan.closure().stream()
                .map(component -> component.tables().stream().map(table -> table.name().name()).toList())
                .toList();
    }

    // ---- the frontier ---------------------------------------------------------------------------------------------

    @Test
    void aTableWithoutKeysNeedsNoPlan() {
        assertThat(plan(letters())).isEmpty();
    }

    @Test
    void nativeKeysStayNative() {
        assertThat(plan(letters()
                        .nativeKey("b(a_id) -> a(id) CASCADE")
                        .nativeKey("c(b_id) -> b(id) SET NULL")
                        .nativeKey("d(b_id) -> b(id) RESTRICT")))
                .isEmpty();
    }

    @Test
    void aKeyThatTheDatabaseIgnoresIsEmulated() {
        assertThat(emulated(plan(letters().ignoredKey("b(a_id) -> a(id) CASCADE")))).containsExactly("b_a_id");
    }

    @Test
    void aKeyThatTheDatabaseOnlyChecksIsEmulated() {
        assertThat(emulated(plan(letters().checkedKey("b(a_id) -> a(id) CASCADE")))).containsExactly("b_a_id");
    }

    @Test
    void anOverriddenNativeKeyIsEmulated() {
        ForeignKey declared = letters().nativeKey("b(a_id) -> a(id) NO ACTION").build().keys().get(0);
        var graph = letters().build()
                .withKeys(List.of(declared.withAction(ReferentialAction.CASCADE, declared.columns())));

        assertThat(emulated(new CascadePlanner(graph, Strategy.AUTO, false).plan(Graphs.name("a"))))
                .containsExactly("b_a_id");
    }

    @Test
    void aNativeCascadeAboveAnEmulatedKeyIsEmulatedToo() {
        assertThat(emulated(plan(letters()
                        .nativeKey("b(a_id) -> a(id) CASCADE")
                        .nativeKey("c(b_id) -> b(id) CASCADE")
                        .virtualKey("d(c_id) -> c(id) CASCADE"))))
                .containsExactly("b_a_id", "c_b_id", "d_c_id");
    }

    @Test
    void whatLiesBeyondTheEmulatedKeysIsLeftToTheDatabase() {
        Optional<CascadePlan> plan = plan(letters()
                .virtualKey("b(a_id) -> a(id) CASCADE")
                .nativeKey("c(b_id) -> b(id) CASCADE")
                .nativeKey("d(c_id) -> c(id) RESTRICT"));

        assertThat(emulated(plan)).containsExactly("b_a_id");
        assertThat(order(plan.orElseThrow())).containsExactly("b", "a");
    }

    @Test
    void aNativeCascadeBesideAnEmulatedKeyIntoTheSameTableIsEmulatedToo() {
        Optional<CascadePlan> plan = plan(letters()
                .nativeKey("b(a_id) -> a(id) CASCADE")
                .nativeKey("c(b_id) -> b(id) CASCADE")
                .virtualKey("c(a_id) -> a(id) RESTRICT"));

        assertThat(names(plan.orElseThrow().cascades())).containsExactly("b_a_id", "c_b_id");
        assertThat(names(plan.orElseThrow().checks())).containsExactly("c_a_id");
    }

    @Test
    void nativeSetNullAndNoActionBesideAnEmulatedKeyStayNative() {
        assertThat(emulated(plan(letters()
                        .virtualKey("c(a_id) -> a(id) CASCADE")
                        .nativeKey("b(a_id) -> a(id) CASCADE")
                        .nativeKey("c(b_id) -> b(id) SET NULL")
                        .nativeKey("c(id) -> b(id) NO ACTION"))))
                .containsExactly("c_a_id");
    }

    @Test
    void whatIsEmulatedAboveMakesMoreEmulatedBesideToTheFixedPoint() {
        // far is virtual; so is d's key above it, so are both keys into d, so is c's key above one of them.
        assertThat(emulated(plan(letters()
                        .nativeKey("b(a_id) -> a(id) CASCADE")
                        .nativeKey("c(a_id) -> a(id) CASCADE")
                        .nativeKey("d(b_id) -> b(id) CASCADE")
                        .nativeKey("d(c_id) -> c(id) CASCADE")
                        .virtualKey("far(d_id) -> d(id) SET NULL"))))
                .containsExactlyInAnyOrder("b_a_id", "c_a_id", "d_b_id", "d_c_id", "far_d_id");
    }

    @Test
    void anEmulatedKeyOutOfReachIsNoConcern() {
        assertThat(plan(letters()
                        .nativeKey("b(a_id) -> a(id) SET NULL")
                        .virtualKey("c(b_id) -> b(id) CASCADE")
                        .virtualKey("a(b_id) -> b(id) CASCADE")))
                .isEmpty();
    }

    // ---- options --------------------------------------------------------------------------------------------------

    @Test
    void strategyNativeRefusesAndSaysWhichKeysAndWhatToDo() {
        Graphs graphs = letters().nativeKey("b(a_id) -> a(id) CASCADE").virtualKey("c(b_id) -> b(id) CASCADE");

        assertThatThrownBy(() -> plan(graphs, Strategy.NATIVE, false))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("DELETE FROM shop.a")
                .hasMessageContaining("c_b_id: shop.c(b_id) -> shop.b(id) ON DELETE CASCADE (virtual)")
                .hasMessageContaining("cascade.strategy=auto");
    }

    @Test
    void strategyNativeLetsNativeKeysPass() {
        assertThat(plan(letters().nativeKey("b(a_id) -> a(id) CASCADE"), Strategy.NATIVE, false)).isEmpty();
    }

    @Test
    void strategyEmulateCarriesOutAllThatActsAndLeavesRefusalsToTheDatabase() {
        Optional<CascadePlan> plan = plan(
                letters()
                        .nativeKey("b(a_id) -> a(id) CASCADE")
                        .nativeKey("c(b_id) -> b(id) SET NULL")
                        .nativeKey("d(b_id) -> b(id) RESTRICT"),
                Strategy.EMULATE,
                false);

        assertThat(emulated(plan)).containsExactly("b_a_id", "c_b_id");
    }

    @Test
    void strategyEmulateNeedsNoPlanWhereNoKeyActs() {
        assertThat(plan(letters().nativeKey("b(a_id) -> a(id) RESTRICT"), Strategy.EMULATE, false)).isEmpty();
    }

    @Test
    void toCountEveryRowThereIsAPlanEvenWithoutKeys() {
        CascadePlan plan = plan(letters(), Strategy.AUTO, true).orElseThrow();

        assertThat(order(plan)).containsExactly("a");
        assertThat(emulated(Optional.of(plan))).isEmpty();
    }

    @Test
    void toCountEveryRowNativeKeysAreEmulated() {
        assertThat(emulated(plan(
                        letters().nativeKey("b(a_id) -> a(id) CASCADE").nativeKey("c(b_id) -> b(id) SET NULL"),
                        Strategy.AUTO,
                        true)))
                .containsExactly("b_a_id", "c_b_id");
    }

    // ---- closure, order, detachments ------------------------------------------------------------------------------

    @Test
    void inADiamondReferencingTablesGoFirst() {
        CascadePlan plan = plan(letters()
                        .virtualKey("b(a_id) -> a(id) CASCADE")
                        .virtualKey("c(a_id) -> a(id) CASCADE")
                        .virtualKey("d(b_id) -> b(id) CASCADE")
                        .virtualKey("d(c_id) -> c(id) CASCADE"))
                .orElseThrow();

        assertThat(order(plan)).startsWith("d").endsWith("a").hasSize(4);
        assertThat(closure(plan)).startsWith(List.of("a")).endsWith(List.of("d"));
        assertThat(plan.closure()).noneMatch(CascadePlan.Component::cyclic);
        assertThat(names(plan.cascadesInto(Graphs.name("d")))).containsExactly("d_b_id", "d_c_id");
    }

    @Test
    void severalKeysBetweenTwoTablesKeepTheirOwnRules() {
        CascadePlan plan = plan(Graphs.graph()
                        .table("a(id*, code)")
                        .table("b(id*, x, y?, z?, w?)")
                        .virtualKey("b(x) -> a(id) CASCADE")
                        .virtualKey("b(y) -> a(code) SET NULL")
                        .virtualKey("b(z) -> a(id) SET DEFAULT")
                        .virtualKey("b(w) -> a(id) NO ACTION"))
                .orElseThrow();

        assertThat(names(plan.cascades())).containsExactly("b_x");
        assertThat(names(plan.updates())).as("SET DEFAULT before SET NULL").containsExactly("b_z", "b_y");
        assertThat(names(plan.checks())).containsExactly("b_w");
        assertThat(order(plan)).containsExactly("b", "a");
    }

    @Test
    void aSelfReferenceClosesOnItself() {
        CascadePlan plan = plan(Graphs.graph()
                        .table("a(id*, boss?)")
                        .checkedKey("a(boss) -> a(id) CASCADE"))
                .orElseThrow();

        assertThat(plan.closure()).containsExactly(new CascadePlan.Component(List.of(plan.target()), true));
        assertThat(plan.isReferencing(plan.target())).isTrue();
        assertThat(detached(plan)).containsExactly("a_boss");
    }

    @Test
    void aRingOfTablesIsOneComponentAndTheKeyAgainstTheOrderIsDetached() {
        CascadePlan plan = plan(letters()
                        .checkedKey("b(a_id) -> a(id) CASCADE")
                        .checkedKey("c(b_id) -> b(id) CASCADE")
                        .checkedKey("a(b_id) -> b(id) CASCADE"))
                .orElseThrow();

        assertThat(closure(plan)).hasSize(2).last().isEqualTo(List.of("c"));
        assertThat(plan.closure().get(0).cyclic()).isTrue();
        assertThat(order(plan)).startsWith("c").hasSize(3);
        String against = order(plan).indexOf("a") < order(plan).indexOf("b") ? "b_a_id" : "a_b_id";
        assertThat(detached(plan)).containsExactly(against);
    }

    @Test
    void inARingTheOrderFollowsTheKeyThatCannotBeDetached() {
        CascadePlan plan = plan(Graphs.graph()
                        .table("a(id*, b_id)")
                        .table("b(id*, a_id?)")
                        .checkedKey("b(a_id) -> a(id) CASCADE")
                        .checkedKey("a(b_id) -> b(id) CASCADE"))
                .orElseThrow();

        assertThat(order(plan)).containsExactly("a", "b");
        assertThat(detached(plan)).containsExactly("b_a_id");
    }

    @Test
    void whatTheDatabaseDoesNotWatchNeedsNoDetachment() {
        CascadePlan plan = plan(letters()
                        .virtualKey("b(a_id) -> a(id) CASCADE")
                        .virtualKey("a(b_id) -> b(id) CASCADE"))
                .orElseThrow();

        assertThat(plan.detachments()).isEmpty();
        assertThat(plan.closure()).hasSize(1);
    }

    @Test
    void aWatchedKeyBetweenDoomedTablesOrdersThemWhateverItsRule() {
        CascadePlan plan = plan(letters()
                        .virtualKey("b(a_id) -> a(id) CASCADE")
                        .virtualKey("c(a_id) -> a(id) CASCADE")
                        .nativeKey("c(b_id) -> b(id) RESTRICT"))
                .orElseThrow();

        assertThat(order(plan)).containsExactly("c", "b", "a");
    }

    @Test
    void thePlanDoesNotDependOnTheOrderOfKeys() {
        CascadePlan one = plan(letters().virtualKey("b(a_id) -> a(id) CASCADE").virtualKey("c(b_id) -> b(id) CASCADE"))
                .orElseThrow();
        CascadePlan other = plan(
                        letters().virtualKey("c(b_id) -> b(id) CASCADE").virtualKey("b(a_id) -> a(id) CASCADE"))
                .orElseThrow();

        assertThat(other).isEqualTo(one);
    }

    // ---- partitions -----------------------------------------------------------------------------------------------

    private static Graphs measurements() {
        return Graphs.graph()
                .partitioned("a(id*)")
                .partition("a1(id*)", "a")
                .table("b(id*, a_id?)");
    }

    @Test
    void keysToThePartitionedTableConcernItsPartitions() {
        Graphs graphs = measurements().virtualKey("b(a_id) -> a(id) CASCADE");

        Optional<CascadePlan> plan =
                new CascadePlanner(graphs.build(), Strategy.AUTO, false).plan(Graphs.name("a1"));

        assertThat(emulated(plan)).containsExactly("b_a_id");
        assertThat(plan.orElseThrow().doomedReferencedBy(plan.orElseThrow().cascades().get(0), graphs.build()))
                .extracting(Table::toString)
                .containsExactly("shop.a1");
    }

    @Test
    void anEmulatedKeyToOnePartitionRefusesADeleteFromTheWhole() {
        assertThatThrownBy(() -> plan(measurements().virtualKey("b(a_id) -> a1(id) CASCADE")))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("b_a_id")
                .hasMessageContaining("delete from that partition, or let the key reference shop.a");
        Graphs byTheDatabase = measurements().nativeKey("b(a_id) -> a1(id) CASCADE");
        assertThat(plan(byTheDatabase)).isEmpty();
        assertThatThrownBy(() -> plan(byTheDatabase, Strategy.EMULATE, false)).isInstanceOf(PlanRefusedException.class);
        assertThatThrownBy(() -> plan(byTheDatabase, Strategy.AUTO, true)).isInstanceOf(PlanRefusedException.class);
    }

    @Test
    void aDeclaredRestrictOnOnePartitionIsLeftToTheDatabaseUnderEveryOption() {
        Graphs graphs = measurements().nativeKey("b(a_id) -> a1(id) RESTRICT");

        assertThat(plan(graphs, Strategy.EMULATE, false)).isEmpty();
        assertThat(emulated(plan(graphs, Strategy.AUTO, true))).isEmpty();
    }

    private static Graphs wholeAndPartition() {
        return Graphs.graph()
                .table("a(id*)")
                .partitioned("w(id*, a_id?, x?)")
                .partition("w1(id*, a_id?, x?)", "w")
                .partition("w2(id*, a_id?, x?)", "w");
    }

    @Test
    void emulatedKeysOfAWholeAndOfItsPartitionAreRefused() {
        assertThatThrownBy(() -> plan(wholeAndPartition()
                        .nativeKey("w(a_id) -> a(id) CASCADE")
                        .virtualKey("w1(x) -> a(id) RESTRICT")))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("w_a_id")
                .hasMessageContaining("w1_x")
                .hasMessageContaining("declare them both on shop.w");
    }

    @Test
    void aNativeCascadeIntoOnePartitionIsNotBesideAnEmulatedKeyOfAnother() {
        assertThat(emulated(plan(wholeAndPartition()
                        .nativeKey("w2(a_id) -> a(id) CASCADE")
                        .virtualKey("w1(x) -> a(id) RESTRICT"))))
                .containsExactly("w1_x");
    }

    // ---- size -----------------------------------------------------------------------------------------------------

    /** Natively declared but for the last, so that the frontier climbs all the way up. */
    @Test
    void aChainOfFiveThousandTablesTakesNoTimeAndNoStack() {
        int length = 5_000;
        Graphs graphs = Graphs.graph().table("a(id*)").table("t0(id*, p?)").nativeKey("t0(p) -> a(id) CASCADE");
        for (int i = 1; i < length; i++) {
            graphs.table("t" + i + "(id*, p?)");
            String key = "t" + i + "(p) -> t" + (i - 1) + "(id) CASCADE";
            if (i < length - 1) {
                graphs.nativeKey(key);
            } else {
                graphs.virtualKey(key);
            }
        }
        var planner = new CascadePlanner(graphs.build(), Strategy.AUTO, false);

        CascadePlan plan = Effort.isSmall(() -> planner.plan(Graphs.name("a")).orElseThrow());

        assertThat(plan.cascades()).hasSize(length);
        assertThat(order(plan)).startsWith("t4999", "t4998").endsWith("t0", "a");
    }

    @Test
    void aStarAndARingOfFiveThousandTablesTakeNoTime() {
        int size = 5_000;
        Graphs star = Graphs.graph().table("a(id*)");
        Graphs ring = Graphs.graph().table("a(id*, p?)");
        for (int i = 0; i < size; i++) {
            star.table("t" + i + "(id*, p?)").virtualKey("t" + i + "(p) -> a(id) CASCADE");
            ring.table("t" + i + "(id*, p?)")
                    .checkedKey("t" + i + "(p) -> " + (i == 0 ? "a" : "t" + (i - 1)) + "(id) CASCADE");
        }
        ring.checkedKey("a(p) -> t" + (size - 1) + "(id) CASCADE");

        List<CascadePlan> plans = Effort.isSmall(() -> List.of(plan(star).orElseThrow(), plan(ring).orElseThrow()));

        assertThat(plans.get(0).closure()).hasSize(size + 1);
        assertThat(plans.get(1).closure()).hasSize(1);
        assertThat(detached(plans.get(1))).hasSize(1);
    }
}
