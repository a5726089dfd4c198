package org.cascadejdbc.driver;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;

/** The server's errors after which the drivers that speak its protocol do nothing more of a batch. */
final class MysqlErrors {
    /** Of a deadlock, of too many locks, and of an interrupted statement. */
    private static final Set<Integer> ENDING_ALL = Set.of(1213, 1206, 1317);

    private MysqlErrors() {}

    static boolean endsAll(SQLException e) {
        return e instanceof SQLTimeoutException || ENDING_ALL.contains(e.getErrorCode());
    }
}
