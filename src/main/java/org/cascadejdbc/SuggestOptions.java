package org.cascadejdbc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What {@link CascadeDataSource#suggest} looks at, and whom it tells how far it is. Immutable. */
public final class SuggestOptions {
    private static final SuggestOptions DEFAULTS = new SuggestOptions(Set.of(), progress -> {});

    private final Set<String> schemas;
    private final CheckListener listener;

    private SuggestOptions(Set<String> schemas, CheckListener listener) {
        this.schemas = Set.copyOf(schemas);
        this.listener = listener;
    }

    /** Every table that the connection's user sees, nobody told. */
    public static SuggestOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Only keys of tables of these schemas (on MySQL databases), named as in the catalog; what they reference may be in
     * another one. None means all.
     */
    public SuggestOptions schemas(String... names) {
        return new SuggestOptions(new LinkedHashSet<>(List.of(names)), listener);
    }

    /** Told of each possible key before its rows are counted, and of the end. */
    public SuggestOptions listener(CheckListener newListener) {
        return new SuggestOptions(schemas, Objects.requireNonNull(newListener, "listener"));
    }

    Set<String> schemas() {
        return schemas;
    }

    CheckListener listener() {
        return listener;
    }
}
