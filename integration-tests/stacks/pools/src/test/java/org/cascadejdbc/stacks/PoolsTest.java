package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.apache.commons.dbcp2.BasicDataSource;
import org.cascadejdbc.CascadeDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** Five pools, each around us by its URL property, and inside of us. */
class PoolsTest {
    private static final String USER = "postgres";

    enum Pool {
        HIKARI_CP {
            @Override
            DataSource open(String url) {
                HikariConfig config = new HikariConfig();
                config.setJdbcUrl(url);
                config.setUsername(USER);
                config.setMaximumPoolSize(1);
                return new HikariDataSource(config);
            }
        },
        HIKARI_CP_BY_CLASS_NAME {
            @Override
            DataSource open(String url) {
                HikariConfig config = new HikariConfig();
                config.setDataSourceClassName("org.cascadejdbc.CascadeDataSource");
                config.addDataSourceProperty("url", url);
                config.setUsername(USER);
                config.setMaximumPoolSize(1);
                return new HikariDataSource(config);
            }
        },
        AGROAL {
            @Override
            DataSource open(String url) throws SQLException {
                return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool -> pool.maxSize(1)
                                .connectionFactoryConfiguration(
                                        factory -> factory.jdbcUrl(url).principal(new NamePrincipal(USER)))));
            }
        },
        DBCP2 {
            @Override
            DataSource open(String url) {
                BasicDataSource pool = new BasicDataSource();
                pool.setUrl(url);
                pool.setUsername(USER);
                pool.setMaxTotal(1);
                return pool;
            }
        },
        C3P0 {
            @Override
            DataSource open(String url) {
                ComboPooledDataSource pool = new ComboPooledDataSource();
                pool.setJdbcUrl(url);
                pool.setUser(USER);
                pool.setInitialPoolSize(1);
                pool.setMinPoolSize(1);
                pool.setMaxPoolSize(1);
                pool.setAcquireRetryAttempts(1); // else what is refused is tried for half a minute
                return pool;
            }
        },
        TOMCAT {
            @Override
            DataSource open(String url) {
                org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
                pool.setUrl(url);
                pool.setDriverClassName(
                        url.startsWith("jdbc:cascade:") ? "org.cascadejdbc.CascadeDriver" : "org.postgresql.Driver");
                pool.setUsername(USER);
                pool.setInitialSize(1);
                pool.setMaxActive(1);
                return pool;
            }

            /** Its own unwrap looks no further than one level. */
            @Override
            PGConnection vendors(Connection connection) throws SQLException {
                PooledConnection pooled =
                        connection instanceof PooledConnection own ? own : connection.unwrap(PooledConnection.class);
                return pooled.getConnection().unwrap(PGConnection.class);
            }
        };

        /** With one connection. */
        abstract DataSource open(String url) throws SQLException;

        /** What the driver gives, from what the pool gives. */
        PGConnection vendors(Connection connection) throws SQLException {
            return connection.unwrap(PGConnection.class);
        }

        static void close(DataSource pool) throws Exception {
            if (pool instanceof AutoCloseable closeable) {
                closeable.close();
            } else {
                ((org.apache.tomcat.jdbc.pool.DataSource) pool).close();
            }
        }
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    @ParameterizedTest
    @EnumSource
    void aroundUs(Pool pool) throws Exception {
        DataSource dataSource = pool.open(Shop.cascadeUrl());
        try {
            delete(dataSource);
            assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
            useAsUsual(pool, dataSource);
        } finally {
            Pool.close(dataSource);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HIKARI_CP_BY_CLASS_NAME")
    void insideOfUs(Pool pool) throws Exception {
        DataSource inside = pool.open(Shop.url());
        try {
            CascadeDataSource dataSource =
                    CascadeDataSource.builder(inside).relations(Shop.RELATIONS).build();
            delete(dataSource);
            assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
            useAsUsual(pool, dataSource);
            assertThat(dataSource.unwrap(inside.getClass())).isSameAs(inside);
        } finally {
            Pool.close(inside);
        }
    }

    /** Without us the database refuses: so what cascades above are we. */
    @ParameterizedTest
    @EnumSource(names = {"HIKARI_CP", "AGROAL", "DBCP2", "C3P0", "TOMCAT"})
    void withoutUs(Pool pool) throws Exception {
        DataSource dataSource = pool.open(Shop.url());
        try {
            assertThatThrownBy(() -> delete(dataSource)).isInstanceOf(SQLException.class).hasMessageContaining("violates");
            assertThat(Shop.rows()).isEqualTo(Shop.ALL);
        } finally {
            Pool.close(dataSource);
        }
    }

    @ParameterizedTest
    @EnumSource
    void badConfigurationNamesTheProperty(Pool pool) {
        assertThatThrownBy(() -> {
            DataSource dataSource = pool.open(Shop.cascadeUrl() + "&cascade.maxrows=1");
            try (Connection connection = dataSource.getConnection()) {
                throw new AssertionError("opened " + connection);
            } finally {
                Pool.close(dataSource);
            }
        }).satisfies(e -> assertThat(messages(e)).contains("cascade.maxrows").contains("cascade.maxRows"));
    }

    private static String messages(Throwable e) {
        return e == null ? "" : e + "\n" + messages(e.getCause());
    }

    private static void delete(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM customer WHERE id = ?")) {
            delete.setInt(1, 1);
            assertThat(delete.executeUpdate()).isOne();
        }
    }

    /** Borrowed again and again, the pool's one connection has nothing left of the last borrower. */
    private static void useAsUsual(Pool pool, DataSource dataSource) throws SQLException {
        for (int i = 0; i < 3; i++) {
            try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                assertThat(statement.executeUpdate("DELETE FROM customer WHERE id = 2")).isOne();
                connection.rollback();
                connection.setAutoCommit(true);
                assertThat(connection.isValid(5)).isTrue();
                assertThat(connection.getMetaData().getURL()).startsWith("jdbc:postgresql:");
                assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
                assertThat(pool.vendors(connection).getBackendPID()).isPositive();
            }
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }
}
