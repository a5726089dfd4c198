package org.cascadejdbc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What {@link CascadeDataSource#check(CheckOptions)} looks at, and whom it tells how far it is. Immutable. */
public final class CheckOptions {
    private static final CheckOptions DEFAULTS = new CheckOptions(Set.of(), 0, progress -> {});

    private final Set<String> schemas;
    private final int samples;
    private final CheckListener listener;

    private CheckOptions(Set<String> schemas, int samples, CheckListener listener) {
        this.schemas = Set.copyOf(schemas);
        this.samples = samples;
        this.listener = listener;
    }

    /** Every key that the connection's user sees, no row's value, nobody told. */
    public static CheckOptions defaults() {
        return DEFAULTS;
    }

    /** Only keys from or to tables of these schemas (on MySQL databases), named as in the catalog; none means all. */
    public CheckOptions schemas(String... names) {
        return new CheckOptions(new LinkedHashSet<>(List.of(names)), samples, listener);
    }

    /**
     * How many orphans of each key are shown, at most: what identifies these rows, and what they reference. By default none:
     * no row's value then leaves the database, and none is in the report.
     */
    public CheckOptions samples(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("samples: " + most + " is negative");
        }
        return new CheckOptions(schemas, most, listener);
    }

    /** Told of each key before its rows are counted, and of the end. */
    public CheckOptions listener(CheckListener newListener) {
        return new CheckOptions(schemas, samples, Objects.requireNonNull(newListener, "listener"));
    }

    Set<String> schemas() {
        return schemas;
    }

    int samples() {
        return samples;
    }

    CheckListener listener() {
        return listener;
    }
}
