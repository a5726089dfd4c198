package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import liquibase.command.CommandScope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.CommandExecutionException;
import liquibase.exception.LiquibaseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiquibaseTest {
    enum Way {
        OUR_DATA_SOURCE {
            @Override
            void update(int count, String url, Application application) throws LiquibaseException, SQLException {
                try (Connection connection = application.dataSource().getConnection()) {
                    Database database = DatabaseFactory.getInstance()
                            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
                    command(count).addArgumentValue("database", database).execute();
                }
            }
        },
        OUR_URL {
            @Override
            void update(int count, String url, Application application) throws LiquibaseException {
                command(count)
                        .addArgumentValue("url", url)
                        .addArgumentValue("driver", "org.cascadejdbc.CascadeDriver")
                        .addArgumentValue("username", "postgres")
                        .execute();
            }
        },
        PLAIN_URL {
            @Override
            void update(int count, String url, Application application) throws LiquibaseException {
                command(count)
                        .addArgumentValue("url", Shop.url())
                        .addArgumentValue("username", "postgres")
                        .execute();
            }
        };

        abstract void update(int count, String url, Application application) throws LiquibaseException, SQLException;
    }

    /** The next changes of the log. */
    private static CommandScope command(int count) throws LiquibaseException {
        return new CommandScope("updateCount")
                .addArgumentValue("changelogFile", "liquibase/changelog.sql")
                .addArgumentValue("count", count)
                .setOutput(OutputStream.nullOutputStream());
    }

    @BeforeEach
    void emptyDatabase() {
        Application.emptyDatabase();
    }

    @ParameterizedTest
    @EnumSource
    void aNewChildTableIsSeenAtOnce(Way way) throws Exception {
        String url = Application.urlWithoutRelations();
        try (Application application = new Application(url)) {
            way.update(1, url, application);
            application.deleteAround(() -> {
                try {
                    way.update(1, url, application);
                } catch (LiquibaseException | SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
        assertThat(Application.invoices()).isOne();
    }

    /** Liquibase begins with a DELETE from a table of its own, of which the relations know as little as of theirs. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN_URL")
    void relationsWhoseTablesAreNotThereYet(Way way) {
        try (Application application = new Application(Shop.cascadeUrl())) {
            assertThatThrownBy(() -> way.update(1, Shop.cascadeUrl(), application))
                    .hasMessageContaining("classpath:cascade.sql:2: there is no referencing table orders");
        }
    }

    /** Beside us it makes them, and the application, which has had an error for each DELETE, goes on. */
    @Test
    void relationsWhoseTablesAreMadeBesideUs() throws Exception {
        try (Application application = new Application(Shop.cascadeUrl())) {
            assertThatThrownBy(() -> Way.OUR_DATA_SOURCE.update(1, Shop.cascadeUrl(), application))
                    .hasMessageContaining("there is no referencing table orders");
            Application.emptyDatabase();
            Way.PLAIN_URL.update(1, Shop.cascadeUrl(), application);
            application.deleteAround(() -> {});
            Way.OUR_DATA_SOURCE.update(1, Shop.cascadeUrl(), application); // from now on also through us
        }
        assertThat(Application.invoices()).isOne();
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    /** A DELETE in a change cascades where Liquibase goes through us. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN_URL")
    void aChangesOwnDelete(Way way) throws Exception {
        String url = Application.urlWithoutRelations();
        try (Application application = new Application(url)) {
            way.update(3, url, application);
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
        assertThat(Application.invoices()).isOne();
    }

    @Test
    void withoutUs() {
        try (Application application = new Application(Application.urlWithoutRelations())) {
            assertThatThrownBy(() -> Way.PLAIN_URL.update(3, "", application))
                    .isInstanceOf(CommandExecutionException.class)
                    .hasMessageContaining("violates");
        }
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void badConfigurationNamesTheProperty() {
        try (Application application = new Application(Application.urlWithoutRelations())) {
            assertThatThrownBy(() -> Way.OUR_URL.update(1, Shop.cascadeUrl() + "&cascade.maxrows=1", application))
                    .hasMessageContaining("cascade.maxrows")
                    .hasMessageContaining("cascade.maxRows");
        }
    }

    /** The limit: Liquibase knows a driver by the URL's beginning, unless it is told one. */
    @Test
    void byOurUrlWithoutDriver() {
        assertThatThrownBy(() -> command(1).addArgumentValue("url", Shop.cascadeUrl()).execute())
                .hasMessageContaining("Driver class was not specified");
    }
}
