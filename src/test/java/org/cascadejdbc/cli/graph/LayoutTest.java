package org.cascadejdbc.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadejdbc.ForeignKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a picture legible, whatever the schema. */
class LayoutTest {
    private static Layout layout(List<ForeignKeyInfo> keys, String... others) {
        return Layout.of(SchemaGraph.of(keys, List.of(others)));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "5, 2", "20, 3", "60, 4", "60, 5", "200, 6", "500, 7"})
    void grownSchemas(int tables, long seed) {
        List<ForeignKeyInfo> keys = SampleSchemas.grown(tables, seed);

        assertLegible(SchemaGraph.of(keys, List.of("main.a", "main.b", "main.c")));
    }

    @Test
    void hubsChainsAndManyTablesWithoutAnyKey() {
        List<ForeignKeyInfo> keys = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            keys.add(SampleSchemas.key("spoke" + i, "hub_id", "hub", i % 2 == 0 ? CASCADE : NO_ACTION));
            keys.add(SampleSchemas.key("many", "id" + i, "parent" + i, CASCADE));
            keys.add(SampleSchemas.key("link" + (i + 1), "before", "link" + i, CASCADE));
            others.add("main.other" + i);
        }

        assertLegible(SchemaGraph.of(keys, others));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyGraph(long seed) {
        Random random = new Random(seed);
        List<ForeignKeyInfo> keys = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            keys.add(SampleSchemas.key("t" + random.nextInt(15), "c" + i, "t" + random.nextInt(15), CASCADE));
        }

        assertLegible(SchemaGraph.of(keys, List.of()));
    }

    private static void assertLegible(SchemaGraph graph) {
        Layout layout = Layout.of(graph);
        assertThat(layout.boxes()).extracting(Box::table).doesNotHaveDuplicates().hasSize(graph.tables().size());
        assertThat(layout.routes().size() + layout.loops().size()).isEqualTo(graph.keys().size());
        Map<Integer, Box> boxes = new HashMap<>();
        for (Box box : layout.boxes()) {
            boxes.put(box.table(), box);
            assertThat(box.x()).isGreaterThanOrEqualTo(0);
            assertThat(box.y()).isGreaterThanOrEqualTo(0);
            assertThat(box.right()).isLessThanOrEqualTo(layout.width());
            assertThat(box.bottom()).isLessThanOrEqualTo(layout.height());
            for (Box other : boxes.values()) {
                assertThat(box.table() == other.table() || apart(box, other)).as("%s and %s", box, other).isTrue();
            }
        }
        for (Route route : layout.routes()) {
            Box upper = boxes.get(route.upward() ? route.key().to() : route.key().from());
            Box lower = boxes.get(route.upward() ? route.key().from() : route.key().to());
            assertThat(upper.bottom()).isLessThan(lower.y());
            assertThat(route.first().top()).isCloseTo(upper.bottom(), within(0.01));
            assertThat(route.first().x()).isBetween(upper.x(), upper.right());
            assertThat(route.last().bottom()).isCloseTo(lower.y(), within(0.01));
            assertThat(route.last().x()).isBetween(lower.x(), lower.right());
            assertNothingInTheWay(route, layout.boxes());
        }
        assertThat(upward(layout)).as("only keys of cycles lead upward").isSubsetOf(ofCycles(graph));
    }

    private static boolean apart(Box one, Box other) {
        return one.right() < other.x() || other.right() < one.x()
                || one.bottom() < other.y() || other.bottom() < one.y();
    }

    /** Curves are between the bottom of one stretch and the top of the next: no box may be there, nor on a stretch. */
    private static void assertNothingInTheWay(Route route, List<Box> boxes) {
        Route.Stretch before = null;
        for (Route.Stretch stretch : route.stretches()) {
            for (Box box : boxes) {
                boolean beside = stretch.x() <= box.x() || stretch.x() >= box.right()
                        || stretch.bottom() <= box.y() + 0.01 || stretch.top() >= box.bottom() - 0.01;
                assertThat(beside).as("%s past %s", route, box).isTrue();
                if (before != null) {
                    assertThat(before.bottom()).isLessThan(stretch.top());
                    assertThat(stretch.top() <= box.y() || before.bottom() >= box.bottom()
                                    || Math.max(before.x(), stretch.x()) <= box.x()
                                    || Math.min(before.x(), stretch.x()) >= box.right())
                            .as("%s past %s", route, box)
                            .isTrue();
                }
            }
            before = stretch;
        }
    }

    private static List<Integer> upward(Layout layout) {
        return layout.routes().stream().filter(Route::upward).map(route -> route.key().number()).toList();
    }

    /** Those from whose referencing table keys lead back to the referenced one. */
    private static List<Integer> ofCycles(SchemaGraph graph) {
        return graph.keys().stream()
                .filter(key -> {
                    List<Integer> reached = new ArrayList<>(List.of(key.to()));
                    for (int i = 0; i < reached.size(); i++) {
                        int table = reached.get(i);
                        graph.keys().stream()
                                .filter(next -> next.from() == table && !reached.contains(next.to()))
                                .forEach(next -> reached.add(next.to()));
                    }
                    return reached.contains(key.from());
                })
                .map(NumberedKey::number)
                .toList();
    }

    @Test
    void aCycleHasOneKeyThatLeadsUpward() {
        Layout layout = layout(List.of(
                SampleSchemas.key("b", "a_id", "a", CASCADE),
                SampleSchemas.key("c", "b_id", "b", CASCADE),
                SampleSchemas.key("a", "c_id", "c", SET_NULL)));

        assertThat(upward(layout)).hasSize(1);
    }

    @Test
    void referencedTablesAreAboveAndCloseToThoseThatReferenceThem() {
        SchemaGraph graph = SchemaGraph.of(SampleSchemas.chinook(), List.of());
        Map<String, Double> tops = new HashMap<>();
        Layout.of(graph).boxes().forEach(box -> tops.put(graph.tables().get(box.table()).substring(5), box.y()));

        assertThat(tops.get("Artist")).isLessThan(tops.get("Album"));
        assertThat(tops.get("Album")).isLessThan(tops.get("Track"));
        assertThat(tops.get("Genre")).isEqualTo(tops.get("Album"));
        assertThat(tops.get("PlaylistTrack")).isEqualTo(tops.get("InvoiceLine"));
    }

    @Test
    void chinookHasNoLinesThatCross() {
        SchemaGraph graph = SchemaGraph.of(SampleSchemas.chinook(), List.of());
        List<Route> routes = Layout.of(graph).routes();
        for (Route one : routes) {
            for (Route other : routes) {
                boolean sameLayers = one.first().bottom() == other.first().bottom()
                        && one.last().top() == other.last().top();
                boolean crossing = one.first().x() < other.first().x() && one.last().x() > other.last().x();
                assertThat(sameLayers && crossing).as("%s and %s", one, other).isFalse();
            }
        }
    }

    @Test
    void theSameKeysGiveTheSamePicture() {
        assertThat(layout(SampleSchemas.grown(150, 11))).isEqualTo(layout(SampleSchemas.grown(150, 11)));
    }

    @Test
    void theOrderOfTablesWithoutKeysDoesNotMatter() {
        List<String> others = new ArrayList<>(List.of("main.x", "main.y", "main.z"));
        Layout layout = Layout.of(SchemaGraph.of(List.of(), others));
        Collections.reverse(others);

        assertThat(Layout.of(SchemaGraph.of(List.of(), others))).isEqualTo(layout);
    }

    @Test
    void nothingIsAPictureToo() {
        Layout layout = layout(List.of());

        assertThat(layout.boxes()).isEmpty();
        assertThat(layout.width()).isPositive();
    }

    /** It takes a fraction of this. The processor's time, since the machine may do much else. */
    @Test
    void fiveHundredTablesTakeNoTime() {
        List<ForeignKeyInfo> keys = SampleSchemas.grown(500, 1);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        layout(keys);

        long start = threads.getCurrentThreadCpuTime();
        layout(keys);
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
}
