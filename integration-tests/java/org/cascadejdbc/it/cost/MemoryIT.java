package org.cascadejdbc.it.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What we need of memory does not grow with the rows: a JVM with 64 MB deletes 1,000 rows on which 1,000,000 others
 * depend, over two levels. The rows come into being on the server.
 */
@Timeout(300)
class MemoryIT {
    static final Scenario FAMILY = Scenario.named("1,001,000 rows")
            .table("p", "id int primary key", "")
            .table("c", "id int primary key, p int NOT NULL", "")
            .table("g", "id int primary key, c int NOT NULL", "")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static final String NUMBERS =
            "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999) ";

    @ParameterizedTest(name = "{0}, {1} keys")
    @CsvSource({
        "SQLITE, virtual", "SQLITE, declared", "POSTGRESQL, virtual", "POSTGRESQL, declared", "MYSQL, virtual",
        "MYSQL, declared", "MARIADB, virtual"
    })
    void aMillionDoomedRowsInAHeapOf64Megabytes(Database database, String keys) throws Exception {
        try (Space space = Space.create(database)) {
            Schema.build(
                    FAMILY, space, keys.equals(BulkDelete.DECLARED) ? Schema.Keys.NO_ACTION : Schema.Keys.ABSENT);
            int children = database == Database.MARIADB ? 30_000 : 100_000; // it takes its time
            fill(space, children);
            assertThat(rows(space)).isEqualTo("1000 " + children + " " + 9 * children);

            String[] answer = run(new ProcessBuilder(BulkDelete.command(space, keys))).split(" ", -1);

            int all = 1000 + 10 * children;
            System.out.printf("%,d rows, %s keys, %s: %s ms%n", all, keys, database, answer[1]);
            // SQLite's driver counts what the cascade deletes, too, as it does with native keys.
            assertThat(answer[0]).as("update count").isEqualTo(database == Database.SQLITE ? String.valueOf(all) : "1000");
            assertThat(rows(space)).isEqualTo("0 0 0");
        }
    }

    private static void fill(Space space, int children) throws SQLException {
        boolean numbersFirst = !space.database().isMySql(); // where its WITH stands
        for (String[] insert : new String[][] {
            {"INSERT INTO p ", "SELECT i FROM n"},
            {"INSERT INTO c ", "SELECT p.id * 100 + n.i, p.id FROM p, n WHERE n.i < " + children / 1000},
            {"INSERT INTO g ", "SELECT c.id * 9 + n.i, c.id FROM c, n WHERE n.i < 9"}
        }) {
            space.run(numbersFirst ? NUMBERS + insert[0] + insert[1] : insert[0] + NUMBERS + insert[1]);
        }
        space.run("CREATE INDEX c_p ON c (p)");
        space.run("CREATE INDEX g_c ON g (c)");
    }

    private static String rows(Space space) throws SQLException {
        try (Connection connection = space.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT (SELECT COUNT(*) FROM p), (SELECT COUNT(*) FROM c), (SELECT COUNT(*) FROM g)")) {
            row.next();
            return row.getInt(1) + " " + row.getInt(2) + " " + row.getInt(3);
        }
    }

    /** The last line that it prints; what else it says is seen in the test's own output. */
    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output.substring(output.lastIndexOf('\n') + 1);
        } finally {
            process.destroyForcibly();
        }
    }
}
