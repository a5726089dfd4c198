package org.cascadejdbc.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is remembered of texts is bounded by their characters: texts with literals in them, few and long or many and short,
 * come without end, and a heap of 64 MB is enough for them.
 */
@Timeout(300)
class ManyTextsIT {
    private static final Scenario FAMILY = Scenario.named("1,000,000 texts")
            .table("p", "id int primary key", "")
            .table("c", "id int primary key, p int", "")
            .key("c(p)", DeleteRule.CASCADE, "p(id)");
    private static final int ROWS = 100;

    /** Short ones, as many as one likes: {@code -Dtexts=1000000}. */
    @ParameterizedTest(name = "{0}: {1} texts of at most {2} more characters")
    @CsvSource({"SQLITE, 2000, 0", "SQLITE, 500, 200000", "POSTGRESQL, 500, 200000", "MYSQL, 500, 200000", "MARIADB, 150, 200000"})
    void aHeapOf64MegabytesIsEnough(Database database, int texts, int longest) throws Exception {
        try (Space space = Space.create(database)) {
            Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            for (int i = 1; i <= ROWS; i++) {
                space.run("INSERT INTO p VALUES (" + i + ")");
                space.run("INSERT INTO c VALUES (" + i + ", " + i + ")");
            }
            String java = ProcessHandle.current().info().command().orElse("java");
            int count = longest == 0 ? Integer.getInteger("texts", texts) : texts;
            Process process = new ProcessBuilder(java, "-Xmx64m", "-cp", System.getProperty("java.class.path"),
                            ManyTexts.class.getName(), space.url(), String.valueOf(count), String.valueOf(longest))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).as(output).isZero();
                // SQLite's driver counts what the cascade deletes, too, as it does with native keys.
                assertThat(output).endsWith(String.valueOf(database == Database.SQLITE ? 2 * ROWS : ROWS));
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
