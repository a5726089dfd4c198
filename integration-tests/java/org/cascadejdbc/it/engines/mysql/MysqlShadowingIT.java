package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_DEFAULT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stored function of the database that is named like one in our texts is never called in its place, whatever the session's
 * rules for names are: there is one for each word that may be a function in the texts that we write.
 */
@OnDatabases({Database.MYSQL, Database.MARIADB})
class MysqlShadowingIT {
    private static final Pattern CALLED = Pattern.compile("\\b([A-Z][A-Z0-9_]{2,})\\(");

    private static final Scenario FAMILY = Scenario.named("all rules")
            .table("p", "id int primary key, t timestamp null, e enum('a','b') unique", "(1,'2020-01-01 00:00:00','a'),(2,null,'b'),(9,null,null)")
            .table("c", "id timestamp primary key, p int", "('2020-01-01 00:00:00',1),('2021-01-01 00:00:00',2)")
            .table("g", "id int primary key, c timestamp null", "(1,'2020-01-01 00:00:00'),(2,'2021-01-01 00:00:00')")
            .table("tree", "id int primary key, p int, parent int", "(1,1,null),(2,null,1),(3,2,null)")
            .table("n", "id int primary key, e enum('b','a'), u timestamp default current_timestamp on update current_timestamp",
                    "(1,'a','2020-01-01 00:00:00'),(2,'b','2020-01-01 00:00:00')")
            .table("d", "id int primary key, p int default 9", "(1,1),(2,2)")
            .table("r", "id int primary key, p int", "(1,2)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)")
            .key("tree(p)", CASCADE, "p(id)")
            .key("tree(parent)", CASCADE, "tree(id)")
            .key("n(e)", SET_NULL, "p(e)")
            .key("d(p)", SET_DEFAULT, "p(id)")
            .key("r(p)", RESTRICT, "p(id)");

    private final Database database;

    MysqlShadowingIT(Database database) {
        this.database = database;
    }

    /** Those of the golden texts and of the sources: a word too many does not matter. */
    private static Set<String> functions() throws IOException {
        Set<String> functions = new TreeSet<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/cascadejdbc/engine/mysql"));
                Stream<Path> golden = Files.walk(Path.of("src/test/resources/plans"))) {
            Stream.concat(sources, golden)
                    .filter(path -> path.getFileName().toString().toLowerCase(Locale.ROOT).startsWith("mysql"))
                    .forEach(files::add);
        }
        for (Path file : files) {
            Matcher called = CALLED.matcher(Files.readString(file));
            while (called.find()) {
                functions.add(called.group(1));
            }
        }
        assertThat(functions).contains("SHA2", "CONV", "UUID_TO_BIN", "COALESCE", "UNIX_TIMESTAMP", "HEX", "CURRENT_ROLE");
        return functions;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "IGNORE_SPACE", "ANSI", "NO_BACKSLASH_ESCAPES,IGNORE_SPACE,ANSI_QUOTES"})
    void noStoredFunctionIsTakenForOurs(String mode) throws Exception {
        for (boolean limited : new boolean[] {false, true}) {
            try (Space plain = Space.create(database); Space space = Space.create(database)) {
                List<String> made = new ArrayList<>();
                for (String function : functions()) {
                    try {
                        space.run("CREATE FUNCTION `" + function.toLowerCase(Locale.ROOT)
                                + "` () RETURNS INT DETERMINISTIC BEGIN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'HOSTILE'; RETURN 0; END");
                        made.add(function);
                    } catch (SQLException e) {
                        assertThat(e.getErrorCode()).as(function + e).isEqualTo(1064);
                    }
                }
                assertThat(made).contains("SHA2", "CONV", "UUID_TO_BIN", "COALESCE", "UNIX_TIMESTAMP", "HEX");
                assertThat(done(space, mode, limited)).as("%s, %s", mode, limited).isEqualTo(done(plain, mode, limited))
                        .doesNotContain("HOSTILE");
            }
        }
    }

    private static String done(Space space, String mode, boolean limited) throws SQLException {
        Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
        DataSource ours = Ours.withRelations(
                space.dataSource(), limited ? Map.of("cascade.maxRows", "50") : Map.of(), FAMILY.keys());
        StringBuilder told = new StringBuilder();
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+00:00'");
            if (!mode.isEmpty()) {
                statement.execute("SET sql_mode = '" + mode + "'");
            }
            for (String sql : List.of("DELETE FROM tree WHERE id = 1", "DELETE FROM c WHERE p = 2", "DELETE FROM p WHERE id = 1",
                    "DELETE FROM p WHERE id = 2", "SELECT ROW_COUNT()")) {
                try {
                    told.append(statement.execute(sql) ? "rows" : String.valueOf(statement.getUpdateCount())).append(' ');
                } catch (SQLException e) {
                    told.append(SideBySide.describe(e)).append(e.getMessage().contains("HOSTILE") ? " HOSTILE " : " ");
                }
            }
            return told + schema.content(connection);
        }
    }
}
