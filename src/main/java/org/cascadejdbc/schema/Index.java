package org.cascadejdbc.schema;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * An index, as far as rows can be found by it: it has all rows of its table, and compares values as its columns do.
 *
 * @param columns its leading columns, up to the first that it has not as it is: an expression, a beginning of a value,
 *     another collation
 * @param unique whether no two rows agree in these columns
 */
public record Index(List<String> columns, boolean unique) {
    public Index {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("an index without a column that leads");
        }
    }

    /** Whether it alone finds the rows with given values in these columns: they lead, or fewer of them are enough. */
    boolean serves(Collection<String> wanted) {
        if (unique && wanted.containsAll(columns)) {
            return true;
        }
        return columns.size() >= wanted.size()
                && new HashSet<>(columns.subList(0, wanted.size())).equals(new HashSet<>(wanted));
    }
}
