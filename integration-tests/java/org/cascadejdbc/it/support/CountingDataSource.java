package org.cascadejdbc.it.support;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Stands between the library and the real driver, and writes down what is sent. */
public final class CountingDataSource {
    /** Calls that are a round trip of their own, on the drivers where they are not put off. */
    private static final Set<String> BRACKETS =
            Set.of("commit", "rollback", "setAutoCommit", "setSavepoint", "releaseSavepoint");

    private final List<String> statements = new ArrayList<>();
    private final List<String> brackets = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private final DataSource proxy;

    public CountingDataSource(DataSource real) {
        proxy = proxy(DataSource.class, (self, method, arguments) -> {
            Object result = invoke(real, method, arguments);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    public DataSource dataSource() {
        return proxy;
    }

    /** The text of every statement executed. */
    public List<String> statements() {
        return statements;
    }

    /** The names of the transaction calls made. */
    public List<String> brackets() {
        return brackets;
    }

    /** The texts that are prepared just now. */
    public List<String> open() {
        return open;
    }

    public void reset() {
        statements.clear();
        brackets.clear();
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, (self, method, arguments) -> {
            if (BRACKETS.contains(method.getName())) {
                brackets.add(method.getName());
            }
            Object result = invoke(real, method, arguments);
            if (result instanceof PreparedStatement prepared) {
                open.add((String) arguments[0]);
                return statement(PreparedStatement.class, prepared, (String) arguments[0]);
            }
            return result instanceof Statement statement ? statement(Statement.class, statement, "") : result;
        });
    }

    private <S extends Statement> S statement(Class<S> type, S real, String prepared) {
        return proxy(type, (self, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                statements.add(arguments != null && arguments[0] instanceof String sql ? sql : prepared);
            } else if (method.getName().equals("close")) {
                open.remove(prepared);
            }
            return invoke(real, method, arguments);
        });
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        ClassLoader loader = CountingDataSource.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
    }
}
