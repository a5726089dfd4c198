package org.cascadejdbc.it.packaging;

import static org.cascadejdbc.DeleteRule.CASCADE;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeDriver;

/**
 * An application in a class loader of its own, as {@link LeaksIT} deploys it: uses the library in every way, then ends
 * and takes its drivers out of the DriverManager, as an application server does for it.
 */
public final class Tenant implements Runnable {
    private static final String URL = "jdbc:sqlite:file:tenant?mode=memory&cache=shared";

    @Override
    public void run() {
        try {
            cascades();
            CascadeDriver.deregister();
            for (Driver driver : Collections.list(DriverManager.getDrivers())) {
                if (driver.getClass().getClassLoader() == Tenant.class.getClassLoader()) {
                    DriverManager.deregisterDriver(driver);
                }
            }
        } catch (SQLException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void cascades() throws SQLException, ReflectiveOperationException {
        Class.forName("org.sqlite.JDBC"); // the DriverManager has looked for services long ago
        CascadeDriver.register();
        String ours = URL.replace("jdbc:", "jdbc:cascade:");
        try (Connection keeper = DriverManager.getConnection(URL); Statement statement = keeper.createStatement()) {
            statement.execute("CREATE TABLE p (id INTEGER PRIMARY KEY)");
            statement.execute("CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p ON DELETE CASCADE)");
            statement.execute("INSERT INTO p VALUES (1), (2), (3), (4)");
            statement.execute("INSERT INTO c VALUES (1, 1), (2, 2), (3, 3), (4, 4)");
            try (Connection connection = DriverManager.getConnection(ours + "&cascade.strategy=emulate")) {
                delete(connection, 1);
            }
            CascadeDataSource bean = new CascadeDataSource();
            bean.setUrl(URL);
            bean.setStrategy("emulate");
            try (HikariDataSource outside = new HikariDataSource()) {
                outside.setDataSource(bean);
                delete(outside, 2);
            }
            try (HikariDataSource byUrl = new HikariDataSource()) {
                byUrl.setJdbcUrl(ours);
                delete(byUrl, 3);
            }
            HikariDataSource inside = new HikariDataSource();
            inside.setJdbcUrl(URL);
            try (CascadeDataSource wrapped = CascadeDataSource.builder(inside)
                    .foreignKey("c", "p").references("p", "id").onDelete(CASCADE)
                    .build()) {
                delete(wrapped, 4);
            }
            try (var rows = statement.executeQuery("SELECT (SELECT COUNT(*) FROM p) + (SELECT COUNT(*) FROM c)")) {
                if (rows.getInt(1) != 0) {
                    throw new IllegalStateException("not all has cascaded");
                }
            }
        }
    }

    private static void delete(DataSource dataSource, int id) throws SQLException {
        for (int again : List.of(id, id)) {
            try (Connection connection = dataSource.getConnection()) {
                delete(connection, again);
            }
        }
    }

    private static void delete(Connection connection, int id) throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
            statement.setInt(1, id);
            statement.executeUpdate();
        }
    }
}
