package org.cascadejdbc.it;

/** Lets the benchmark ask for the servers of the integration tests, which start them, or are told where they are. */
public final class RunningServers {
    private RunningServers() {}

    /** The JDBC URL of a running server, without a database; MySQL's storage engine enforces its keys. */
    public static String url(String database) {
        return Servers.url(Database.valueOf(database));
    }
}
