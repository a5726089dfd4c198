package org.cascadejdbc.jmh;

import javax.sql.DataSource;

/** What is wrapped. */
public enum Target {
    /** Does nothing: what is measured on it is the wrapper. */
    STUB("a stub", StubDataSource.class),
    /** The fastest real database: what a wrapper costs at most in relation. */
    SQLITE("SQLite in memory", SqliteDataSource.class);

    private final String title;
    private final Class<? extends DataSource> type;

    Target(String title, Class<? extends DataSource> type) {
        this.title = title;
        this.type = type;
    }

    String title() {
        return title;
    }

    Class<? extends DataSource> type() {
        return type;
    }

    DataSource dataSource() {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
