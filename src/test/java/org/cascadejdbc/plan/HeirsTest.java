package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.schema.Graphs;
import org.junit.jupiter.api.Test;

/** Tables that inherit: a DELETE from {@code animal} takes the rows of {@code dog} and {@code puppy}, too. */
class HeirsTest {
    private static Graphs animals() {
        return Graphs.graph()
                .inherited("animal(id*)", "dog")
                .inherited("dog(id*)", "puppy")
                .table("puppy(id*)")
                .table("collar(id*, dog_id?)")
                .table("bell(id*, collar_id?)");
    }

    private static Optional<CascadePlan> plan(Graphs graphs, Strategy strategy, boolean only) {
        return new CascadePlanner(graphs.build(), strategy, false)
                .plan(new Deletion(List.of(Graphs.name("animal")), only));
    }

    private static void assertRefused(Graphs graphs, Strategy strategy, String heir, String key) {
        assertThatThrownBy(() -> plan(graphs, strategy, false))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("DELETE FROM shop.animal would delete rows of shop." + heir)
                .hasMessageContaining(key)
                .hasMessageContaining("or delete from shop." + heir + " by its own name");
    }

    @Test
    void anEmulatedKeyToAnHeirAtAnyDepthIsRefused() {
        assertRefused(animals().virtualKey("collar(dog_id) -> dog(id) CASCADE"), Strategy.AUTO, "dog", "collar_dog_id");
        assertRefused(
                animals().ignoredKey("collar(dog_id) -> puppy(id) SET NULL"), Strategy.AUTO, "puppy", "collar_dog_id");
    }

    @Test
    void anEmulatedKeyBehindANativeCascadeFromAnHeirIsRefused() {
        Graphs graphs = animals()
                .nativeKey("collar(dog_id) -> dog(id) CASCADE")
                .virtualKey("bell(collar_id) -> collar(id) CASCADE");

        assertRefused(graphs, Strategy.AUTO, "dog", "bell_collar_id");
    }

    @Test
    void whatTheDatabaseDoesForItsHeirsItDoes() {
        Graphs graphs = animals().nativeKey("collar(dog_id) -> dog(id) CASCADE");

        assertThat(plan(graphs, Strategy.AUTO, false)).isEmpty();
        assertRefused(graphs, Strategy.EMULATE, "dog", "collar_dog_id");
    }

    @Test
    void onlyLeavesTheHeirsAlone() {
        assertThat(plan(animals().virtualKey("collar(dog_id) -> dog(id) CASCADE"), Strategy.AUTO, true)).isEmpty();
    }

    /** A key is not inherited: neither does a cascade from elsewhere reach an heir. */
    @Test
    void aCascadeIntoATableDoesNotTakeItsHeirs() {
        Graphs graphs = Graphs.graph()
                .table("animal(id*)")
                .inherited("collar(id*, animal_id?)", "bell")
                .table("bell(id*, animal_id?)")
                .table("clapper(id*, bell_id?)")
                .virtualKey("collar(animal_id) -> animal(id) CASCADE")
                .virtualKey("clapper(bell_id) -> bell(id) CASCADE");

        assertThat(plan(graphs, Strategy.AUTO, false).orElseThrow().deletionOrder())
                .map(table -> table.name().name())
                .containsExactly("collar", "animal");
    }

    /** Twice as many ways lead down with each level. */
    @Test
    void aLatticeOfHeirsIsWalkedOnce() {
        int height = 60;
        Graphs graphs = Graphs.graph().inherited("animal(id*)", "l0", "r0");
        for (int i = 0; i < height; i++) {
            graphs.inherited("l" + i + "(id*)", "l" + (i + 1), "r" + (i + 1));
            graphs.inherited("r" + i + "(id*)", "l" + (i + 1), "r" + (i + 1));
        }
        graphs.table("l" + height + "(id*)").table("r" + height + "(id*)");

        Optional<CascadePlan> plan =
                Effort.isSmall(() -> plan(graphs, Strategy.AUTO, false));

        assertThat(plan).isEmpty();
    }
}
