package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import liquibase.command.CommandScope;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import org.cascadejdbc.CascadeDataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SQLite's way to change a table: create, copy, drop, rename. What references it stays, or the migration is refused. */
class RebuildTest {
    @TempDir
    Path directory;

    enum Tool {
        FLYWAY {
            @Override
            void migrate(CascadeDataSource dataSource, String way) {
                Flyway.configure()
                        .dataSource(dataSource)
                        .locations("classpath:rebuild/shop", "classpath:rebuild/" + way)
                        .load()
                        .migrate();
            }
        },
        LIQUIBASE {
            @Override
            void migrate(CascadeDataSource dataSource, String way) throws SQLException, LiquibaseException {
                try (Connection connection = dataSource.getConnection()) {
                    new CommandScope("update")
                            .addArgumentValue("changelogFile", "rebuild/" + way + ".sql")
                            .addArgumentValue("database", DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))
                            .setOutput(OutputStream.nullOutputStream())
                            .execute();
                }
            }
        };

        abstract void migrate(CascadeDataSource dataSource, String way) throws SQLException, LiquibaseException;
    }

    private String url() {
        return "jdbc:sqlite:" + directory.resolve("shop.db");
    }

    private CascadeDataSource ours(String options) {
        CascadeDataSource dataSource = new CascadeDataSource();
        dataSource.setUrl(url().replace("jdbc:", "jdbc:cascade:") + options);
        return dataSource;
    }

    private int count(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return row.getInt(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsRefusedWithTheWayOut(Tool tool) throws SQLException {
        assertThatThrownBy(() -> tool.migrate(ours(""), "inside"))
                .hasStackTraceContaining("PRAGMA foreign_keys = OFF before the transaction")
                .hasStackTraceContaining("cascade.sqliteForeignKeys=keep");
        assertThat(count("customer")).isEqualTo(2);
        assertThat(count("orders")).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void theWayOutWorks(Tool tool) throws SQLException, LiquibaseException {
        tool.migrate(ours(""), "outside");
        assertThat(count("orders")).isEqualTo(3);
        try (Connection connection = ours("").getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM customer WHERE id = 1");
        }
        assertThat(count("orders")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void migrationsMayHaveADataSourceOfTheirOwn(Tool tool) throws SQLException, LiquibaseException {
        tool.migrate(ours("?cascade.sqliteForeignKeys=keep"), "inside");
        assertThat(count("orders")).isEqualTo(3);
    }
}
