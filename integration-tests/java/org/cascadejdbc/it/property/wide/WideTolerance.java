package org.cascadejdbc.it.property.wide;

import java.util.List;
import java.util.Objects;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;

/** Where we may do otherwise than the native twin of a wide case. */
enum WideTolerance {
    /**
     * A table of MySQL without a unique key of NOT NULL columns, as documented: rows that change twice have no
     * identity.
     */
    NO_ROW_KEY,
    /**
     * A temporary table of MySQL hides one that the cascade concerns, as documented: nothing reaches that one. Or it is read by
     * the predicate, and would have to be opened twice.
     */
    HIDDEN,
    /** H2's own keys do not know which members of two different ENUMs are equal: refused in words, as documented. */
    ENUMS,
    /** HSQLDB finds no row by an index of such a type: refused in words, as documented. */
    INTERVALS,
    /**
     * H2 fails by an exception of its own (50000), or a deadlock with itself (40001), where a row goes and is set, or is set by two
     * keys, in other isolation levels than READ COMMITTED.
     */
    H2_FAILS_ITSELF,
    /** MySQL's {@code sql_safe_updates}, with which a cascade is refused in words where it is not sure to be safe, as documented. */
    SAFE_UPDATES,
    /** A {@code sql_mode} of MariaDB in which a cascade's statements would mean something else, as documented. */
    FOREIGN_MODE,
    /** A name that the session's character set of MySQL has not, as documented: the server gives it with question marks. */
    UNWRITABLE,
    /** Types of MySQL whose values are stored in different ways, as documented: its two modes find other rows. */
    OTHER_LAYOUT,
    /**
     * A NUL or a byte order mark between words is refused, and MySQL's executable comment, and what a character is that the
     * connection's character set has for a blank, perhaps, as documented.
     */
    UNREADABLE,
    /**
     * What the database finds no statement in, we refuse in our own words, since it may be a DELETE; having looked at the
     * schema, for which others wait until the end of its transaction, or we for them.
     */
    NOT_UNDERSTOOD,
    /** SQLite's deprecated {@code PRAGMA count_changes}, with which a cascade is refused in words, as documented. */
    COUNT_CHANGES,
    /** DROP TABLE counts the rows that it deletes where keys act, be it by the pragma that we switch on: natively, too. */
    ROWS_OF_DROP,
    /**
     * SQLite gives a row that goes by one key the default of another key first, if the keys are in that order, and fails if
     * the column does not take it; ours is what the law says: it goes.
     */
    CHANGED_BEFORE_GONE,
    /** Several rows stand in the way, or one in two ways: which is told first depends on the order. */
    SEVERAL_OBSTACLES,
    /** A name of the statement is one that our texts on PostgreSQL use, and it is refused in words, as documented. */
    OUR_NAME,
    /**
     * A relation without a schema follows the search path, or the current database, as documented: after a move of the connection it does not hold
     * for a table that the DELETE names with another schema.
     */
    MOVED_RELATION,
    /**
     * A row that goes by one key would get, by another one, a default that refuses: natively that depends on which row of the
     * parent goes first (law 3).
     */
    ORDER_OF_ROWS,
    /**
     * SQLite gives a row the default that another row of the parent still has, which then goes itself, and leaves an orphan;
     * we refuse (law 3).
     */
    NATIVE_ORPHAN,
    /** SQLite's columns of two affinities: what may be found in two ways is refused, and nothing is changed, as documented. */
    TWO_AFFINITIES,
    /** PostgreSQL's own key between columns of two collations fails (42P22), which can be compared by the parent's. */
    OWN_COLLATIONS,
    /** pgjdbc that sends all by simple queries cannot ask the server what is wrong with a text: we refuse in our words. */
    NOT_ASKED,
    /** SQLite's driver tells a thread what the last statement of any thread has changed. */
    COUNTS_OF_THREADS,
    /**
     * SQLite's driver counts changed rows for a plain Statement: one that two keys change once or twice, and one that a
     * REPLACE gives the default that it has.
     */
    SQLITE_CHANGES,
    /**
     * SQLite takes no savepoint for a DELETE whose keys all act, and where it fails nevertheless, for columns of two
     * affinities, what it has done so far stays in the transaction; we refuse, too, and nothing is changed (law 4).
     */
    HALF_DONE,
    /** What would delete rows that the plain driver keeps is refused, and nothing is changed (law 11). */
    REFUSED_IMPLICIT;

