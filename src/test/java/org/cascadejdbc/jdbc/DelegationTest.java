package org.cascadejdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.cascadejdbc.driver.KeyRequest;
import org.cascadejdbc.jdbc.Recorder.Call;
import org.cascadejdbc.jdbc.delegate.Delegating;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every method of every JDBC interface reaches the delegate as it was called, and nothing raw comes back. */
class DelegationTest {
    private static final Set<String> BY_HAND = Set.of("unwrap", "isWrapperFor");

    /** JDBC 4.5's, see DelegateGeneratorTest. */
    private static final Set<String> LEFT_TO_THE_DEFAULT =
            Set.of("enquoteLiteral", "enquoteNCharLiteral", "enquoteIdentifier", "isSimpleIdentifier");

    private final CascadeConnection connection =
            new CascadeConnection(new Recorder().delegate(Connection.class), new PassingSession());

    @TestFactory
    Stream<DynamicTest> connection() {
        return every(Connection.class, (c, raw) -> new CascadeConnection(raw, new PassingSession()));
    }

    @TestFactory
    Stream<DynamicTest> statement() {
        return every(Statement.class, CascadeStatement::new);
    }

    @TestFactory
    Stream<DynamicTest> plainPreparedStatement() {
        return every(PreparedStatement.class, (c, raw) -> new PlainPreparedStatement(c, raw, "select 1"));
    }

    @TestFactory
    Stream<DynamicTest> cascadePreparedStatement() {
        return every(PreparedStatement.class, (c, raw) -> new CascadePreparedStatement(c, raw, "delete", KeyRequest.NOTHING));
    }

    @TestFactory
    Stream<DynamicTest> callableStatement() {
        return every(CallableStatement.class, (c, raw) -> new CascadeCallableStatement(c, raw, "{call p}"));
    }

    @TestFactory
    Stream<DynamicTest> resultSet() {
        return every(ResultSet.class, (c, raw) -> new CascadeResultSet(raw, Owner.of(c), null));
    }

    @TestFactory
    Stream<DynamicTest> metaData() {
        return every(DatabaseMetaData.class, (c, raw) -> new CascadeDatabaseMetaData(raw, Owner.of(c)));
    }

    @TestFactory
    Stream<DynamicTest> array() {
        return every(Array.class, (c, raw) -> new CascadeArray(raw, Owner.of(c)));
    }

    private <T> Stream<DynamicTest> every(Class<T> type, BiFunction<CascadeConnection, T, T> wrapper) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !BY_HAND.contains(method.getName()))
                .filter(method -> !(type == Connection.class && LEFT_TO_THE_DEFAULT.contains(method.getName())))
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> {
                    Recorder recorder = new Recorder();
                    check(method, recorder, wrapper.apply(connection, recorder.delegate(type)));
                }));
    }

    private void check(Method method, Recorder recorder, Object wrapper) throws ReflectiveOperationException {
        if (wrapper instanceof CascadePreparedStatement && method.equals(ADD_BATCH_TEXT)) {
            assertThatThrownBy(() -> method.invoke(wrapper, "x")).hasCauseInstanceOf(SQLException.class);
            return;
        }
        Object[] expected = Recorder.samples(method);
        Object[] arguments = Recorder.samples(method);
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            if (type == Array.class) {
                arguments[i] = new CascadeArray((Array) expected[i], Owner.of(connection));
            } else if (type == Object.class) {
                expected[i] = new Recorder().delegate(Array.class);
                arguments[i] = new CascadeArray((Array) expected[i], Owner.of(connection));
            } else if (!Set.of(java.io.InputStream.class, java.io.Reader.class).contains(type)) {
                arguments[i] = expected[i];
            }
        }
        Object result;
        try {
            result = method.invoke(wrapper, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
        assertThat(recorder.calls).contains(new Call(method, expected));
        Class<?> type = method.getReturnType();
        if (Recorder.WRAPPED.contains(type)) {
            assertThat(result).isInstanceOf(Delegating.class);
        } else if (type == Object.class) {
            assertThat(result).isInstanceOf(CascadeArray.class);
        }
    }

    private static final Method ADD_BATCH_TEXT = addBatchText();

    private static Method addBatchText() {
        try {
            return Statement.class.getMethod("addBatch", String.class);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyGetterLeadsBackToOurObjects() throws SQLException {
        Statement statement = connection.createStatement();
        ResultSet resultSet = statement.executeQuery("select 1");

        assertThat(statement.getConnection()).isSameAs(connection);
        assertThat(resultSet.getStatement()).isSameAs(statement);
        assertThat(statement.getGeneratedKeys().getStatement()).isSameAs(statement);
        assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
        assertThat(connection.getMetaData().getTables(null, null, null, null).getStatement().getConnection())
                .isSameAs(connection);
        assertThat(resultSet.getArray(1).getResultSet().getStatement().getConnection()).isSameAs(connection);
        assertThat(connection.prepareStatement("select 1").executeQuery().getStatement().getConnection())
                .isSameAs(connection);
    }

    @Test
    void unwrapGivesOurselvesBeforeTheDelegate() throws SQLException {
        assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
        assertThat(connection.unwrap(CascadeConnection.class)).isSameAs(connection);
        assertThat(connection.isWrapperFor(Connection.class)).isTrue();
        assertThat(connection.isWrapperFor(CharSequence.class)).isFalse();
        assertThat(connection).hasToString("CascadeConnection[recorder]");
    }
}
