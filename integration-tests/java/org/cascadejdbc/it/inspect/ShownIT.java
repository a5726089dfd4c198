package org.cascadejdbc.it.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CheckReport;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.Explanation;
import org.cascadejdbc.Finding;
import org.cascadejdbc.SuggestOptions;
import org.cascadejdbc.Suggestions;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Hidden;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.Stderr;
import org.cascadejdbc.text.Json;

/**
 * Names and values with characters that do something, through all that people are shown: none of it reaches them. What is
 * executed, and what programs are given, is the text itself.
 */
class ShownIT {
    private static final String TABLE = "p" + Hidden.SOME;
    private static final String CHILD = "c" + Hidden.SOME;
    private static final String COLUMN = "k" + Hidden.SOME;
    private static final String VALUE = "v" + Hidden.SOME;

    private static Space make(Database database) throws SQLException {
        Space space = Space.create(database);
        String parent = database.quote(TABLE);
        String column = database.quote(COLUMN);
        String key = " (" + column + " varchar(60) primary key)";
        space.run("CREATE TABLE " + parent + key);
        space.run("CREATE TABLE " + database.quote(CHILD) + " (id int primary key, " + column + " varchar(60), CONSTRAINT "
                + database.quote("f" + Hidden.SOME) + " FOREIGN KEY (" + column + ") REFERENCES " + parent + " (" + column
                + "))");
        space.run("CREATE TABLE " + database.quote("q" + Hidden.SOME) + " (id varchar(60) primary key)");
        space.run("CREATE TABLE " + database.quote("x" + Hidden.SOME) + " (id int primary key, "
                + database.quote("q" + Hidden.SOME + "_id") + " varchar(60))");
        try (Connection connection = space.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + parent + " VALUES (?)")) {
            insert.setString(1, VALUE);
            insert.executeUpdate();
        }
        orphan(space, 1, VALUE);
        orphan(space, 2, VALUE + "2");
        return space;
    }

    private static void orphan(Space space, int id, String value) throws SQLException {
        space.run("INSERT INTO " + space.database().quote(CHILD) + " VALUES (" + id + ", " + Database.literal(value) + ")");
    }

    private static CascadeDataSource ours(Space space, DeleteRule rule) {
        return CascadeDataSource.builder(space.dataSource())
                .foreignKey(quoted(CHILD), quoted(COLUMN)).references(quoted(TABLE), quoted(COLUMN)).onDelete(rule)
                .build();
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    @OnDatabases(except = Database.MYSQL_OFF, h2Lower = true)
    void reports(Database database) throws SQLException {
        try (Space space = make(database)) {
            CascadeDataSource ours = ours(space, DeleteRule.CASCADE);
            String delete = "DELETE FROM " + database.quote(TABLE);
            Explanation explanation = ours.explain(delete);
            CheckReport report = ours.check(CheckIT.options(space).samples(5));
            Suggestions suggestions = ours.suggest(SuggestOptions.defaults());
            Map<String, String> outputs = new LinkedHashMap<>();
            outputs.put("keys", ours.keys().toString());
            outputs.put("explain", explanation.toString());
            outputs.put("explain.json", explanation.toJson());
            outputs.put("explain.mermaid", explanation.toMermaid());
            outputs.put("explain.dot", explanation.toDot());
            outputs.put("reasons", explanation.steps().stream().map(Explanation.Step::reason).toList().toString());
            outputs.put("check", report.toString());
            outputs.put("check.json", report.toJson());
            outputs.put("messages", report.findings().stream().map(Finding::message).toList().toString());
            outputs.put("suggest", suggestions.toString());
            outputs.put("suggest.json", suggestions.toJson());
            outputs.forEach(Hidden::assertShown);

            assertThat(outputs.get("explain")).contains("p\\u001b[2J\\u0007");
            assertThat(outputs.get("check")).contains("v\\u001b[2J\\u0007").contains("orphans");
            assertThat(outputs.get("suggest")).contains("x\\u001b[2J\\u0007");
            assertThat(explanation.steps().get(0).table()).as("a program gets the name").endsWith(CHILD);
            assertThat(explanation.toJson()).contains(Json.of(CHILD).substring(1));
            assertThat(ours.check(CheckIT.options(space)).toString()).doesNotContain("v\\u001b");
            try (Connection connection = space.dataSource().getConnection(); Statement statement = connection.createStatement()) {
                for (String repair : report.orphanRepair()) {
                    statement.executeUpdate(repair);
                }
            }
            assertThat(ours.check(CheckIT.options(space)).findings(Finding.Kind.ORPHANS)).as("what is run is not escaped").isEmpty();
        }
    }

    @OnDatabases(except = Database.MYSQL_OFF)
    void logsAndRecordings(Database database) throws SQLException, IOException {
        Path file = Path.of("target", "shown-" + database + ".jfr");
        try (Space space = make(database); Recording recording = new Recording()) {
            recording.enable("org.cascadejdbc.Cascade");
            recording.start();
            String logged = Stderr.during(() -> {
                try (Connection connection = ours(space, DeleteRule.CASCADE).getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.executeUpdate("DELETE FROM " + database.quote(TABLE));
                }
            });
            recording.stop();
            recording.dump(file);
            Hidden.assertShown("log", logged);
            if (!database.isMySql()) { // it has an index for each key
                assertThat(logged).contains("org.cascadejdbc.index", "p\\u001b[2J");
            }
            List<String> tables = RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals("org.cascadejdbc.Cascade"))
                    .map(event -> event.getString("tables"))
                    .toList();
            Hidden.assertShown("recording", tables.toString());
            assertThat(tables.toString()).contains("p\\u001b[2J");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Ours, with those behind them; what the database says in its own words is not ours. */
    @OnDatabases(except = Database.MYSQL_OFF, h2 = true)
    void errors(Database database) throws SQLException {
        try (Space space = make(database)) {
            String from = "DELETE FROM " + database.quote(TABLE);
            assertShown(ours(space, DeleteRule.RESTRICT), from);
            assertShown(ours(space, DeleteRule.CASCADE), from + " WHERE EXISTS (SELECT 1) \u001b[2J +");
            assertShown((CascadeDataSource) Ours.over(space.dataSource(), Map.of("cascade.protect", "c*",
                    "cascade.noAction", "cascade")), from);
            assertShown((CascadeDataSource) Ours.over(space.dataSource(), Map.of("cascade.noAction", "cascade",
                    "cascade.maxRowsPerTable", "c*:0")), from);
            assertShown((CascadeDataSource) Ours.over(space.dataSource(), Map.of()), "EXPLAIN CASCADE DELETE FROM "
                    + database.quote("z" + Hidden.SOME));
            assertShown(CascadeDataSource.builder(space.dataSource()).foreignKey(quoted("z" + Hidden.SOME), "id")
                    .references(quoted(TABLE)).onDelete(DeleteRule.CASCADE).build(), from);
        }
    }

    private static void assertShown(CascadeDataSource ours, String sql) throws SQLException {
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            SQLException refused = catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
            assertThat((Throwable) refused).as(sql).isNotNull();
            for (Throwable e = refused; e != null; e = e.getCause()) {
                boolean ofADriver = e.getClass().getName().matches("(org\\.postgresql|org\\.sqlite|com\\.mysql|org\\.mariadb)\\..*")
                        || e.getStackTrace()[0].getClassName().matches("(org\\.postgresql|org\\.sqlite|com\\.mysql|org\\.mariadb)\\..*");
                if (!ofADriver) {
                    StringWriter text = new StringWriter();
                    new PrintWriter(text, true).print(e);
                    Hidden.assertShown(sql, text.toString());
                }
            }
        }
    }
}
