package org.cascadejdbc.benchmark;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Counts on a driver's JDBC objects what is sent and what comes back. Its connections are only counted with, never
 * measured.
 */
final class CallCounter {
    /** Calls that send a statement of the driver's own. */
    private static final Set<String> BRACKETS = Set.of("commit", "rollback", "setSavepoint", "releaseSavepoint");

    private final List<String> texts = new ArrayList<>();
    private long statements;
    private long rows;

    /** What one delete cost. Round trips are -1 where there is no network. */
    record Counts(long statements, long roundTrips, long rows, List<String> texts) {}

    DataSource over(DataSource driver) {
        return proxy(DataSource.class, driver, (method, arguments, result) ->
                result instanceof Connection connection ? connection(connection) : result);
    }

    void reset() {
        texts.clear();
        statements = 0;
        rows = 0;
    }

    Counts counts(long roundTrips) {
        return new Counts(statements, roundTrips, rows, List.copyOf(texts));
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, real, (method, arguments, result) -> {
            if (BRACKETS.contains(method)) {
                sent("-- " + method, 1);
            }
            if (result instanceof PreparedStatement prepared) {
                return statement(prepared, (String) arguments[0]);
            }
            return result instanceof Statement statement ? statement(statement, "") : result;
        });
    }

    private Statement statement(Statement real, String prepared) {
        Class<? extends Statement> type = real instanceof CallableStatement ? CallableStatement.class
                : real instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        long[] batch = {0};
        return proxy(type, real, (method, arguments, result) -> {
            String text = arguments != null && arguments[0] instanceof String sql ? sql : prepared;
            if (method.equals("addBatch")) {
                batch[0]++;
            } else if (method.startsWith("execute")) {
                boolean batched = method.endsWith("Batch");
                sent(batched ? "-- " + batch[0] + " times: " + text : text, batched ? batch[0] : count(text));
                batch[0] = 0;
            }
            return result instanceof ResultSet set ? resultSet(set) : result;
        });
    }

    private ResultSet resultSet(ResultSet real) {
        return proxy(ResultSet.class, real, (method, arguments, result) -> {
            if (method.equals("next") && Boolean.TRUE.equals(result)) {
                rows++;
            }
            return result;
        });
    }

    private void sent(String text, long number) {
        texts.add(text);
        statements += number;
    }

    /** No text here has a semicolon in a literal. */
    private static long count(String text) {
        return Arrays.stream(text.split(";", -1)).filter(part -> !part.isBlank()).count();
    }

    /** Sees each call with its result, and says what is to be returned. */
    private interface Witness {
        Object see(String method, Object[] arguments, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Object real, Witness witness) {
        InvocationHandler handler = (self, method, arguments) ->
                witness.see(method.getName(), arguments, invoke(real, method, arguments));
        ClassLoader loader = CallCounter.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
