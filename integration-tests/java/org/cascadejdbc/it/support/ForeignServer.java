package org.cascadejdbc.it.support;

import java.net.URI;
import java.sql.SQLException;

/** PostgreSQL's {@code postgres_fdw}, to the server itself: {@code @own_server}, where everybody is its superuser. */
public final class ForeignServer {
    private ForeignServer() {}

    public static void create(Space space) throws SQLException {
        int port = URI.create(space.url().substring("jdbc:".length())).getPort();
        space.run("CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA pg_catalog");
        space.run("CREATE SERVER @own_server FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', port '" + port
                + "', dbname 'postgres')");
        space.run("CREATE USER MAPPING FOR PUBLIC SERVER @own_server OPTIONS (user 'postgres', password_required 'false')");
    }

    public static void drop(Space space) throws SQLException {
        space.run("DROP SERVER IF EXISTS @own_server CASCADE");
    }
}
