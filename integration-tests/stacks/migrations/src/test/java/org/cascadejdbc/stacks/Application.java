package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** An application that has its DELETE prepared while the schema is migrated. */
final class Application implements AutoCloseable {
    private final HikariDataSource pool;

    Application(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(1);
        pool = new HikariDataSource(config);
    }

    /** Nothing is there, as before the first migration. */
    static void emptyDatabase() {
        Shop.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    /** What the relations say of three tables, this says of all keys, also of those that a migration adds. */
    static String urlWithoutRelations() {
        return Shop.url().replaceFirst("^jdbc:", "jdbc:cascade:") + "&cascade.noAction=cascade";
    }

    DataSource dataSource() {
        return pool;
    }

    /** Customer 1 goes by a statement that was prepared, and executed, before the migration. */
    void deleteAround(Runnable migration) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM customer WHERE id = ?")) {
            for (int i = 0; i < 10; i++) { // so that the server has it prepared, too
                delete.setInt(1, 7);
                assertThat(delete.executeUpdate()).isZero();
            }
            migration.run();
            delete.setInt(1, 1);
            assertThat(delete.executeUpdate()).isOne();
        }
    }

    static int invoices() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Shop.url());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM invoice")) {
            count.next();
            return count.getInt(1);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
