package org.cascadejdbc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The small music shop of the demo, in a file of SQLite. Its keys say what is to happen; SQLite does not listen. */
final class Sample {
    static final String DELETE = "DELETE FROM artist WHERE name = 'Nina Null'";

    private Sample() {}

    static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    /** Makes the shop. */
    static void create(Driver driver, Path file) throws SQLException, IOException {
        try (Connection connection = driver.connect(url(file), new Properties());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : script().split(";\n", -1)) {
                if (!sql.isBlank()) {
                    statement.executeUpdate(sql);
                }
            }
            connection.commit();
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Sample.class.getResourceAsStream("sample.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Deletes the artist as most programs do, without a thought of the pragma; says how many rows reference nothing. */
    static int deleteWithoutUs(Driver driver, Path file) throws SQLException {
        try (Connection connection = driver.connect(url(file), new Properties());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(DELETE);
            int orphans = 0;
            try (ResultSet violations = statement.executeQuery("PRAGMA foreign_key_check")) {
                while (violations.next()) {
                    orphans++;
                }
            }
            connection.rollback();
            return orphans;
        }
    }
}
