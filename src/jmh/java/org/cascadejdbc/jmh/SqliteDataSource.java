package org.cascadejdbc.jmh;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Each connection has a small shop in memory of its own. Public, because the AWS wrapper makes it by its name. */
public final class SqliteDataSource extends Source {
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("CREATE TABLE customer (id INTEGER PRIMARY KEY, visits INTEGER)");
            statement.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, "
                    + "customer_id INTEGER REFERENCES customer ON DELETE CASCADE)");
            statement.execute("INSERT INTO customer VALUES (1, 0), (2, 0), (3, 0)");
        }
        return connection;
    }
}
