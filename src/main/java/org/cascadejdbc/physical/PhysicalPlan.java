package org.cascadejdbc.physical;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.TableName;

/**
 * A cascade's plan said in one database's SQL. Texts depend only on the plan and the DELETE's text, never on values, so that
 * statement caches work. Immutable.
 */
public sealed interface PhysicalPlan
        permits UsersStatement, OneStatement, JoinedDelete, DeletePerTable, FreezeThenAct, WrittenCount {
    /** All its statements, in the order in which they are sent; those of {@link #race} and {@link #otherwise} not among them. */
    List<String> statements();

    /** How many of them write rows of the user's. */
    default int writing() {
        return 1;
    }

    /** The statement that deletes the rows of that table. */
    Optional<String> deleting(TableName table);

    /** The statement that does what that key's SET NULL or SET DEFAULT does. */
    Optional<String> updating(ForeignKey key);

    /** The statement that finds the rows by which the DELETE is refused. */
    Optional<String> checking();

    /** Why the DELETE is refused, by the number that a query or an error of the plan gives. */
    default Map<Integer, Refusal> refusals() {
        return Map.of();
    }

    /** The tables whose rows are counted before the first is written, by the numbers under which that is told. */
    default Map<Integer, TableName> counted() {
        return Map.of();
    }

    /** What to do if another transaction is faster; empty where the plan waits for it. */
    default Optional<Race> race() {
        return Optional.empty();
    }

    /** The same for what this one cannot do: triggers that one statement for all is in the way of, or a value without room. */
    default Optional<PhysicalPlan> otherwise() {
        return Optional.empty();
    }

    /**
     * Whether it deletes one table's rows before those that they reference, and so fails, as if they were referenced by
     * others, where they are in a ring or on too many levels: then {@link #otherwise} does it.
     */
    default boolean ordered() {
        return false;
    }

    /** Whether the database does all or nothing of it by itself, so that nothing needs to be put around it. */
    default boolean atomic() {
        return false;
    }

    /** Whether the statement that gives the user's result set is not the one that deletes. */
    default boolean countsItself() {
        return false;
    }

    /** How many characters it keeps alive, all texts together. */
    default int characters() {
        return statements().stream().mapToInt(String::length).sum()
                + otherwise().map(PhysicalPlan::characters).orElse(0)
                + race().map(Race::lock).map(String::length).orElse(0);
    }

    /** Whether it refused by a row that another transaction may be deleting, and that can be waited for. */
    default boolean isBlocked(Failure failure) {
        return failure.is(Failure.Kind.REFUSED_WHILE_BUSY) && race().map(Race::waiting).isPresent();
    }

    /** Whether it failed because another transaction had changed rows since its snapshot, or may be changing them. */
    default boolean isOvertaken(Failure failure) {
        return race().isPresent() && (failure.is(Failure.Kind.CHANGED_MEANWHILE) || isBlocked(failure)
                || failure.violated().map(race().get()::carriesOut).orElse(false));
    }
}