    /** Beside what was seen of a twin in which a row references none. */
    static final String ORPHANS = "#orphans";

    /**
     * The class of a difference, {@code null} if it has none.
     *
     * @param before the content before the act
     * @param our all that was seen, with messages
     * @param natively the same of the twin
     */
    static WideTolerance of(
            WideCase schema, WideAct act, List<String> before, List<String> wanted, List<String> was,
            List<String> our, List<String> natively) {
        boolean refused = was.stream().anyMatch(line -> line.matches("(failure|batch): .*0A000"));
        boolean nothingDone =
                was.containsAll(before.stream().filter(line -> !line.matches("(?s)(rows of late|log): .*")).toList());
        if (schema.database().isH2() && natively.stream().anyMatch(line ->
                line.matches("(?s)#(HY000 )?General error: \"java[.]lang[.].*") || line.matches("(?s)#(40001 )?Deadlock detected[.] The current transaction.*"))) {
            return H2_FAILS_ITSELF;
        }
        if (schema.database().isInMemory() && nothingDone && refused && act.sql().matches("(?s).*[\\x1c-\\x1f\\x85].*")) {
            return UNREADABLE;
        }
        if (nothingDone && (schema.database().isMySql() || schema.database().isInMemory())) {
            WideTolerance documented = our.stream()
                    .map(line -> ofWords(line, act))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            if (documented != null) {
                return documented;
            }
        }
        boolean threadsUnsafe = was.stream().anyMatch(line -> line.startsWith("counts: "))
                && our.stream().anyMatch(line -> line.startsWith("#"))
                && our.stream().filter(line -> line.startsWith("#")).allMatch(line -> ofWords(line, act) == SAFE_UPDATES);
        if (schema.database().isMySql() && threadsUnsafe) { // of which some were refused
            return SAFE_UPDATES;
        }
        if (schema.database() == Database.MARIADB && relationMoved(schema, act)) {
            return MOVED_RELATION;
        }
        if (schema.database() == Database.POSTGRESQL) {
            return ofPostgresql(schema, act, nothingDone, wanted, was, our);
        }
        boolean threadsRefused = our.stream().anyMatch(line -> line.startsWith("#0A000 "));
        if (nothingDone && (refused || threadsRefused) && act.sql().matches("(?s).*([\\x00\ufeff]|/\\*!).*")) {
            return UNREADABLE;
        }
        if (nothingDone && our.stream().anyMatch(line -> line.contains("PRAGMA count_changes=OFF before"))) {
            return COUNT_CHANGES;
        }
        boolean unclear = our.stream().anyMatch(line -> line.contains("whose tokens cannot be told apart (what the character"));
        if (nothingDone && unclear) {
            return UNREADABLE;
        }
        boolean failsOtherwise = failure(was).matches("batch: .* code 0|failure: code (19|5)|failure: java.*Index.*");
        if (nothingDone && failsOtherwise && act.sql().matches("(?s).*[\\x00\ufeff].*")) {
            return UNREADABLE; // a batch's failure has no SQLState there, nor has what the guard of implicit deletes refuses
        }
        boolean bothFail = !failure(wanted).isEmpty() && failure(was).endsWith(" 0A000");
        boolean wait = act.meanwhile() == WideAct.Meanwhile.DURING && failure(was).equals("failure: code 5");
        boolean othersWait = (wait && !failure(wanted).isEmpty())
                || (act.meanwhile() == WideAct.Meanwhile.DURING && act.inTransaction() && (bothFail || wait
                        || (!failure(wanted).isEmpty() && failure(was).equals(failure(wanted)))));
        if ((bothFail || othersWait) && wanted.stream().allMatch(line -> line.equals(failure(wanted))
                || was.contains(line) || (othersWait && line.matches("(rows of late|insert|log|commit): .*")))) {
            return NOT_UNDERSTOOD;
        }
        boolean byColumn = natively.stream()
                .anyMatch(line -> line.matches("#.*SQLITE_CONSTRAINT_(DATATYPE|NOTNULL|UNIQUE|PRIMARYKEY|ROWID).*"));
        boolean affinities = schema.keys().stream().anyMatch(key -> key.ofTwoAffinities(schema.database()));
        if (!act.implicit() && nothingDone && affinities && isRefusal(failure(was)) && our.stream().anyMatch(line ->
                line.contains("whose columns have types of different affinities") || line.startsWith("#[SQLITE_CONSTRAINT_FOREIGNKEY]"))) {
            return TWO_AFFINITIES;
        }
        boolean refusedByColumn = isRefusal(failure(wanted));
        if (byColumn && failure(was).isEmpty() && refusedByColumn && goesAndChanges(schema)) {
            return CHANGED_BEFORE_GONE;
        }
        if (!act.implicit() && nothingDone && failure(wanted).isEmpty() && isRefusal(failure(was)) && natively.contains(ORPHANS)) {
            return NATIVE_ORPHAN;
        }
        boolean bothRefuse = isIntegrity(failure(wanted)) && isIntegrity(failure(was));
        if (act.inTransaction() && failure(was).equals(failure(wanted))
                && our.stream().anyMatch(line -> line.contains("as by SQLite's own keys"))) {
            return HALF_DONE;
        }
        if (bothRefuse && hasSeveralObstacles(schema)
                && wanted.stream().allMatch(line -> line.matches("(failure|batch): .*") || was.contains(line))) {
            return SEVERAL_OBSTACLES;
        }
        boolean threads = wanted.stream().anyMatch(line -> line.startsWith("counts: "));
        if (schema.database() == Database.SQLITE && threads
                && wanted.stream().allMatch(line -> line.startsWith("counts: ") || was.contains(line))) {
            return COUNTS_OF_THREADS;
        }
        if (act.implicit() && nothingDone && was.stream().anyMatch(line -> line.startsWith("failure: "))) {
            return REFUSED_IMPLICIT;
        }
        boolean onlyCounts = wanted.size() == was.size() && wanted.stream()
                .allMatch(line -> line.startsWith("count: ") || was.contains(line));
        if (act.implicit() && act.sql().startsWith("DROP TABLE") && onlyCounts) {
            return ROWS_OF_DROP;
        }
        boolean changesCounted = act.way() != WideAct.Way.PREPARED && act.way() != WideAct.Way.PREPARED_BATCH;
        return schema.database() == Database.SQLITE && changesCounted && onlyCounts
                && (act.implicit() || hasTwoUpdates(schema)) ? SQLITE_CHANGES : null;
    }

