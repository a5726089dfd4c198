package org.cascadejdbc.cli.graph;

import java.util.List;

/**
 * A table in the picture: its name, and below a row for each key with which it references a table.
 *
 * @param table its number
 * @param keys by row
 */
record Box(int table, double x, double y, double width, double height, List<NumberedKey> keys) {
    static final double NAME_SIZE = 13;
    static final double ROW_SIZE = 10.5;
    static final double HEADER = 28;
    static final double ROW = 17;
    static final double PADDING = 11;
    static final int LONGEST_NAME = 44;
    static final int LONGEST_COLUMNS = 30;
    static final String NO_INDEX = "no index";

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    /** Where a row's text has its middle. */
    double rowMiddle(int row) {
        return y + HEADER + row * ROW + ROW / 2;
    }

    Box moved(double dx, double dy) {
        return new Box(table, x + dx, y + dy, width, height, keys);
    }

    static double height(int keys) {
        return keys == 0 ? HEADER + 4 : HEADER + keys * ROW + 7;
    }

    /** The width that its texts want. */
    static double width(String name, List<NumberedKey> keys, String schema) {
        double width = Lettering.width(name(name, schema), NAME_SIZE);
        for (NumberedKey key : keys) {
            double index = key.info().indexed() ? 0 : Lettering.width("  " + NO_INDEX, ROW_SIZE);
            width = Math.max(width, Lettering.width(row(key, schema), ROW_SIZE) + index);
        }
        return width + 2 * PADDING;
    }

    static String name(String table, String schema) {
        return Lettering.shorten(table.substring(schema.length()), LONGEST_NAME);
    }

    static String row(NumberedKey key, String schema) {
        return Lettering.shorten(String.join(", ", key.info().columns()), LONGEST_COLUMNS) + " → "
                + Lettering.shorten(key.info().referencedTable().substring(schema.length()), LONGEST_COLUMNS);
    }
}
