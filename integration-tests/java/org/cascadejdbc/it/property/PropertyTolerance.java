package org.cascadejdbc.it.property;

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
     * We are refused by the database, as documented: rows that go reference each other, or themselves, by a key that is
     * declared RESTRICT or NO ACTION, in columns that cannot be set to NULL before, and it checks that key row by row.
     */
    WATCHED_RING,
    /**
     * A row goes by a CASCADE key and gets SET NULL or SET DEFAULT by another one on the same column: where the engine
     * takes the latter first, the row does not reference the doomed one any more, and stays. Likewise between two keys
     * that update: the first one's NULL is in a column of the other one, which then does nothing.
     */
    RELEASED_FIRST,
    /**
     * MySQL evaluates the predicate while the cascade goes on: where it reads what the DELETE itself deletes or changes,
     * later rows are matched otherwise. Ours is evaluated once, on the data as it was.
     */
    LIVE_PREDICATE,
    /**
     * MySQL, H2 and HSQLDB do not see that SET NULL changes, in the same table, what other rows reference by that key: they leave
     * them, against their own constraint, without the row that they reference.
     */
    LEFT_DANGLING,
    /** MySQL cascades no deeper than 15 levels (semantics 11). */
    DEPTH,
    /** Several rows stand in the way, by keys with different SQLStates: which is told first depends on the order. */
    SEVERAL_OBSTACLES,
    /** MySQL and SQLite do not count matched rows that the cascade of a matched row took before. */
    OVERLAP_COUNT,
    /** SQLite's driver counts changed rows for a plain Statement: one that two keys change once or twice. */
    SQLITE_CHANGES,
    /**
     * H2 does not look for the default's row, and where a column has no default it deletes no row of the parent ({@code H2IT}):
     * its twin says nothing of a schema with SET DEFAULT, and the law alone speaks.
     */
    H2_SET_DEFAULT,
    /**
     * HSQLDB does not look for the default's row where a row has that value already ({@code HsqldbIT}): its twin deletes, and
     * leaves an orphan.
     */
    HSQLDB_SET_DEFAULT,
    /**
     * HSQLDB fails (S1000, "General error", {@code RowSetNavigatorDataChangeMemory.containsUpdatedRow}) where SET NULL changes what
     * another row references while rows go: what is to be refused is.
     */
    HSQLDB_GENERAL_ERROR,
    /**
     * HSQLDB refuses, as the standard has it (27000), what goes and is set by two keys of one DELETE, or is set to two values; so
     * do we, where a row goes and is set.
     */
    TRIGGERED_CHANGE,
    /** MySQL cannot declare SET DEFAULT: there is no twin, and the law alone speaks. */
    NO_TWIN
}
