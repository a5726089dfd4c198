package org.cascadejdbc.physical;

import java.util.Set;
import org.cascadejdbc.schema.TableName;

/**
 * What is done where a plan that decides on a snapshot has failed because another transaction had changed its rows since: it
 * is run again, with all rows locked.
 *
 * @param constraints the declared keys that the plan carries out: no row that it knows violates them, so that the database
 *     refuses by them only what it did not see
 * @param lock a query with the parameters of the DELETE's predicate that locks the rows, parents first, and gives their
 *     number; {@code null} where there is none
 * @param waiting for rows that refuse the DELETE, and that another transaction may be deleting; {@code null} where there is
 *     no query for them
 * @param refusing a query with the same parameters for the number of rows by which the database refuses, whoever else does
 *     what: for what the plan itself makes of them; {@code null} where there is none
 * @param manner how the server tells what decides it
 */
public record Race(Set<Constraint> constraints, String lock, Waiting waiting, String refusing, Manner manner) {
    public Race {
        constraints = Set.copyOf(constraints);
    }

    boolean carriesOut(Constraint violated) {
        return constraints.contains(violated) || constraints.contains(new Constraint(violated.referencing(), null));
    }

    /**
     * Queries that lock the rows of a plan, and those that are in its way.
     *
     * @param untilGone waits for whoever is deleting these
     * @param sinceSnapshot waits for nobody, and fails if one of these has moved away since a snapshot that stays
     */
    public record Waiting(String untilGone, String sinceSnapshot) {}

    /**
     * How a server tells what decides whether locking helps.
     *
     * @param isolation a query for the transaction's isolation level
     * @param fresh the levels at which each statement has a snapshot of its own
     * @param noPrivilege the SQLState of who may not lock
     * @param hidden a query for whether rows of a table may be hidden from this user as they are not from a key: its
     *     parameters are the schema and the table
     * @param seeingAll as whom nothing is hidden: what an error advises
     */
    public record Manner(String isolation, Set<String> fresh, String noPrivilege, String hidden, String seeingAll) {
        public Manner {
            fresh = Set.copyOf(fresh);
        }
    }

    /** A referencing table and its constraint's name, or {@code null} where the database may have given it others. */
    public record Constraint(TableName referencing, String name) {}
}
