package org.cascadejdbc.engine;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/**
 * What a connection says that it is connected to, and by which driver. Immutable.
 *
 * @param version the server's version as the driver tells it
 */
public record Product(String name, String version, String driver) {
    public static Product of(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        return new Product(
                String.valueOf(metaData.getDatabaseProductName()),
                String.valueOf(metaData.getDatabaseProductVersion()),
                metaData.getDriverName() + " (" + connection.getClass().getName() + ")");
    }

    /** Whether its version says so, whatever its name is: there are drivers that call MariaDB MySQL. */
    public boolean mentions(String word) {
        return version.toLowerCase(Locale.ROOT).contains(word);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