    private static WideTolerance ofPostgresql(
            WideCase schema, WideAct act, boolean nothingDone, List<String> wanted, List<String> was,
            List<String> our) {
        boolean refused = nothingDone && failure(was).endsWith(" 0A000");
        boolean bothFail = refused && !failure(wanted).isEmpty();
        List<String> others = wanted.stream()
                .filter(line -> !line.equals(failure(wanted)) && !was.contains(line))
                .toList();
        if (nothingDone && our.stream().anyMatch(line -> line.contains("0A000") || failure(was).endsWith(" 0A000"))
                && our.stream().anyMatch(line -> line.contains("is one that its cascade uses; use another name"))) {
            return OUR_NAME;
        }
        if (relationMoved(schema, act)) {
            return MOVED_RELATION;
        }
        boolean native23503 = failure(wanted).endsWith(" 23503") && failure(was).isEmpty();
        if (native23503 && schema.keys().stream().anyMatch(key -> key.rule() == DeleteRule.SET_DEFAULT
                && schema.keys().stream().anyMatch(other -> other.child().equals(key.child()) && other.rule() == DeleteRule.CASCADE))) {
            return ORDER_OF_ROWS;
        }
        boolean simple = act.settings().stream().anyMatch(setting -> setting.url().contains("preferQueryMode=simple"));
        if (bothFail && simple && List.of("next: 25P02").containsAll(others)) {
            return NOT_ASKED;
        }
        String byKey = ".* 2350[235]|.* 23001"; // NULL where it may not be, a parent that is missing, a duplicate, RESTRICT
        boolean refusedByKey = nothingDone && failure(was).matches(byKey);
        if (failure(wanted).endsWith(" 42P22") && (failure(was).isEmpty() || refusedByKey)) {
            return OWN_COLLATIONS;
        }
        boolean bothByKeys = failure(wanted).matches(byKey) && refusedByKey;
        return bothByKeys && others.isEmpty() && hasSeveralObstacles(schema) ? SEVERAL_OBSTACLES : null;
    }

