package org.cascadejdbc.it.property.wide;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;

/** A key of a wide case. */
record WideKey(
        String name,
        WideTable child,
        List<WideTable.Column> columns,
        DeleteRule rule,
        WideTable parent,
        List<WideTable.Column> parentColumns) {
    WideKey as(DeleteRule other) {
        return new WideKey(name, child, columns, other, parent, parentColumns);
    }

    /** What a table is created with, or altered to. */
    String constraint(String qualifier) {
        return "CONSTRAINT " + name + " FOREIGN KEY " + exact(columns) + " REFERENCES " + qualifier
                + parent.name().exact()
                + " " + exact(parentColumns) + " ON DELETE " + Key.sql(rule);
    }

    /** Whether SQLite may find a row by one comparison of the key's columns and not by another; then it may refuse. */
    boolean ofTwoAffinities(Database database) {
        return database == Database.SQLITE && IntStream.range(0, columns.size())
                .anyMatch(i -> !columns.get(i).kind().ddl().equals(parentColumns.get(i).kind().ddl()));
    }

    private static String exact(List<WideTable.Column> columns) {
        return columns.stream().map(column -> column.name().exact()).collect(Collectors.joining(", ", "(", ")"));
    }

    /** As a relation, in one of the ways to write its names. */
    String relation(WideDice dice, Database database) {
        String qualifier = database != Database.SQLITE && dice.once(WideDimension.NAMES, "qualified", 3) ? "@own." : "";
        return "ALTER TABLE " + qualifier + spelled(dice, "child", child.name()) + " ADD CONSTRAINT " + name
                + " FOREIGN KEY " + spelled(dice, "column", columns) + " REFERENCES " + qualifier
                + spelled(dice, "parent", parent.name()) + " " + spelled(dice, "referenced", parentColumns)
                + " ON DELETE "
                + Key.sql(rule);
    }

    private static String spelled(WideDice dice, String what, WideName name) {
        return dice.any(WideDimension.NAMES, what, name.spellings());
    }

    private static String spelled(WideDice dice, String what, List<WideTable.Column> columns) {
        return columns.stream()
                .map(column -> spelled(dice, what + columns.indexOf(column), column.name()))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
