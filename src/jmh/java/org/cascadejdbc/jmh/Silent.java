package org.cascadejdbc.jmh;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;

/** JDBC objects that do nothing and answer next to nothing: what a stub does not care about, it leaves to one of these. */
final class Silent {
    private Silent() {}

    static <T> T of(Class<T> type) {
        return of(type, Map.of());
    }

    /** @param answers what some methods answer, by their names */
    static <T> T of(Class<T> type, Map<String, Object> answers) {
        Object proxy = Proxy.newProxyInstance(Silent.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) ->
                answers.containsKey(method.getName()) ? answers.get(method.getName()) : nothing(method));
        return type.cast(proxy);
    }

    /** {@code false}, zero or {@code null}. */
    private static Object nothing(Method method) {
        Class<?> type = method.getReturnType();
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
