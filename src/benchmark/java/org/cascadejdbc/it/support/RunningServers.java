package org.cascadejdbc.it.support;

import javax.sql.DataSource;

/** Lets the benchmark ask for the servers of the integration tests, which start them, or are told where they are. */
public final class RunningServers {
    private RunningServers() {}

    /** The driver, by a URL. */
    public static DataSource dataSource(String url) {
        return new UrlDataSource(url);
    }

    /** The JDBC URL of a running server, without a database; MySQL's storage engine enforces its keys. */
    public static String url(String database) {
        return Servers.url(Database.valueOf(database));
    }
}
