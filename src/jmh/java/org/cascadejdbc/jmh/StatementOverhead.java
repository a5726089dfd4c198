package org.cascadejdbc.jmh;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What an application does all day and no cascade has to do with: what does the wrapper cost there? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StatementOverhead {
    static final String SELECT = "SELECT id, visits FROM customer WHERE id = ?";
    private static final String SELECT_ONE = "SELECT id, visits FROM customer WHERE id = 1";
    private static final String UPDATE = "UPDATE customer SET visits = 7 WHERE id = ?";
    /** Of rows that are not there, so that each execution does the same. */
    private static final String DELETE = "DELETE FROM orders WHERE id = ?";

    @Param({"BARE", "CASCADE", "P6SPY", "DATASOURCE_PROXY", "AWS"})
    public Wrapper wrapper;

    @Param({"STUB", "SQLITE"})
    public Target target;

    private Connection connection;
    private PreparedStatement select;
    private PreparedStatement update;
    private PreparedStatement delete;

    @Setup
    public void open() throws SQLException {
        connection = wrapper.around(target).getConnection();
        select = connection.prepareStatement(SELECT);
        update = connection.prepareStatement(UPDATE);
        delete = connection.prepareStatement(DELETE);
    }

    @TearDown
    public void close() throws SQLException {
        connection.close();
    }

    /** The usual statement: a parameter, a query, its rows. */
    @Benchmark
    public int preparedSelect() throws SQLException {
        select.setInt(1, 1);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    @Benchmark
    public int preparedUpdate() throws SQLException {
        update.setInt(1, 1);
        return update.executeUpdate();
    }

    /** It cascades natively or not at all: it goes to the database as it came. */
    @Benchmark
    public int preparedDelete() throws SQLException {
        delete.setInt(1, -1);
        return delete.executeUpdate();
    }

    @Benchmark
    public int prepareAndClose() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setInt(1, 1);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    @Benchmark
    public boolean plainSelect() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(SELECT_ONE);
        }
    }
}
