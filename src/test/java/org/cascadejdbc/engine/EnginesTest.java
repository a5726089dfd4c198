package org.cascadejdbc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.cascadejdbc.engine.mariadb.MariaDbEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is let in, by what drivers tell. */
class EnginesTest {
    private static Product product(String name, String version) {
        return new Product(name, version, "a driver");
    }

    @ParameterizedTest
    @CsvSource({
        "PostgreSQL, 13.0, PostgresqlEngine",
        "PostgreSQL, 18.6 (Debian 18.6-1.pgdg13+1), PostgresqlEngine",
        "PostgreSQL, 19devel, PostgresqlEngine",
        "MySQL, 8.0.19, MysqlEngine",
        "MySQL, 8.4.6-commercial, MysqlEngine",
        "MySQL, 9.7.4, MysqlEngine",
        "MySQL, 5.5.5-10.11.14-MariaDB-0+deb12u2, MariaDbEngine",
        "MySQL, 11.8.9-MariaDB-ubu2404, MariaDbEngine",
        "MariaDB, 10.11.0-MariaDB, MariaDbEngine",
        "SQLite, 3.37.0, SqliteEngine",
        "SQLite, 3.54.1, SqliteEngine"
    })
    void whatIsKnown(String name, String version, String engine) throws SQLException {
        assertThat(Engines.of(product(name, version)).getClass().getSimpleName()).isEqualTo(engine);
    }

    @ParameterizedTest
    @CsvSource({
        "PostgreSQL, 11.22, 13",
        "PostgreSQL, 12.22 (Ubuntu), 13",
        "PostgreSQL, 9.6.24, 13",
        "MySQL, 5.7.44-log, 8.0.19",
        "MySQL, 8.0.18, 8.0.19",
        "MySQL, 5.5.5-10.6.22-MariaDB, 10.11",
        "MariaDB, 10.10.7-MariaDB, 10.11",
        "SQLite, 3.36.0.3, 3.37",
        "SQLite, 3.8.11.2, 3.37",
        "PostgreSQL, null, 13"
    })
    void whatIsTooOldIsToldWithWhatIsNeeded(String name, String version, String needed) {
        assertThatThrownBy(() -> Engines.of(product(name, version)))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContainingAll(" " + needed + " or later", version, "cascade.unsupported=pass")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("0A000");
    }

    @ParameterizedTest
    @CsvSource({
        "PostgreSQL, 11.2-YB-2.25.1.0-b0, postgresql",
        "PostgreSQL, 15.0-ShardingSphere-Proxy, postgresql",
        "MySQL, 8.0.11-TiDB-v8.5.1, mysql",
        "MySQL, 8.0.30-Vitess, mysql"
    })
    void whatOnlyCallsItselfSoIsToldByName(String name, String version, String engine) {
        assertThatThrownBy(() -> Engines.of(product(name, version)))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContainingAll("another database", version, "cascade.engine=" + engine);
    }

    @Test
    void aDriverThatStandsBeforeTheServerIsLookedAtToo() {
        assertThatThrownBy(() -> Engines.of(new Product("PostgreSQL", "17.5", "ShardingSphere-JDBC (a class)")))
                .hasMessageContaining("ShardingSphere-JDBC");
    }

    @Test
    void whatIsUnknownIsToldWithWhatIsKnown() {
        assertThatThrownBy(() -> Engines.of(product("Apache Derby", "10.17.1.0")))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContainingAll("PostgreSQL, MySQL, MariaDB, SQLite, H2 and HSQLDB", "Apache Derby 10.17.1.0");
    }

    @Test
    void whoInsistsGetsIt() {
        assertThat(Engines.names()).containsExactly("postgresql", "mysql", "mariadb", "sqlite", "h2", "hsqldb");
        assertThat(Engines.named("mariadb", product("Percona", "8"))).isInstanceOf(MariaDbEngine.class);
    }
}