    private static boolean relationMoved(WideCase schema, WideAct act) {
        return act.moved() && act.sql().contains("@own.") && !schema.relations().isEmpty()
                && schema.relations().stream().noneMatch(relation -> relation.contains("@own."));
    }

    /** By what a refusal says. */
    private static WideTolerance ofWords(String line, WideAct act) {
        return line.contains("it has no primary key and no unique key of NOT NULL columns") ? NO_ROW_KEY
                : line.contains("it compares two ENUMs with other members") ? ENUMS
                : line.contains("it is an INTERVAL of days or times, by which a query of HSQLDB finds no rows") ? INTERVALS
                : line.contains("which a temporary table of the same name hides in this session") ? HIDDEN
                : line.contains("it reads a temporary table, which the database opens only once in a statement") ? HIDDEN
                : line.contains("sql_safe_updates is on, by which MySQL refuses") ? SAFE_UPDATES
                : line.contains("by which the statements of a cascade would mean something else") ? FOREIGN_MODE
                : line.contains("has a name that cannot be written in this connection's character set") ? UNWRITABLE
                : line.matches(".*(has no column|there is no referenc).*") && act.settings().stream()
                        .anyMatch(setting -> setting.set().matches(".*(NAMES|character_set).*")) ? UNWRITABLE
                : line.contains("MySQL compares what it stores in the two columns byte by byte, and it stores") ? OTHER_LAYOUT
                : null;
    }

    private static String failure(List<String> told) {
        return told.stream().filter(line -> line.matches("(failure|batch): .*")).findFirst().orElse("");
    }

    /** A key's, or one of SQLite's datatype mismatches, with which an INTEGER PRIMARY KEY refuses NULL. */
    private static boolean isIntegrity(String failure) {
        return failure.matches(".* (23...|code 19|code 20)");
    }

    /** Or a batch's, which has no code of its own on SQLite. */
    private static boolean isRefusal(String failure) {
        return isIntegrity(failure) || failure.matches("batch: .* code 0");
    }

    private static boolean hasSeveralObstacles(WideCase schema) {
        return schema.keys().stream().anyMatch(key -> key.rule() == DeleteRule.SET_DEFAULT)
                || schema.keys().stream().filter(key -> key.rule() != DeleteRule.CASCADE).count() > 1;
    }

    private static boolean goesAndChanges(WideCase schema) {
        return schema.keys().stream().anyMatch(cascade -> cascade.rule() == DeleteRule.CASCADE && schema.keys().stream()
                .anyMatch(key -> key.rule() == DeleteRule.SET_DEFAULT && key.child().name().equals(cascade.child().name())));
    }

    private static boolean hasTwoUpdates(WideCase schema) {
        return schema.keys().stream().map(key -> key.child().name()).distinct().count() < schema.keys().size();
    }
}
