package org.cascadejdbc.it;

/**
 * Where we may do otherwise than the native twin, because the twin would do otherwise itself if its keys had been
 * created in another order, or the rows been found in another one. What we do is always what {@link PropertyLaw} says.
 */
enum PropertyTolerance {
    /** The twin built with the same keys, tables or rows in another order gives another answer (semantics 4, 5, 16). */
    ORDER,
    /**
     * The engine checks in the midst of the work: it refuses because of a row that goes, or lets go, in the same
     * statement. MySQL for NO ACTION and RESTRICT, SQLite for RESTRICT (semantics 9).
     */
    ROW_BY_ROW,
    /**
     * We are refused by the database: SET NULL or SET DEFAULT changes, in a row that stays, a column that a row which is
     * still to go references by a declared key, and SQLite and MySQL check that key after each of our statements.
     */
    WATCHED_KEY,
    /**
     * SQLite, where it writes a row that references itself, compares the two columns byte by byte: without the collation
     * and the type of the referenced one, so that the row seems to reference nothing. A plain UPDATE fails, too.
     */
    SQLITE_SELF_REFERENCE,
    /** MySQL cascades no deeper than 15 levels (semantics 11). */
    DEPTH,
    /** Several rows stand in the way, by keys with different SQLStates: which is told first depends on the order. */
    SEVERAL_OBSTACLES,
    /** MySQL and SQLite do not count matched rows that the cascade of a matched row took before. */
    OVERLAP_COUNT,
    /** SQLite's driver counts changed rows for a plain Statement: one that two keys change once or twice. */
    SQLITE_CHANGES,
    /** MySQL cannot declare SET DEFAULT: there is no twin, and the law alone speaks. */
    NO_TWIN
}
