package org.cascadejdbc.jdbc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Delegates that only write down how they are called, and arguments to call them with. */
final class Recorder {
    static final Set<Class<?>> WRAPPED = Set.of(
            Connection.class,
            Statement.class,
            PreparedStatement.class,
            CallableStatement.class,
            ResultSet.class,
            DatabaseMetaData.class,
            Array.class);

    /** Method and arguments in a form that can be compared: streams as what is in them. */
    record Call(String method, List<Class<?>> types, List<Object> arguments) {
        Call(Method method, Object[] arguments) {
            this(
                    method.getName(),
                    List.of(method.getParameterTypes()),
                    arguments == null
                            ? List.of()
                            : Arrays.stream(arguments).map(Recorder::comparable).toList());
        }
    }

    final List<Call> calls = new ArrayList<>();

    <T> T delegate(Class<T> type) {
        Object proxy = Proxy.newProxyInstance(Recorder.class.getClassLoader(), new Class<?>[] {type}, this::invoke);
        return type.cast(proxy);
    }

    private Object invoke(Object proxy, Method method, Object[] arguments) {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "recorder";
            };
        }
        calls.add(new Call(method, arguments));
        Class<?> type = method.getReturnType();
        if (WRAPPED.contains(type)) {
            return delegate(type);
        }
        if (type == Object.class) {
            return delegate(Array.class);
        }
        return type.isPrimitive() && type != void.class ? java.lang.reflect.Array.get(
                java.lang.reflect.Array.newInstance(type, 1), 0) : null;
    }

    static Object[] samples(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(Recorder::sample).toArray();
    }

    private static Object sample(Class<?> type) {
        Map<Class<?>, Object> samples = Map.ofEntries(
                Map.entry(int.class, 3),
                Map.entry(long.class, 3L),
                Map.entry(short.class, (short) 3),
                Map.entry(byte.class, (byte) 3),
                Map.entry(float.class, 3f),
                Map.entry(double.class, 3d),
                Map.entry(boolean.class, true),
                Map.entry(String.class, "three"),
                Map.entry(Object.class, "object"),
                Map.entry(BigDecimal.class, BigDecimal.TEN),
                Map.entry(byte[].class, new byte[] {1, 2, 3}),
                Map.entry(int[].class, new int[] {3}),
                Map.entry(String[].class, new String[] {"three"}),
                Map.entry(Object[].class, new Object[] {"three"}),
                Map.entry(InputStream.class, new ByteArrayInputStream(new byte[] {1, 2, 3})),
                Map.entry(Reader.class, new StringReader("abc")),
                Map.entry(java.sql.Date.class, new java.sql.Date(3)),
                Map.entry(java.sql.Time.class, new java.sql.Time(3)),
                Map.entry(java.sql.Timestamp.class, new java.sql.Timestamp(3)),
                Map.entry(Calendar.class, new GregorianCalendar()),
                Map.entry(java.sql.SQLType.class, JDBCType.INTEGER),
                Map.entry(Map.class, Map.of()),
                Map.entry(Properties.class, new Properties()),
                Map.entry(Class.class, Array.class),
                Map.entry(java.util.concurrent.Executor.class, (java.util.concurrent.Executor) Runnable::run),
                Map.entry(URL.class, url()));
        Object sample = samples.get(type);
        return sample != null ? sample : new Recorder().delegate(type);
    }

    private static URL url() {
        try {
            return new URL("http://localhost/");
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    static Object comparable(Object argument) {
        try {
            if (argument instanceof InputStream stream) {
                return comparable(stream.readAllBytes());
            }
            if (argument instanceof Reader reader) {
                java.io.StringWriter text = new java.io.StringWriter();
                reader.transferTo(text);
                return text.toString();
            }
            if (argument instanceof byte[] bytes) {
                return Arrays.toString(bytes);
            }
            return argument == null ? "null" : argument;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
