package org.cascadejdbc.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * An application that leaves all to the DELETE, by a prepared statement that it keeps: with native keys, through
 * us, or with a text written by hand.
 */
record OneStatement(Connection connection, PreparedStatement statement, int parameters) implements Contender {
    static OneStatement of(Connection connection, String sql) throws SQLException {
        int parameters = (int) sql.chars().filter(c -> c == '?').count();
        return new OneStatement(connection, connection.prepareStatement(sql), parameters);
    }

    @Override
    public void delete(int target) throws SQLException {
        for (int i = 1; i <= parameters; i++) {
            statement.setInt(i, target);
        }
        statement.executeUpdate();
    }
}
