package org.cascadejdbc.it.engines.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.UrlDataSource;

/** The one time zone that tests need: a server as it is installed knows none by name. */
final class MysqlZones {
    private MysqlZones() {}

    /** {@code Europe/Berlin} about October 2025. */
    static synchronized void create(Database database) throws SQLException {
        try (Connection connection = new UrlDataSource(Servers.url(database)).getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery("SELECT CONVERT_TZ('2025-10-26 12:00', '+00:00', 'Europe/Berlin') IS NULL")) {
                row.next();
                if (!row.getBoolean(1)) {
                    return;
                }
            }
            statement.execute("INSERT INTO mysql.time_zone (Use_leap_seconds) VALUES ('N')");
            statement.execute("SET @id = LAST_INSERT_ID()");
            statement.execute("INSERT INTO mysql.time_zone_transition_type VALUES (@id, 0, 3600, 0, 'CET'), (@id, 1, 7200, 1, "
                    + "'CEST')");
            statement.execute("INSERT INTO mysql.time_zone_transition VALUES (@id, -2000000000, 0), (@id, 1743296400, 1), "
                    + "(@id, 1761440400, 0), (@id, 1774746000, 1)");
            statement.execute("INSERT INTO mysql.time_zone_name VALUES ('Europe/Berlin', @id)");
        }
    }
}
