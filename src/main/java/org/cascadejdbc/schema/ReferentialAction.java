package org.cascadejdbc.schema;

import java.util.Locale;
import java.util.Optional;

/** SQL's referential actions ON DELETE. */
public enum ReferentialAction {
    CASCADE,
    SET_NULL,
    SET_DEFAULT,
    RESTRICT,
    NO_ACTION;

    /** Whether referencing rows are changed or deleted, rather than standing in the way. */
    public boolean acts() {
        return this == CASCADE || updates();
    }

    /** Whether referencing rows stay, with other values. */
    public boolean updates() {
        return this == SET_NULL || this == SET_DEFAULT;
    }

    /** As SQL writes it: {@code SET NULL}. */
    public String sql() {
        return name().replace('_', ' ');
    }

    /** From SQL's words in any case with any white space, or empty if there is no such action. */
    public static Optional<ReferentialAction> ofSql(String words) {
        String normal = words.strip().replaceAll("\\s+", "_").toUpperCase(Locale.ROOT);
        for (ReferentialAction action : values()) {
            if (action.name().equals(normal)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
