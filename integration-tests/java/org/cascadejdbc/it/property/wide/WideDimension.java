package org.cascadejdbc.it.property.wide;

import java.util.EnumSet;
import java.util.Set;
import org.cascadejdbc.it.support.Database;

/** What a wide case varies. Each can be left out, to see the others alone: {@code -Dwide.vary=TYPES,NAMES}. */
enum WideDimension {
    /** Tables, keys, rules, rows, DELETEs: without it a case is of two tables and one row each. */
    SHAPE,
    /** The types of keys, the same on both sides or not. */
    TYPES,
    /** What tables and columns are called, and how that is written. */
    NAMES,
    /** Settings of the session and of the driver. */
    SESSIONS,
    /** Switches by which a session turns its keys off. */
    OFF,
    /** What the session says afterwards that the last statement did: {@code changes()}, {@code ROW_COUNT()}. */
    COUNTS,
    /** Several threads on one connection. */
    THREADS,
    /** A statement made before the connection moves to another database or schema. */
    MOVES,
    /** Temporary tables called like those of the schema. */
    TEMPORARY,
    /** Names in predicates that belong to other tables, or to nobody. */
    SCOPES,
    /** Blanks and comments of all kinds between words. */
    LEXING,
    /** Columns that change by themselves, defaults that land on keys, several updates of one row. */
    COLUMNS,
    /** A schema that changes between the statements, and while one waits. */
    MEANWHILE,
    /** SQLite's REPLACE and DROP TABLE, which delete only where keys act. */
    IMPLICIT;

    /** Those that {@code -Dwide.vary} names, or all but those that it names with a minus: {@code -} is all. */
    static Set<WideDimension> chosen(Database database) {
        String names = System.getProperty("wide.vary", "");
        if (names.isEmpty()) {
            return byDefault(database);
        }
        Set<WideDimension> chosen = names.startsWith("-") ? EnumSet.allOf(WideDimension.class) : EnumSet.of(SHAPE);
        for (String name : names.split(",", -1)) {
            if (name.length() > 1 && name.startsWith("-")) {
                chosen.remove(valueOf(name.substring(1)));
            } else if (name.length() > 1) {
                chosen.add(valueOf(name));
            }
        }
        return chosen;
    }

    /** In which nothing is known to be wrong. */
    private static Set<WideDimension> byDefault(Database database) {
        return switch (database) {
            case POSTGRESQL -> EnumSet.allOf(WideDimension.class);
            case MYSQL, MYSQL_OFF, MARIADB -> EnumSet.of(SHAPE, NAMES, OFF);
            case SQLITE -> EnumSet.of(SHAPE, TYPES, NAMES);
            case H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> EnumSet.allOf(WideDimension.class);
        };
    }
}
