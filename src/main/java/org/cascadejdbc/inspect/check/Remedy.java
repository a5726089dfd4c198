package org.cascadejdbc.inspect.check;

import java.util.List;

/** A way to repair something: what it does, for people, and the SQL, to be run in this order. Immutable. */
public record Remedy(String what, List<String> statements) {
    public Remedy {
        statements = List.copyOf(statements);
    }
}
