package org.cascadejdbc.run;

import java.sql.ResultSet;
import java.sql.SQLException;

/** What to do with each of several result sets. */
@FunctionalInterface
interface Look {
    void at(ResultSet rows) throws SQLException;
}
