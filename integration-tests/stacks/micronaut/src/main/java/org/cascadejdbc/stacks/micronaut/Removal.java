package org.cascadejdbc.stacks.micronaut;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

@Singleton
public class Removal {
    private final Customers customers;
    private final DataSource dataSource;

    Removal(Customers customers, DataSource dataSource) {
        this.customers = customers;
        this.dataSource = dataSource;
    }

    @Transactional
    public void remove(int id, Runnable afterwards) {
        customers.deleteById(id);
        afterwards.run();
    }

    /** Without the repository, on the transaction's connection. */
    @Transactional
    public int removeByJdbc(int id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM customer WHERE id = ?")) {
            delete.setInt(1, id);
            return delete.executeUpdate();
        }
    }
}
