package org.cascadejdbc.it.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeEvent;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.Stderr;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the loggers {@code org.cascadejdbc} and {@code org.cascadejdbc.sql} print, and what they never do. */
@Timeout(120)
class LogsIT {
    private static final String VALUE = "Sesame-4711";
    private static final String PASSWORD = "Sesame-4712";
    private static final String PRINTED = "DEBUG org.cascadejdbc.sql - ";
    private static final Scenario SHOP = Scenario.named("shop")
            .table("customer", "id int primary key, name varchar(40)", "(1,'" + VALUE + "'),(2,'other')")
            .table("orders", "id int primary key, customer_id int", "(11,1),(12,1)")
            .table("note", "id int primary key, order_id int", "(111,11)")
            .key("orders(customer_id)", CASCADE, "customer(id)")
            .key("note(order_id)", SET_NULL, "orders(id)");

    /** An application with that logger on; says how many statements and round trips it was told of. */
    public static void main(String[] url) throws SQLException {
        List<CascadeEvent> events = new ArrayList<>();
        CascadeDataSource ours = ObservabilityIT.ours(new UrlDataSource(url[0]), SHOP, events::add);
        try (Connection connection = ours.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM customer WHERE name = ?")) {
            delete.setString(1, VALUE);
            System.out.println("deleted " + delete.executeUpdate());
        }
        events.forEach(event -> System.out.println(event.statements() + " in " + event.roundTrips()));
    }

    @OnDatabases
    void everyStatementOfOursAndNoValueOfYours(Database database, @TempDir Path directory) throws Exception {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            String url = space.url() + (database == Database.POSTGRESQL ? "&password=" + PASSWORD : "");
            Path log = directory.resolve("log");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Dorg.slf4j.simpleLogger.log.org.cascadejdbc.sql=debug",
                            "-cp", System.getProperty("java.class.path"), LogsIT.class.getName(), url)
                    .redirectError(log.toFile())
                    .start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String logged = Files.readString(log);
            int printed = logged.split(PRINTED, -1).length - 1;
            assertThat(told.lines()).as(logged).containsExactly(
                    "deleted 1", printed + " in " + (database == Database.SQLITE ? 0 : printed));
            assertThat(logged).contains("orders", "note", "?").doesNotContain(VALUE, PASSWORD);
        }
    }

    @OnDatabases
    void oneLineAtStart(Database database) throws SQLException, IOException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (id int primary key)");
            space.run("CREATE TABLE c (p int, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)");
            space.run("CREATE TABLE k (p int, FOREIGN KEY (p) REFERENCES p (id))");
            space.run("CREATE TABLE v (p int)");
            CascadeDataSource ours = CascadeDataSource.builder(space.dataSource())
                    .foreignKey("v", "p").references("p", "id").onDelete(CASCADE)
                    .build();
            String logged = Stderr.during(() -> {
                for (int i = 0; i < 2; i++) {
                    try (Connection connection = ours.getConnection();
                            Statement statement = connection.createStatement()) {
                        statement.executeUpdate("DELETE FROM p");
                    }
                    ours.refresh();
                }
            });
            // MySQL's catalog is that of the whole server, on which other tests may have keys just now.
            assertThat(logged.lines().filter(line -> line.contains("INFO org.cascadejdbc")))
                    .singleElement()
                    .asString()
                    .containsPattern("(PostgreSQL|MySQL|MariaDB|SQLite): \\d+ foreign keys in \\d+ schemas?: \\d+ carried out "
                            + "by the database, 1 by cascade-jdbc, 1 not enforced by the database; relations: 1 in code$")
                    .containsPattern(database.isMySql() ? "MySQL|MariaDB" : "3 foreign keys in 1 schema: 2 carried out");
        }
    }
}
