package org.cascadejdbc.demo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Stands between cascade-jdbc and the driver and shows every statement that passes. Questions to the catalog are only
 * counted: they would hide the others.
 */
final class StatementPrinter {
    private static final Pattern CATALOG =
            Pattern.compile("sqlite_(temp_)?(schema|master)|pragma", Pattern.CASE_INSENSITIVE);
    private static final Pattern COUNTED = Pattern.compile("insert|update|delete|with", Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> TRANSACTION =
            Map.of("setSavepoint", "SAVEPOINT", "releaseSavepoint", "RELEASE SAVEPOINT", "commit", "COMMIT",
                    "rollback", "ROLLBACK");

    private final Report report;
    private boolean showing;
    private int catalogQueries;

    StatementPrinter(Report report) {
        this.report = report;
    }

    DataSource around(DataSource dataSource) {
        return proxy(DataSource.class, dataSource, (method, arguments, result) -> wrapped(result, null));
    }

    /** From now on, statements are shown. */
    void show() {
        showing = true;
    }

    /** No more statements are shown. */
    void hide() {
        showing = false;
    }

    /** How many questions to the catalog have passed, shown or not. */
    int catalogQueries() {
        return catalogQueries;
    }

    private Object wrapped(Object result, String sql) {
        if (result instanceof CallableStatement) {
            return result;
        }
        if (result instanceof PreparedStatement prepared) {
            return proxy(PreparedStatement.class, prepared, (method, arguments, answer) ->
                    executed(method, arguments, answer, sql));
        }
        if (result instanceof Statement statement) {
            return proxy(Statement.class, statement, (method, arguments, answer) ->
                    executed(method, arguments, answer, null));
        }
        if (result instanceof Connection connection) {
            return proxy(Connection.class, connection, this::onConnection);
        }
        return result;
    }

    private Object onConnection(Method method, Object[] arguments, Object result) {
        String transaction = TRANSACTION.get(method.getName());
        if (transaction != null) {
            print(transaction);
        } else if (method.getName().equals("setAutoCommit")) {
            print(Boolean.TRUE.equals(arguments[0]) ? "(auto-commit on)" : "BEGIN");
        }
        return wrapped(result, arguments != null && arguments[0] instanceof String sql ? sql : null);
    }

    private Object executed(Method method, Object[] arguments, Object answer, String prepared) {
        if (method.getName().startsWith("execute")) {
            String sql = arguments != null && arguments[0] instanceof String direct ? direct : prepared;
            if (sql != null) {
                statement(sql.strip().replaceAll("\\s+", " "), answer);
            }
        }
        return answer;
    }

    private void statement(String sql, Object answer) {
        if (CATALOG.matcher(sql).find()) {
            catalogQueries++;
        } else {
            boolean counted = answer instanceof Number && COUNTED.matcher(sql).lookingAt();
            print(sql + (counted ? "  -> " + answer + (answer.toString().equals("1") ? " row" : " rows") : ""));
        }
    }

    private void print(String line) {
        if (showing) {
            report.statement(line);
        }
    }

    /** What happens after a call has returned: its result may be replaced. */
    @FunctionalInterface
    private interface After {
        Object call(Method method, Object[] arguments, Object result);
    }

    private static <T> T proxy(Class<T> type, T delegate, After after) {
        InvocationHandler handler = (self, method, arguments) -> {
            try {
                return after.call(method, arguments, method.invoke(delegate, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
