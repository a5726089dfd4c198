package org.cascadejdbc.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.Drivers;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.physical.DeletePerTable;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Inspections;
import org.cascadejdbc.run.Cascade;
import org.cascadejdbc.run.CascadeSession;
import org.cascadejdbc.run.Inquiry;
import org.cascadejdbc.run.Parameters;
import org.cascadejdbc.run.ResultStep;
import org.cascadejdbc.run.Turns;
import org.cascadejdbc.run.Verdict;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;

/** A session that finds nothing to do: for tests of the wrappers alone. */
class PassingSession implements CascadeSession {
    private final Turns turns = new Turns();

    /** The verdict that a text is to be emulated, for sessions that carry it out in their own way. */
    static Verdict.Emulate emulate(String sql) {
        QualifiedName table = new QualifiedName(List.of(new Name("t", false)));
        return new Verdict.Emulate(
                new Cascade(
                        DeleteStatement.of(sql, table, "t", null, null), new DeletePerTable(List.of()), null),
                Verdict.Result.COUNT);
    }

    /** The same, with a query in it whose result set is the application's. */
    static Verdict.Emulate emulate(String sql, String query) {
        Cascade cascade = emulate(sql).cascade();
        FreezeThenAct plan = new FreezeThenAct(
                new FrozenRows(Optional.empty(), new FrozenRows.SetUp(List.of(), false), "", List.of(), List.of(), List.of()),
                new Inspections(List.of(), Set.of(), Map.of(), Map.of()), query, List.of(), null, null);
        return new Verdict.Emulate(new Cascade(cascade.delete(), plan, null), Verdict.Result.OWN);
    }

    @Override
    public boolean concerns(String sql) {
        return false;
    }

    @Override
    public boolean passes(String sql) {
        return false;
    }

    @Override
    public Verdict examine(String sql, GeneratedKeys keys) throws SQLException {
        return Verdict.Pass.UNCHANGED;
    }

    @Override
    public Failure failure(SQLException e) {
        return Failure.of(Failure.Kind.OTHER);
    }

    @Override
    public DriverBehaviour driver() {
        return Drivers.XERIAL;
    }

    @Override
    public boolean bindsToDatabase() {
        return false;
    }

    @Override
    public String database() {
        return null;
    }

    @Override
    public void executed(Verdict verdict) {}

    @Override
    public void transactionEnded() {}

    @Override
    public long delete(Verdict.Emulate cascade, Parameters parameters, int queryTimeout, ResultStep result)
            throws SQLException {
        throw new AssertionError("nothing is emulated here");
    }

    @Override
    public SQLWarning warnings() {
        return null;
    }

    @Override
    public boolean cancel() throws SQLException {
        return false;
    }

    @Override
    public String preparable(String sql) {
        return sql;
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public Inquiry inquiry() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    @Override
    public void checkRowDelete(String sqlOfTheResultSet, ResultSetMetaData columns) throws SQLException {}
}
