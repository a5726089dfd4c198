package org.cascadejdbc.it.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Set;
import javax.sql.DataSource;

/** Wrappers as some pools have them, which do not let anybody through to the driver's objects. */
public enum Hiding {
    CONNECTION,
    STATEMENTS,
    BOTH;

    private static final Set<Class<?>> WRAPPED =
            Set.of(Connection.class, Statement.class, PreparedStatement.class, CallableStatement.class);

    /** A data source whose connections are such wrappers. */
    public DataSource of(DataSource dataSource) {
        return (DataSource) Proxy.newProxyInstance(Hiding.class.getClassLoader(), new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    try {
                        return wrapped(method.getReturnType(), method.invoke(dataSource, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private boolean hides(Object object) {
        return this == BOTH || (this == CONNECTION) == (object instanceof Connection);
    }

    private Object wrapped(Class<?> type, Object object) {
        if (object == null || !WRAPPED.contains(type)) {
            return object;
        }
        return Proxy.newProxyInstance(Hiding.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Wrapper.class && hides(object)) {
                if (method.getName().equals("isWrapperFor")) {
                    return false;
                }
                throw new SQLException("hidden");
            }
            if (method.getName().equals("equals")) {
                return proxy == arguments[0];
            }
            try {
                return wrapped(method.getReturnType(), method.invoke(object, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
