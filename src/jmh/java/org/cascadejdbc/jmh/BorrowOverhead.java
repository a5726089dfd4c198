package org.cascadejdbc.jmh;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A wrapper outside a pool is made for each connection that is borrowed: what does that cost? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BorrowOverhead {
    @Param({"BARE", "CASCADE", "P6SPY", "DATASOURCE_PROXY", "AWS"})
    public Wrapper wrapper;

    /** Opening a database takes so long that nothing else would be seen. */
    @Param("STUB")
    public Target target;

    private DataSource dataSource;

    @Setup
    public void configure() {
        dataSource = wrapper.around(target);
    }

    @Benchmark
    public int borrowAndClose() throws SQLException {
        try (Connection borrowed = dataSource.getConnection();
                PreparedStatement statement = borrowed.prepareStatement(StatementOverhead.SELECT)) {
            statement.setInt(1, 1);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }
}
