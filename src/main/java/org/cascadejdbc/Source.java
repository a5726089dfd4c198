package org.cascadejdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/** Where a DataSource's raw connections come from. */
interface Source {
    /** A connection of that user, or of the configured one if {@code user} and {@code password} are {@code null}. */
    Connection connect(String user, String password) throws SQLException;

    /** From another DataSource. */
    record Wrapped(DataSource dataSource) implements Source {
        @Override
        public Connection connect(String user, String password) throws SQLException {
            return user == null && password == null
                    ? dataSource.getConnection()
                    : dataSource.getConnection(user, password);
        }
    }

    /** From the driver of a URL. */
    record Url(String delegateUrl, GivenOptions given) implements Source {
        @Override
        public Connection connect(String user, String password) throws SQLException {
            Properties properties = new Properties();
            if (user != null) {
                properties.setProperty("user", user);
            }
            if (password != null) {
                properties.setProperty("password", password);
            }
            return CascadeDriver.connect(delegateUrl, given, properties);
        }

        @Override
        public String toString() {
            return CascadeUrl.shown(delegateUrl);
        }
    }
}
