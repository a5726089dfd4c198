package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cascadejdbc.jdbc.CascadeConnection;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConnection;

class CascadeDriverTest {
    private static final String URL = "jdbc:cascade:sqlite::memory:";

    private final CascadeDriver driver = new CascadeDriver();

    @Test
    void theDriverManagerFindsIt() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL + "?cascade.maxRows=5");
                Statement statement = connection.createStatement();
                ResultSet resultSet = statement.executeQuery("select 7")) {
            assertThat(connection).isInstanceOf(CascadeConnection.class);
            assertThat(resultSet.getInt(1)).isEqualTo(7);
            assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:sqlite::memory:");
            assertThat(connection.unwrap(SQLiteConnection.class)).isNotNull();
        }
    }

    @Test
    void registeringTwiceAndDeregistering() throws SQLException {
        CascadeDriver.register();
        CascadeDriver.deregister();
        try {
            CascadeDriver.deregister();
            assertThat(DriverManager.drivers().filter(CascadeDriver.class::isInstance).count()).isLessThanOrEqualTo(1);
        } finally {
            CascadeDriver.register();
        }
        assertThat(DriverManager.drivers()).anyMatch(CascadeDriver.class::isInstance);
    }

    @Test
    void foreignUrlsAreLeftToOthers() throws SQLException {
        assertThat(driver.acceptsURL(null)).isFalse();
        assertThat(driver.acceptsURL("jdbc:sqlite::memory:")).isFalse();
        assertThat(driver.acceptsURL(URL)).isTrue();
        assertThat(driver.connect("jdbc:sqlite::memory:", null)).isNull();
        assertThat(driver.connect(null, new Properties())).isNull();
    }

    @Test
    void theCallersPropertiesStayAsTheyAreAndOursDoNotReachTheDelegate() throws SQLException {
        Properties defaults = new Properties();
        defaults.setProperty("cascade.noAction", "cascade");
        defaults.setProperty("journal_mode", "memory");
        Properties info = new Properties(defaults);
        info.setProperty("cascade.maxRows", "5");
        info.put("object", 3);
        info.setProperty("cascade.driver", SeenDriver.class.getName());

        assertThatThrownBy(() -> driver.connect("jdbc:cascade:seen:x?cascade.strategy=auto&y=z", info))
                .hasMessage("jdbc:seen:x?y=z {journal_mode=memory, object=3}");
        assertThat(info).hasSize(3).containsEntry("cascade.maxRows", "5");
    }

    @Test
    void thePropertiesOutweighTheUrl() throws SQLException {
        Properties info = new Properties();
        info.setProperty("cascade.strategy", "emulate");

        try (Connection connection = driver.connect(URL + "?cascade.strategy=nonsense", info)) {
            assertThat(connection.isValid(1)).isTrue();
        }
        info.setProperty("cascade.strategy", "nonsense");
        assertThatThrownBy(() -> driver.connect(URL, info))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("auto, native, emulate");
        assertThatThrownBy(() -> driver.connect(URL + "?cascade.strategie=auto", null))
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll("cascade.strategie", "cascade.strategy");
        assertThatThrownBy(() -> driver.connect(URL + "?cascade.relations=missing.sql", null))
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll("cascade.relations", "missing.sql");
    }

    @Test
    void propertyInfoListsOursAndTheDelegates() throws SQLException {
        Map<String, DriverPropertyInfo> info = Arrays.stream(
                        driver.getPropertyInfo(URL + "?cascade.maxRows=5", new Properties()))
                .collect(Collectors.toMap(property -> property.name, Function.identity()));

        assertThat(info).containsKeys("cascade.relations", "cascade.driver", "journal_mode");
        assertThat(info.get("cascade.maxRows").value).isEqualTo("5");
        assertThat(info.get("cascade.strategy").choices).containsExactly("auto", "native", "emulate");
        assertThat(driver.getPropertyInfo("jdbc:cascade:nothing:x", null)).hasSize(Option.values().length);
    }

    /** As a tool does that shows the properties and gives back what it was told. */
    @Test
    void whatItTellsOfItsPropertiesIsAccepted() throws SQLException {
        Properties info = new Properties();
        for (DriverPropertyInfo property : driver.getPropertyInfo(URL, new Properties())) {
            if (property.name.startsWith("cascade.") && property.value != null) {
                info.setProperty(property.name, property.value);
            }
        }
        assertThat(info).containsKeys("cascade.strategy", "cascade.maxRows").doesNotContainKey("cascade.driver");
        try (Connection connection = driver.connect(URL, info)) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    /** A known database's, with a port that is none: its driver does not accept it. */
    private static final String ACCEPTED_BY_NONE = "jdbc:cascade:postgresql://h:port/db?password=secret";

    @Test
    void whenNoDriverAcceptsTheErrorSaysWhichWereTried() {
        assertThatThrownBy(() -> driver.connect(ACCEPTED_BY_NONE, null))
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll("jdbc:postgresql:", "org.sqlite.JDBC (does not accept", "cascade.driver")
                .hasMessageNotContaining("secret")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("08001");
    }

    @Test
    void aBrokenDriverDoesNotHideTheOthers() throws SQLException {
        Driver broken = new SeenDriver(true);
        DriverManager.registerDriver(broken);
        try (Connection connection = driver.connect(URL, null)) {
            assertThat(connection.isValid(1)).isTrue();
            assertThatThrownBy(() -> driver.connect(ACCEPTED_BY_NONE, null))
                    .hasMessageContaining("SeenDriver (failed: java.lang.NoClassDefFoundError: jdbc:postgresql:")
                    .hasMessageNotContaining("secret");
        } finally {
            DriverManager.deregisterDriver(broken);
        }
    }

    @Test
    void anExplicitDriverIsTheOnlyOneTried() {
        assertThatThrownBy(() -> driver.connect(URL + "?cascade.driver=org.example.Missing", null))
                .hasMessageContainingAll("org.example.Missing", "ClassNotFoundException", "Correct cascade.driver");
        assertThatThrownBy(() -> driver.connect(URL + "?cascade.driver=java.lang.Object", null))
                .hasMessageContaining("java.lang.Object (is not a java.sql.Driver)");
        assertThatThrownBy(() -> driver.connect(URL + "?cascade.driver=org.postgresql.Driver", null))
                .hasMessageContaining("org.postgresql.Driver (does not accept the URL)");
    }
}
