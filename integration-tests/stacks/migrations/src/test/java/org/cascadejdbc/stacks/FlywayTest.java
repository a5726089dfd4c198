package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlywayTest {
    enum Way {
        OUR_DATA_SOURCE {
            @Override
            void configure(FluentConfiguration flyway, Application application) {
                flyway.dataSource(application.dataSource());
            }
        },
        PLAIN_URL {
            @Override
            void configure(FluentConfiguration flyway, Application application) {
                flyway.dataSource(Shop.url(), "postgres", "");
            }
        };

        abstract void configure(FluentConfiguration flyway, Application application);

        void migrateTo(int version, Application application) {
            FluentConfiguration flyway = Flyway.configure().locations("classpath:flyway");
            configure(flyway, application);
            flyway.target(String.valueOf(version)).load().migrate();
        }
    }

    @BeforeEach
    void emptyDatabase() {
        Application.emptyDatabase();
    }

    @ParameterizedTest
    @EnumSource
    void aNewChildTableIsSeenAtOnce(Way way) throws SQLException {
        try (Application application = new Application(Application.urlWithoutRelations())) {
            way.migrateTo(1, application);
            application.deleteAround(() -> way.migrateTo(2, application));
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
        assertThat(Application.invoices()).isOne();
    }

    /** Also while the relations name tables that are not there yet. */
    @ParameterizedTest
    @EnumSource
    void fromNothing(Way way) throws SQLException {
        try (Application application = new Application(Shop.cascadeUrl())) {
            way.migrateTo(1, application);
            application.deleteAround(() -> {});
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    /** A DELETE in a migration cascades where the migration goes through us. */
    @Test
    void aMigrationsOwnDelete() throws SQLException {
        try (Application application = new Application(Application.urlWithoutRelations())) {
            Way.OUR_DATA_SOURCE.migrateTo(3, application);
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
        assertThat(Application.invoices()).isOne();
    }

    @Test
    void withoutUs() {
        try (Application application = new Application(Application.urlWithoutRelations())) {
            assertThatThrownBy(() -> Way.PLAIN_URL.migrateTo(3, application))
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining("violates");
        }
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void badConfigurationNamesTheProperty() {
        assertThatThrownBy(() -> {
            try (Application application = new Application(Shop.cascadeUrl() + "&cascade.maxrows=1")) {
                Way.OUR_DATA_SOURCE.migrateTo(1, application);
            }
        }).rootCause().hasMessageContaining("cascade.maxrows").hasMessageContaining("cascade.maxRows");
    }

    /** The limit: Flyway looks at the URL's beginning, before it connects. */
    @Test
    void byOurUrl() {
        assertThatThrownBy(() -> Flyway.configure().dataSource(Shop.cascadeUrl(), "postgres", ""))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("No Flyway database plugin found to handle jdbc:cascade:");
    }
}
