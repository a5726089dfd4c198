package org.cascadejdbc.schema;

import java.util.Objects;

/**
 * A role that decides what code runs where a table is touched (triggers, constraints, defaults, what an index computes), and
 * that may not do all that the connection's user may: what that user does there by statements of ours would lend it his rights.
 *
 * @param role its name
 * @param why what makes it decide: a clause
 */
public record Stranger(String role, String why) {
    public Stranger {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(why, "why");
    }

    /** What would happen: a clause. */
    public String danger() {
        return why + ", who may not do all that this connection's user may: what " + role
                + " has put there (triggers, constraints, defaults, functions of an index) would run with this user's rights";
    }
}
