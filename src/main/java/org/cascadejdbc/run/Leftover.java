package org.cascadejdbc.run;

import java.sql.SQLException;

/** What a cascade has begun on its connection, and could not take back when it failed. */
@FunctionalInterface
public interface Leftover {
    /**
     * Takes it back; if nothing of it is there any more, that is as good.
     *
     * @throws SQLException if it is still open
     */
    void undo() throws SQLException;
}
