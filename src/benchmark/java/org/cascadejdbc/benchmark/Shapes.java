package org.cascadejdbc.benchmark;

import java.util.ArrayList;
import java.util.List;

/** The shapes that are measured. */
final class Shapes {
    private static final String NUMBERS = "WITH RECURSIVE n (i) AS"
            + " (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %s - 1) ";

    private Shapes() {}

    static List<Shape> all(double scale) {
        return List.of(point(), bulk(scale), diamond(), tree(scale), chain());
    }

    /** One parent by its primary key, 10 children, 30 grandchildren. */
    private static Shape point() {
        return new Shape("S1", "point 1 → 10 → 30", family(1, 10, 3), "id", 500, true, List.of());
    }

    /** A tenth of the parents by a column without an index, 10 children and 20 grandchildren each. */
    private static Shape bulk(double scale) {
        int parents = Math.max(100, (int) (100_000 * scale)) / 10 * 10;
        String title = String.format("bulk, %,d of %,d parents", parents / 10, parents);
        List<Integer> targets = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        return new Shape("S2", title, family(parents / 10, 10, 2), "batch", parents, false, targets);
    }

    private static List<Shape.Table> family(int doomed, int children, int grandchildren) {
        return List.of(
                new Shape.Table("parent", ", batch INTEGER NOT NULL, note VARCHAR(20)", List.of(),
                        List.of("INSERT INTO parent (id, batch, note) " + NUMBERS.formatted("{count}")
                                + "SELECT {from} + i, i % 10, 'parent' FROM n"), doomed),
                new Shape.Table("child", ", note VARCHAR(20)",
                        List.of(new Shape.Reference("parent_id", "parent")),
                        List.of("INSERT INTO child (id, parent_id, note) SELECT p.id * " + children
                                + " + k.i, p.id, 'child' FROM parent p, {1.." + children
                                + "} k WHERE p.id >= {from}"),
                        doomed * children),
                new Shape.Table("grandchild", ", note VARCHAR(20)",
                        List.of(new Shape.Reference("child_id", "child")),
                        List.of("INSERT INTO grandchild (id, child_id, note) SELECT c.id * " + grandchildren
                                + " + k.i, c.id, 'grandchild' FROM child c, {1.." + grandchildren
                                + "} k WHERE c.id >= {from} * " + children),
                        doomed * children * grandchildren));
    }

    /** a ← b, a ← c, b ← d, c ← d: each d is reached on two ways. */
    private static Shape diamond() {
        List<Shape.Table> tables = List.of(
                new Shape.Table("a", ", note VARCHAR(20)", List.of(),
                        List.of("INSERT INTO a (id, note) " + NUMBERS.formatted("{count}")
                                + "SELECT {from} + i, 'a' FROM n"), 1),
                side("b"),
                side("c"),
                new Shape.Table("d", ", note VARCHAR(20)",
                        List.of(new Shape.Reference("b_id", "b"), new Shape.Reference("c_id", "c")),
                        List.of("INSERT INTO d (id, b_id, c_id, note) SELECT a.id * 30 + k.i, a.id * 10 + k.i % 10,"
                                + " a.id * 10 + (k.i * 3 + 1) % 10, 'd' FROM a, {1..30} k WHERE a.id >= {from}"), 30));
        return new Shape("S3", "diamond, 1 → 10 + 10 → 30", tables, "id", 500, true, List.of());
    }

    private static Shape.Table side(String name) {
        return new Shape.Table(name, ", note VARCHAR(20)", List.of(new Shape.Reference("a_id", "a")),
                List.of("INSERT INTO " + name + " (id, a_id, note) SELECT a.id * 10 + k.i, a.id, 'side'"
                        + " FROM a, {1..10} k WHERE a.id >= {from}"), 10);
    }

    /** A self-referencing tree of ten levels, three children a node until a level is as wide as the scale says. */
    private static Shape tree(double scale) {
        int widest = Math.max(3, (int) (19_683 * scale));
        List<String> fill = new ArrayList<>();
        int nodes = 0;
        int above = 0;
        int width = 0;
        for (int level = 0; level < 10; level++) {
            int wider = level == 0 ? 1 : Math.min(3 * width, widest);
            for (int tree = 0; tree < 2; tree++) {
                int offset = tree * 100_000;
                String parent = level == 0 ? "CAST(NULL AS " + "{integer})" : offset + above + " + i % " + width;
                fill.add("INSERT INTO tree (id, parent_id, note) " + NUMBERS.formatted(wider)
                        + "SELECT " + (offset + nodes) + " + i, " + parent + ", 'node' FROM n");
            }
            above = nodes;
            nodes += wider;
            width = wider;
        }
        Shape.Table table = new Shape.Table("tree", ", note VARCHAR(20)",
                List.of(new Shape.Reference("parent_id", "tree")), fill, nodes);
        return new Shape("S4", String.format("tree of depth 10, %,d nodes", nodes), List.of(table), "id", 2, false,
                List.of(0, 100_000));
    }

    /** 15 tables in a row: 1, 2, 4 and then 8 rows each, 103 together. */
    private static Shape chain() {
        List<Shape.Table> tables = new ArrayList<>();
        tables.add(new Shape.Table("t0", ", note VARCHAR(20)", List.of(),
                List.of("INSERT INTO t0 (id, note) " + NUMBERS.formatted("{count}")
                        + "SELECT {from} + i, 't' FROM n"), 1));
        int width = 1;
        for (int i = 1; i < 15; i++) {
            int wider = Math.min(8, 2 * width);
            String parent = i == 1 ? "r.id" : "r.id * 8 + k.i % " + width;
            tables.add(new Shape.Table("t" + i, ", note VARCHAR(20)",
                    List.of(new Shape.Reference("parent_id", "t" + (i - 1))),
                    List.of("INSERT INTO t" + i + " (id, parent_id, note) SELECT r.id * 8 + k.i, " + parent
                            + ", 't' FROM t0 r, {1.." + wider + "} k WHERE r.id >= {from}"), wider));
            width = wider;
        }
        return new Shape("S5", "chain of 15 tables, 103 rows", tables, "id", 200, true, List.of());
    }
}
