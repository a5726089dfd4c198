package org.cascadejdbc.jdbc;

import java.sql.SQLException;

/** The rule for texts that are given to a statement that has a text already. */
final class Texts {
    private Texts() {}

    /**
     * JDBC forbids to execute another text on a prepared statement; a few drivers allow it all the same. As long as
     * it cannot concern us, it is left to them.
     */
    static String ofPrepared(CascadeConnection connection, String text) throws SQLException {
        if (connection.concerns(text)) {
            throw new SQLException(
                    "A DELETE or a definition cannot be given as text to a prepared statement;"
                            + " use Connection.createStatement",
                    "HY010");
        }
        return text;
    }
}
