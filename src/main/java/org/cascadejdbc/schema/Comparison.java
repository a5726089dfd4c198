package org.cascadejdbc.schema;

import java.util.Objects;

/**
 * How a key compares a referenced column with one that references it, where that has to be said.
 *
 * @param equal referenced column on the left, referencing column on the right
 * @param commuted the same the other way round; {@code null} where the database has no such operator
 * @param referenced two values of the referenced column
 * @param referencing two values of the referencing column
 * @param collected whether referenced values, as {@code commuted} takes them, can be elements of an array
 */
public record Comparison(
        Operator equal, Operator commuted, Operator referenced, Operator referencing, boolean collected) {
    public Comparison {
        Objects.requireNonNull(equal, "equal");
        Objects.requireNonNull(referenced, "referenced");
        Objects.requireNonNull(referencing, "referencing");
    }
    /** The same two columns, each in the other's place, which {@link #commuted} must be known for. */
    public Comparison turned() {
        return new Comparison(
                /* equal= */ commuted, /* commuted= */ equal, /* referenced= */ referencing, /* referencing= */ referenced, false);
    }
}
