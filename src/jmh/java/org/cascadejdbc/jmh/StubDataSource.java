package org.cascadejdbc.jmh;

import java.sql.Connection;

/** Gives connections of the stub. Public, because the AWS wrapper makes it by its name. */
public final class StubDataSource extends Source {
    @Override
    public Connection getConnection() {
        return new StubConnection();
    }
}
