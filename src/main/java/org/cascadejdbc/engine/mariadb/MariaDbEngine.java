package org.cascadejdbc.engine.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.driver.MariaDbJava;
import org.cascadejdbc.engine.mysql.MysqlEngine;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.sql.DeleteStatement;

/** MariaDB 10.11 and later: what it does otherwise than MySQL. */
public final class MariaDbEngine extends MysqlEngine {
    private static final int RECORD_HAS_CHANGED = 1020;

    MariaDbEngine() {
        this(new MariaDbSyntax());
    }

    private MariaDbEngine(MariaDbSyntax syntax) {
        super(syntax, new MariaDbCompiler(syntax));
    }

    /** It has no WITH in front of a DELETE, an alias of the only table from 11.6 on, and not everything in RETURNING. */
    @Override
    protected boolean mayBeUnknown(DeleteStatement delete) {
        return delete.with() != null || delete.returning() != null || delete.target().alias() != null;
    }

    /** MariaDB's own driver sets it by SET STATEMENT in front of ours, of which the server heeds only one. */
    @Override
    public String timed(Connection connection, String sql, int seconds) throws SQLException {
        return MariaDbJava.isDrivers(connection) ? MariaDbSyntax.timed(sql, seconds) : sql;
    }

    /** Also of a row that is not any more as a snapshot has it (innodb_snapshot_isolation): of one in a transaction of ours. */
    @Override
    public Failure failure(SQLException e) {
        return e.getErrorCode() == RECORD_HAS_CHANGED ? Failure.of(Failure.Kind.DEADLOCK) : super.failure(e);
    }

    /** A DELETE only warns of wrong values, whatever strict mode is. */
    @Override
    public void checkWarnings(Connection connection, Statement statement) {}
}
