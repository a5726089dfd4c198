package org.cascadejdbc.benchmark;

import java.sql.Connection;

final class HibernateRemove implements Contender {
    private final Connection connection;

    HibernateRemove(Connection connection, Fixture fixture) {
        this.connection = connection;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void delete(int target) {}
}
