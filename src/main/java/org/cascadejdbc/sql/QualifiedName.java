package org.cascadejdbc.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A name with its qualifiers as written, outermost first: {@code shop.orders} has two parts. Never empty. */
public record QualifiedName(List<Name> parts) {
    public QualifiedName {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a name has at least one part");
        }
    }

    /** The last part: the table itself. */
    public Name name() {
        return parts.get(parts.size() - 1);
    }

    /** The part before the last one (a schema, or MySQL's database), if it was written. */
    public Optional<Name> qualifier() {
        return parts.size() < 2 ? Optional.empty() : Optional.of(parts.get(parts.size() - 2));
    }

    @Override
    public String toString() {
        return parts.stream().map(Name::toString).collect(Collectors.joining("."));
    }
}
