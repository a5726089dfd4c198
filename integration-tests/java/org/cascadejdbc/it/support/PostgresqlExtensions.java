package org.cascadejdbc.it.support;

/**
 * PostgreSQL's extensions whose types have an equality of their own, in a schema that no search path has. A database holds
 * an extension once, so the tests share them: whichever class came second would not find it in a schema of its own.
 */
public final class PostgresqlExtensions {
    public static final String INSTALLED = """
            CREATE SCHEMA IF NOT EXISTS cj_ext;
            CREATE EXTENSION IF NOT EXISTS citext SCHEMA cj_ext;
            CREATE EXTENSION IF NOT EXISTS ltree SCHEMA cj_ext;
            CREATE EXTENSION IF NOT EXISTS isn SCHEMA cj_ext;
            """;

    private PostgresqlExtensions() {}
}
