package org.cascadejdbc.dialect;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** What a connection says that it is connected to. Immutable. */
record Product(String name, String version, int majorVersion) {
    static Product of(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        return new Product(metaData.getDatabaseProductName(), metaData.getDatabaseProductVersion(),
                metaData.getDatabaseMajorVersion());
    }

    /** Whether its version says so, whatever its name is: there are drivers that call MariaDB MySQL. */
    boolean mentions(String word) {
        return version.toLowerCase(Locale.ROOT).contains(word);
    }
}
