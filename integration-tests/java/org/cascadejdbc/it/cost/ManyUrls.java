package org.cascadejdbc.it.cost;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A program that deletes through the driver, each time by another URL, and prints how many rows have gone. */
final class ManyUrls {
    private static final int KEPT = 10;
    private static final int LONG = 100_000;

    private ManyUrls() {}

    /**
     * Runs it.
     *
     * @param arguments the URL with its last parameter, to which a number is added, and how many
     */
    public static void main(String[] arguments) throws SQLException {
        List<Connection> open = new ArrayList<>();
        int deleted = 0;
        for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
            Connection connection = DriverManager.getConnection(arguments[0] + (1_000 + i));
            try (Statement statement = connection.createStatement()) {
                deleted += statement.executeUpdate(
                        "DELETE FROM p WHERE id = " + i + " AND '" + "x".repeat(LONG) + "' <> 'y'");
            }
            if (open.size() < KEPT) {
                open.add(connection);
            } else {
                connection.close();
            }
        }
        for (Connection connection : open) {
            connection.close();
        }
        System.out.println(deleted);
    }
}
