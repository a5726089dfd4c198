package org.cascadejdbc.schema;

import java.util.Objects;

/**
 * A role that decides what code runs where a table is touched (triggers, constraints, defaults, what an index computes), and
 * that may not do all that the connection's user may: what that user does there by statements of ours would lend it his rights.
 *
 * @param role its name; {@code public} for everybody
 * @param why what makes it decide: a clause
 * @param wayOut what to do about it, beside trusting it: a clause that begins with a verb
 * @param schema in which it may put what that code finds, so that it counts where the search path has that schema; {@code null} where
 *     it counts always
 */
public record Stranger(String role, String why, String wayOut, String schema) {
    public Stranger {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(wayOut, "wayOut");
    }

    /** One that counts always. */
    public Stranger(String role, String why, String wayOut) {
        this(role, why, wayOut, null);
    }

    /** Whether it decides by what code of others finds on the search path. */
    public boolean onPath() {
        return schema != null;
    }

    /** What would happen: a clause. */
    public String danger() {
        return why + ", who may not do all that this connection's user may: what " + role
                + " has put there (triggers, constraints, defaults, functions) would run with this user's rights";
    }
}
