package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names mean what PostgreSQL makes of them: without quotes only the letters of ASCII are folded, and every name is cut to
 * 63 bytes, between two letters. Each table is made under one spelling and deleted from under others.
 */
class PostgresqlNamesIT {
    private static final String LONG = "a_name_of_more_than_sixty_three_letters_that_somebody_has_generated_by_a_tool";
    private static final String LONG_CYRILLIC = "заказы_покупателей_за_прошлый_год_и_за_год_до_него";

    private static final List<String> DELETES = List.of(
            "DELETE FROM %s WHERE id = 1",
            "DELETE FROM ONLY %s WHERE id = 1",
            "DELETE FROM %s AS x WHERE x.id = 1",
            "DELETE FROM %s WHERE id = 1 RETURNING id",
            "WITH q AS (SELECT 1 AS one) DELETE FROM %s USING q WHERE id = one",
            "MERGE INTO %s AS t USING (SELECT 1 AS one) s ON t.id = s.one WHEN MATCHED THEN DELETE");

    /** How it is made, and how a DELETE and a relation may call it. */
    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("Заказы", List.of("Заказы", "\"Заказы\"", "public.Заказы")),
                Arguments.of("Ärzte", List.of("Ärzte", "ÄRZTE", "\"Ärzte\"")),
                Arguments.of("\"BÜRO\"", List.of("\"BÜRO\"")),
                Arguments.of("BÜRO", List.of("bÜro", "\"bÜro\"", "BÜRO")),
                Arguments.of("İstanbul", List.of("İSTANBUL", "İstanbul")),
                Arguments.of(LONG, List.of(LONG, LONG.substring(0, 63), LONG.toUpperCase(Locale.ROOT),
                        '"' + LONG + '"', LONG + "_and_more")),
                Arguments.of(LONG_CYRILLIC, List.of(LONG_CYRILLIC, '"' + LONG_CYRILLIC + '"', LONG_CYRILLIC + "ещё")),
                Arguments.of("\"" + "ä".repeat(31) + "xyz\"", List.of("\"" + "ä".repeat(31) + "xw\"", "ä".repeat(31) + "X")),
                Arguments.of("\"" + "😀".repeat(20) + "\"", List.of("\"" + "😀".repeat(20) + "\"", "\"" + "😀".repeat(15) + "\"")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySpellingIsThatTable(String made, List<String> spellings) throws SQLException {
        try (Place place = new Place("UTF8", "")) {
            place.run("CREATE TABLE " + made + " (id int primary key); CREATE TABLE child (id int, parent int, "
                    + "PRIMARY KEY (id)); CREATE VIEW seen AS SELECT * FROM " + made);
            for (String relation : spellings) {
                DataSource ours = place.ours("ALTER TABLE child ADD FOREIGN KEY (parent) REFERENCES "
                        + relation.replace("public.", "") + " (id) ON DELETE CASCADE");
                boolean first = relation.equals(spellings.get(0));
                for (String spelling : spellings) {
                    for (String delete : first ? DELETES : DELETES.subList(0, 1)) {
                        place.run("DELETE FROM " + made + "; DELETE FROM child; INSERT INTO " + made
                                + " VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2)");
                        place.execute(ours, delete.formatted(spelling));
                        assertThat(place.children()).as("%s, relation by %s", delete.formatted(spelling), relation)
                                .isEqualTo("2");
                    }
                    assertThatThrownBy(() -> place.execute(ours, "TRUNCATE " + spelling))
                            .as("TRUNCATE %s", spelling)
                            .hasMessageContaining("the TRUNCATE is refused");
                    assertThatThrownBy(() -> place.execute(ours, "DO $$ BEGIN DELETE FROM " + spelling + "; END $$"))
                            .as("DO, %s", spelling)
                            .isInstanceOf(SQLFeatureNotSupportedException.class);
                }
                assertThatThrownBy(() -> place.execute(ours, "DELETE FROM seen"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class);
            }
        }
    }

    @Test
    void columnsAndSchemasToo() throws SQLException {
        try (Place place = new Place("UTF8", "")) {
            place.run("CREATE SCHEMA Größe; CREATE TABLE Größe.p (" + LONG + " int PRIMARY KEY);"
                    + " CREATE TABLE child (id int PRIMARY KEY, parent int)");
            DataSource ours = place.ours("ALTER TABLE child ADD FOREIGN KEY (parent) REFERENCES GRöße.p (" + LONG
                    + "x) ON DELETE CASCADE");
            place.run("INSERT INTO Größe.p VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2)");
            place.execute(ours, "DELETE FROM größe.P WHERE " + LONG + " = 1");
            assertThat(place.children()).isEqualTo("2");
        }
    }

    /** In quotes no letter is folded: these are two tables. */
    @Test
    void inQuotesCaseMatters() throws SQLException {
        try (Place place = new Place("UTF8", "")) {
            place.run("CREATE TABLE \"Ä\" (id int PRIMARY KEY); CREATE TABLE \"ä\" (id int PRIMARY KEY);"
                    + " CREATE TABLE child (id int PRIMARY KEY, parent int);"
                    + " INSERT INTO \"Ä\" VALUES (1), (2); INSERT INTO \"ä\" VALUES (1), (2);"
                    + " INSERT INTO child VALUES (1, 1), (2, 2)");
            DataSource ours = place.ours("ALTER TABLE child ADD FOREIGN KEY (parent) REFERENCES \"Ä\" (id) ON DELETE CASCADE");
            place.execute(ours, "DELETE FROM ä WHERE id = 2");
            assertThat(place.children()).isEqualTo("1,2");
            place.execute(ours, "DELETE FROM Ä WHERE id = 1");
            assertThat(place.children()).isEqualTo("2");
        }
    }

    /** The server folds such letters by its locale: what is not confirmed by it is refused, and never passed on. */
    @ParameterizedTest
    @MethodSource("encodings")
    void inOtherEncodings(String encoding, String locale) throws SQLException {
        try (Place place = new Place(encoding, locale)) {
            for (String made : List.of("Ärzte", "\"Ärzte\"", "\"ärzte\"")) {
                place.run("DROP TABLE IF EXISTS \"Ärzte\", \"ärzte\", child; CREATE TABLE " + made + " (id int primary key);"
                        + " CREATE TABLE child (id int PRIMARY KEY, parent int)");
                DataSource ours = place.ours(
                        "ALTER TABLE child ADD FOREIGN KEY (parent) REFERENCES " + made + " (id) ON DELETE CASCADE");
                for (String spelling : List.of("Ärzte", "\"Ärzte\"", "ÄRZTE", "ärzte")) {
                    place.run("DELETE FROM child; DELETE FROM " + made + "; INSERT INTO " + made
                            + " VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2)");
                    try {
                        place.execute(ours, "DELETE FROM " + spelling + " WHERE id = 1");
                    } catch (SQLException e) {
                        assertThat(e.getSQLState()).as("%s for %s: %s", spelling, made, e).isIn("42P01", "0A000");
                        assertThat(place.children()).isEqualTo("1,2");
                        continue;
                    }
                    assertThat(place.children()).as("%s for %s", spelling, made).isEqualTo("2");
                }
            }
        }
    }

    static Stream<Arguments> encodings() {
        return Stream.of(Arguments.of("LATIN1", "C"), Arguments.of("EUC_JIS_2004", "C"), Arguments.of("SQL_ASCII", "C"));
    }

    /** A database of its own. */
    private static final class Place implements AutoCloseable {
        private final String name;
        private final String url;
        private final Connection connection;

        Place(String encoding, String locale) throws SQLException {
            name = "cj_names_" + encoding.toLowerCase(Locale.ROOT);
            String server = Servers.url(Database.POSTGRESQL);
            try (Connection admin = DriverManager.getConnection(server); Statement statement = admin.createStatement()) {
                statement.execute("DROP DATABASE IF EXISTS " + name);
                statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING '" + encoding + "'"
                        + (locale.isEmpty() ? "" : " LOCALE '" + locale + "'"));
            }
            url = server.replace("/postgres?", "/" + name + "?");
            connection = DriverManager.getConnection(url);
            run("SET client_min_messages = error");
        }

        void run(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        DataSource ours(String relation) {
            return Ours.withRelationsFile(new UrlDataSource(url), Map.of(), List.of(relation));
        }

        void execute(DataSource ours, String sql) throws SQLException {
            try (Connection through = ours.getConnection(); Statement statement = through.createStatement()) {
                statement.execute(sql);
            }
        }

        String children() throws SQLException {
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT string_agg(id::text, ',' ORDER BY id) FROM child")) {
                row.next();
                return row.getString(1);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
            try (Connection admin = DriverManager.getConnection(Servers.url(Database.POSTGRESQL));
                    Statement statement = admin.createStatement()) {
                statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
            }
        }
    }
}
