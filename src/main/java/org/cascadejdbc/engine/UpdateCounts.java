package org.cascadejdbc.engine;

import java.sql.SQLException;
import java.util.List;
import org.cascadejdbc.schema.TableName;

/** What a database tells of how many rows the last statement has changed: after a cascade, as after the DELETE alone. */
public interface UpdateCounts {
    /** Whether drivers count what a plain statement does by {@link #changes}. */
    default boolean countsByChanges() {
        return false;
    }

    /** How many rows the connection has changed. */
    default long changes(SessionStatements session) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Whether a function of the database tells the last statement's update count, and by a cascade another one than the DELETE's. */
    default boolean tellsCounts() {
        return false;
    }

    /**
     * Statements after which that function tells a DELETE's update count, where that text asks for it.
     *
     * @param count -1 of one that has failed: the last statement may fail, too, if that makes the function tell so
     * @param target from which it has deleted
     */
    default List<String> tellingCount(long count, TableName target, String sql) {
        return List.of();
    }

    /** Whether that function tells the same after that text as before. */
    default boolean keepsCount(String sql) {
        return false;
    }
}
