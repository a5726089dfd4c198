package org.cascadejdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.driver.KeyRequest;
import org.cascadejdbc.jdbc.Recorder.Call;
import org.cascadejdbc.run.CascadeSession;
import org.cascadejdbc.run.Parameters;
import org.cascadejdbc.run.ResultStep;
import org.cascadejdbc.run.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each setter of a prepared statement arrives at the delegate's and, as often as wanted, at ours. */
class ReplayTest {
    private final Recorder own = new Recorder();
    private final Recorder replayed = new Recorder();

    private final CascadeSession session = new PassingSession() {
        @Override
        public boolean concerns(String sql) {
            return true;
        }

        @Override
        public Verdict examine(String sql, GeneratedKeys keys) {
            return emulate(sql);
        }

        @Override
        public long delete(Verdict.Emulate cascade, Parameters parameters, int timeout, ResultStep result)
                throws SQLException {
            parameters.bindTo(replayed.delegate(PreparedStatement.class));
            parameters.bindTo(replayed.delegate(PreparedStatement.class));
            return 3;
        }
    };

    private final PreparedStatement statement = new CascadePreparedStatement(
            new CascadeConnection(new Recorder().delegate(Connection.class), session),
            own.delegate(PreparedStatement.class),
            "delete",
            KeyRequest.NOTHING);

    @TestFactory
    Stream<DynamicTest> everySetter() {
        return Arrays.stream(PreparedStatement.class.getDeclaredMethods())
                .filter(method -> method.getName().startsWith("set"))
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> new ReplayTest().check(method)));
    }

    private void check(Method setter) throws ReflectiveOperationException, SQLException {
        Object[] arguments = Recorder.samples(setter);
        Object[] expected = arguments.clone();
        for (int i = 0; i < expected.length; i++) {
            Class<?> type = setter.getParameterTypes()[i];
            if (type == java.io.InputStream.class || type == java.io.Reader.class) {
                expected[i] = Recorder.samples(setter)[i];
            }
        }
        setter.invoke(statement, arguments);
        Call call = new Call(setter, expected);
        assertThat(own.calls).containsExactly(call);

        assertThat(statement.executeUpdate()).isEqualTo(3);
        assertThat(replayed.calls).containsExactly(call, call);
    }

    @Test
    void streamsGivenAsObjectsAndCutOnesAreRepeatable() throws SQLException {
        statement.setObject(1, new ByteArrayInputStream(new byte[] {1, 2}));
        statement.setBinaryStream(2, new ByteArrayInputStream(new byte[] {1, 2}), 1L);
        statement.setBinaryStream(3, null);
        statement.executeUpdate();

        List<Object> values = replayed.calls.stream().map(call -> call.arguments().get(1)).toList();
        assertThat(values).containsExactly("[1, 2]", "[1]", "null", "[1, 2]", "[1]", "null");
    }

    @Test
    void aValueIsKeptAsItWasWhenItWasSet() throws SQLException {
        Timestamp timestamp = new Timestamp(3);
        statement.setTimestamp(1, timestamp);
        timestamp.setTime(4);
        statement.executeUpdate();

        assertThat(replayed.calls.get(0).arguments()).contains(new Timestamp(3));
    }

    @Test
    void clearedParametersAreGone() throws SQLException {
        statement.setInt(1, 1);
        statement.clearParameters();
        statement.executeUpdate();

        assertThat(replayed.calls).isEmpty();
    }
}
