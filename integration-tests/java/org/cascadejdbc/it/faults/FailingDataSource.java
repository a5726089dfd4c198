package org.cascadejdbc.it.faults;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Stands between the library and the real driver, and lets statements fail when it is told to: from the n-th on, so many of
 * them, as if each had been stopped by somebody. Only the application's other work never fails by itself.
 */
final class FailingDataSource {
    /** When a statement fails. */
    enum When {
        BEFORE_IT_IS_SENT,
        /** As where a limit or a cancellation comes too late for the database, and not for the driver. */
        AFTER_IT_IS_DONE
    }

    private static final Set<String> SENT = Set.of("commit", "rollback", "setAutoCommit");
    private static final int INTERRUPTED = 9;

    private final DataSource proxy;
    private int passed;
    private int first = Integer.MAX_VALUE;
    private int last = Integer.MAX_VALUE;
    private When when = When.BEFORE_IT_IS_SENT;

    FailingDataSource(DataSource real) {
        proxy = proxy(DataSource.class, (self, method, arguments) -> {
            Object result = invoke(real, method, arguments);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    DataSource dataSource() {
        return proxy;
    }

    /** Counts from here on, and lets all pass. */
    void count() {
        fail(Integer.MAX_VALUE, 0, When.BEFORE_IT_IS_SENT);
    }

    /** How many were sent since. */
    int passed() {
        return passed;
    }

    /** Lets the n-th from here on fail, and those that follow it, so many all together. */
    void fail(int n, int times, When moment) {
        passed = 0;
        first = n;
        last = n + times - 1;
        when = moment;
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, (self, method, arguments) -> {
            if (SENT.contains(method.getName())) {
                return sent(real, method, arguments);
            }
            Object result = invoke(real, method, arguments);
            return result instanceof Statement statement ? statement(statement) : result;
        });
    }

    private Statement statement(Statement real) {
        Class<?> type = real instanceof java.sql.PreparedStatement ? java.sql.PreparedStatement.class : Statement.class;
        return (Statement) proxy(type, (self, method, arguments) ->
                method.getName().startsWith("execute") ? sent(real, method, arguments) : invoke(real, method, arguments));
    }

    private Object sent(Object real, Method method, Object[] arguments) throws Throwable {
        if (arguments != null && arguments[0] instanceof String sql && sql.startsWith("INSERT INTO other_work")) {
            return invoke(real, method, arguments);
        }
        passed++;
        boolean fails = passed >= first && passed <= last;
        if (fails && when == When.BEFORE_IT_IS_SENT) {
            throw failure();
        }
        Object result = invoke(real, method, arguments);
        if (fails) {
            throw failure();
        }
        return result;
    }

    private static SQLException failure() {
        return new SQLException("made to fail", "57014", INTERRUPTED);
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        ClassLoader loader = FailingDataSource.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
    }
}
