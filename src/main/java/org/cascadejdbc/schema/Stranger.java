package org.cascadejdbc.schema;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/**
 * A role that decides what code runs where a table is touched (triggers, constraints, defaults, what an index computes), and
 * that may not do all that the connection's user may: what that user does there by statements of ours would lend it his rights.
 *
 * @param role its name; {@code public} for everybody
 * @param why what makes it decide: a clause
 * @param wayOut what to do about it, beside trusting it: a clause that begins with a verb
 * @param byDeletes whether a DELETE from that very table runs what it decides, without any key and whoever sends it
 * @param byReads whether looking at the table's rows does
 * @param places the schemas in which it may put what that code finds, so that it counts where the search path has one of them;
 *     {@code null} where it counts always
 */
public record Stranger(String role, String why, String wayOut, boolean byDeletes, boolean byReads, Places places) {
    /**
     * Places on a search path.
     *
     * @param schemas some schemas
     * @param others whether all others are meant
     */
    public record Places(Set<String> schemas, boolean others) {
        public Places {
            schemas = Set.copyOf(schemas);
        }

        private boolean has(String schema) {
            return schemas.contains(schema) != others;
        }
    }

    public Stranger {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(wayOut, "wayOut");
    }

    /** Whether it counts where names are looked for in these schemas. */
    public boolean counts(Collection<String> searchPath) {
        return places == null || searchPath.stream().anyMatch(places::has);
    }

    /** Whether it may put something into schemas of which nothing was known when the catalog was read. */
    public boolean inUnknownPlaces() {
        return places != null && places.others();
    }

    /** What would happen: a clause. */
    public String danger() {
        return why + ", who may not do all that this connection's user may: what " + role
                + " has put there (triggers, constraints, defaults, functions) would run with this user's rights";
    }

    /** The same, with what to do about it if one only wants to look: a clause. */
    public String toLook() {
        return danger() + "; to look, " + wayOut + ", or, if " + role + " may do what this user may, let the application name it in"
                + " cascade.trustedOwners";
    }
}
