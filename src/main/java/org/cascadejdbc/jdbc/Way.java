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
 * @param update whether it tells the update count at once
 */
record Way<T>(Executor<T> executor, LongFunction<T> count, boolean update) {
    static final Way<Boolean> EXECUTE = new Way<>(Request::execute, count -> false, false);
    static final Way<Integer> UPDATE = new Way<>(Request::executeUpdate, Way::toInt, true);
    static final Way<Long> LARGE_UPDATE = new Way<>(Request::executeLargeUpdate, Long::valueOf, true);
    static final Way<ResultSet> QUERY = new Way<>(Request::executeQuery, null, false);

    @FunctionalInterface
    interface Executor<T> {
        /** Executes {@code text} on a statement that takes it as the request's own. */
        T execute(Request request, Statement statement, String text) throws SQLException;
    }

    /** As drivers do with a count that does not fit. */
    static int toInt(long count) {
        return count > Integer.MAX_VALUE ? Statement.SUCCESS_NO_INFO : (int) count;
    }
}
