package org.cascadejdbc.driver;

import java.util.List;

/**
 * Whether and which generated keys the application has asked for.
 *
 * @param columns the columns by name, empty for all
 */
public record GeneratedKeys(boolean wanted, List<String> columns) {
    public static final GeneratedKeys NONE = new GeneratedKeys(false, List.of());
    public static final GeneratedKeys ALL = new GeneratedKeys(true, List.of());

    public GeneratedKeys {
        columns = List.copyOf(columns);
    }
}
