package org.cascadejdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongFunction;

/**
 * One of JDBC's methods that execute.
 *
 * @param executor calls it
 * @param count what it answers to an update count, or {@code null} where it wants a result set
 */
record Way<T>(Executor<T> executor, LongFunction<T> count) {
    static final Way<Boolean> EXECUTE = new Way<>(Request::execute, count -> false);
    static final Way<Integer> UPDATE = new Way<>(Request::executeUpdate, Way::toInt);
    static final Way<Long> LARGE_UPDATE = new Way<>(Request::executeLargeUpdate, Long::valueOf);
    static final Way<ResultSet> QUERY = new Way<>(Request::executeQuery, null);

    @FunctionalInterface
    interface Executor<T> {
        /** Executes {@code text} on a statement that takes it as the request's own. */
        T execute(Request request, Statement statement, String text) throws SQLException;
    }

    /** Whether it tells the update count at once. */
    boolean isUpdate() {
        return this == UPDATE || this == LARGE_UPDATE;
    }

    /** As drivers do with a count that does not fit. */
    static int toInt(long count) {
        return count > Integer.MAX_VALUE ? Statement.SUCCESS_NO_INFO : (int) count;
    }
}
