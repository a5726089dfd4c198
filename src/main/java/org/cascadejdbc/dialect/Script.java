package org.cascadejdbc.dialect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * A plan said in one database's SQL: statements in the order in which they are sent. Texts depend only on the plan and
 * the DELETE's text, never on values, so that statement caches work. Immutable.
 *
 * @param steps what to send
 * @param matched the numbers under which {@link Step.Kind#INSPECT} gives the DELETE's own rows
 * @param refusals by the number that {@link Step.Kind#INSPECT} or a statement's error gives: why the DELETE is refused
 * @param race what to do if another transaction is faster, or {@code null} where the script waits for it
 * @param several the same with a statement for each table, where one statement for all is in the way of their triggers,
 *     or with room for every value; {@code null} where there is no other
 * @param ordered whether it deletes one table's rows before those that they reference, and so fails, as if they were
 *     referenced by others, where they are in a ring or on too many levels: then {@code several} does it
 * @param counted the tables whose rows are counted before the first is written, by the numbers under which
 *     {@link Step.Kind#INSPECT}, or an error, tells how many
 */
public record Script(
        List<Step> steps,
        Set<Integer> matched,
        Map<Integer, Refusal> refusals,
        Race race,
        Script several,
        boolean ordered,
        Map<Integer, TableName> counted) {
    public Script {
        counted = Map.copyOf(counted);
        matched = Set.copyOf(matched);
        steps = List.copyOf(steps);
        refusals = Map.copyOf(refusals);
    }

    /** One that waits for others. */
    public Script(List<Step> steps, Set<Integer> matched, Map<Integer, Refusal> refusals) {
        this(steps, matched, refusals, null, null, false, Map.of());
    }

    /** The same, with {@code several} for what it cannot do. */
    Script withSeveral(Script several) {
        return new Script(steps, matched, refusals, race, several, ordered, counted);
    }

    /** Whether it is the user's own statement, which needs no cascade. */
    public boolean isAlone() {
        return steps.stream().allMatch(step -> step.kind() == Step.Kind.ALONE);
    }

    /** Whether the database does all or nothing of it by itself: only one of its statements writes. */
    public boolean isAtomic() {
        return steps.stream().anyMatch(step -> step.kind() == Step.Kind.DELETE_ALL);
    }

    /** How many characters its statements have together, those of {@link #several} and of the race among them. */
    public int characters() {
        int own = steps.stream().mapToInt(step -> step.sql().length()).sum();
        return own + (several == null ? 0 : several.characters())
                + (race == null || race.lock() == null ? 0 : race.lock().length());
    }

    /**
     * A script that decides on a snapshot, and is to be run again, with all rows locked, if it failed because another
     * transaction had changed them since.
     *
     * @param constraints the declared keys that the script carries out: no row that it knows violates them, so that
     *     the database refuses by them only what it did not see
     * @param lock a query with the parameters of the DELETE's predicate that locks the rows, parents first, and gives
     *     their number; {@code null} where there is none
     * @param waiting for rows that refuse the DELETE, and that another transaction may be deleting; {@code null} where there
     *     is no query for them
     * @param refusing a query with the same parameters for the number of rows by which the database refuses, whoever else does
     *     what: for what the script itself makes of them; {@code null} where there is none
     */
    public record Race(Set<Constraint> constraints, String lock, Waiting waiting, String refusing) {
        public Race {
            constraints = Set.copyOf(constraints);
        }
    }

    /**
     * Queries that lock the rows of a script, and those that are in its way.
     *
     * @param untilGone waits for whoever is deleting these
     * @param sinceSnapshot waits for nobody, and fails if one of these has moved away since a snapshot that stays
     */
    public record Waiting(String untilGone, String sinceSnapshot) {}

    /** A referencing table and its constraint's name, or {@code null} where the database may have given it others. */
    public record Constraint(TableName referencing, String name) {}

    /**
     * One statement.
     *
     * @param bound whether it is one that {@link Kind#WRITE writes}, or {@link Kind#FREEZE_MORE writes down}, with the
     *     parameters of the user's predicate, which it evaluates itself
     * @param deletes the table whose rows it deletes, or {@code null} where it is none or more than one
     * @param updates the key whose SET NULL or SET DEFAULT it is, or {@code null}
     */
    public record Step(Kind kind, String sql, boolean bound, TableName deletes, ForeignKey updates) {
        /** One that writes all there is to write, or nothing. */
        public Step(Kind kind, String sql) {
            this(kind, sql, false, null, null);
        }

        static Step deleting(Kind kind, Table table, String sql, boolean bound) {
            return new Step(kind, sql, bound, table.name(), null);
        }

        /** The user's own statement. */
        static Step alone(String sql) {
            return new Step(Kind.ALONE, sql, true, null, null);
        }

        /** Writes down all that is concerned, with the parameters of the user's predicate. */
        static Step writingDown(String sql) {
            return new Step(Kind.FREEZE_MORE, sql, true, null, null);
        }

        static Step updating(ForeignKey key, String sql) {
            return new Step(Kind.WRITE, sql, false, null, key);
        }

        public enum Kind {
            /**
             * A query for what there is of what PREPARE makes: a name, and whether it is ours. Only if it gives nothing, PREPARE is
             * to be sent.
             */
            PREPARED,
            /** Makes what stays on the connection, before the bracket opens, so that undoing does not take it away. */
            PREPARE,
            /** Before each cascade: has no parameters, writes no row of the user's. */
            SETUP,
            /**
             * The same, and shows the definition of each table that is concerned, by its name: a result each, of which {@link
             * Dialect#refuseHidden} tells whether it is a temporary one's.
             */
            SETUP_SHOWING,
            /**
             * Takes the user's parameters and writes down which rows are concerned; its update count of 0 means that
             * there are none, and that all that follows but CLEANUP is to be left out.
             */
            FREEZE,
            /**
             * Writes down what else is concerned, by what FREEZE has written down, without parameters; or, where it is bound to
             * those of the predicate, all of it.
             */
            FREEZE_MORE,
            /**
             * A query that gives pairs of a number and a count of rows: those of {@link Script#matched},
             * {@link Script#refusals} by theirs, all others rows of the cascade.
             */
            INSPECT,
            /** Lets doomed rows go of each other, which no native key would do: it counts for nobody. */
            DETACH,
            /** Writes rows. */
            WRITE,
            /** Writes rows, and its update count is the DELETE's or part of it, unless INSPECT has told it. */
            TARGET,
            /** The user's own statement with its parameters, where there is nothing to do but to verify the premise. */
            ALONE,
            /**
             * A DELETE from all tables at once, with the user's parameters. Its update count is that of all of them: it tells
             * whether the DELETE matched its one row, or any, of which COUNT then gives the number.
             */
            DELETE_ALL,
            /** A query that gives the number of rows that the DELETE has matched. */
            COUNT,
            /** A query that gives one number: the doomed rows that are still there. Asked if fewer went than were frozen. */
            KEPT,
            /** Removes what was written down. Sent after a failure too. */
            CLEANUP,
            /**
             * All at once, with the user's parameters: a query that gives one row, the update count and whether the
             * target was the table that was planned for; if not, nothing was done.
             */
            CASCADE,
            /**
             * All at once, with the user's parameters: its result is that of the user's statement, so that it is
             * executed as that one was to be.
             */
            RESULT,
            /** A query, with the parameters of RETURNING, whose result set is that of the user's statement. */
            RETURN
        }
    }
}
