package org.cascadejdbc.cli.graph;

import java.util.List;

/**
 * A key's way in the picture, from the upper table to the lower one: vertical stretches with curves between them.
 *
 * @param upward whether its arrow points up, since it closes a cycle: then the referencing table is the upper one
 */
record Route(NumberedKey key, List<Stretch> stretches, boolean upward) {
    record Stretch(double x, double top, double bottom) {
        Stretch moved(double dx, double dy) {
            return new Stretch(x + dx, top + dy, bottom + dy);
        }
    }

    /**
     * The way of a key of a table to itself: out of its right side and back.
     *
     * @param x the table's right side
     * @param top where it leaves
     * @param bottom where it arrives
     * @param out how far it goes
     */
    record Loop(NumberedKey key, double x, double top, double bottom, double out) {
        Loop moved(double dx, double dy) {
            return new Loop(key, x + dx, top + dy, bottom + dy, out);
        }
    }

    Stretch first() {
        return stretches.get(0);
    }

    Stretch last() {
        return stretches.get(stretches.size() - 1);
    }

    Route moved(double dx, double dy) {
        return new Route(key, stretches.stream().map(stretch -> stretch.moved(dx, dy)).toList(), upward);
    }
}
