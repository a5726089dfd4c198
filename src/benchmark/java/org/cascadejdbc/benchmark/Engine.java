package org.cascadejdbc.benchmark;

import org.cascadejdbc.it.support.RunningServers;

/** The databases that are measured, and how a connection to a place of one's own on them is made. */
enum Engine {
    POSTGRESQL("PostgreSQL"),
    /** With {@code innodb_native_foreign_keys=ON}: otherwise the reference loses grandchildren. */
    MYSQL("MySQL"),
    SQLITE("SQLite");

    private final String label;

    Engine(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean overNetwork() {
        return this != SQLITE;
    }

    /** The URL of a space (a schema, a database, a file), to which parameters can be added with an ampersand. */
    String url(String space) {
        String server = RunningServers.url(name());
        return switch (this) {
            case POSTGRESQL -> server + (server.contains("?") ? "&" : "?")
                    + "sslmode=disable&gssEncMode=disable&currentSchema=" + space;
            case MYSQL -> {
                String url = server.replaceFirst("(//[^/]+/)[^?]*", "$1" + space);
                url += url.contains("?") ? "&" : "?";
                yield url + (url.contains("sslMode") ? "" : "sslMode=DISABLED&")
                        + (url.contains("allowPublicKeyRetrieval") ? "" : "allowPublicKeyRetrieval=true&")
                        + "connectionAttributes=none";
            }
            case SQLITE -> server + file(space) + "?journal_mode=WAL&synchronous=NORMAL";
        };
    }

    static String file(String space) {
        return Options.DIRECTORY.resolve(space + ".db").toString();
    }
}
