package org.cascadejdbc.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cascadejdbc.demo.Demo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo tells a newcomer the truth: the figures that it prints, checked against those of the sample database. */
class DemoIT {
    private static List<String> lines;
    private static String text;

    @BeforeAll
    static void run() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            Demo.run(out);
        }
        lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        text = String.join(" ", lines).replaceAll(" +", " ");
    }

    @Test
    void theShopIsTheWholeSampleDatabase() {
        assertThat(text).contains("11 tables, 15,607 rows, and 11 foreign keys");
    }

    @Test
    void withoutUsTheShopBreaks() {
        assertThat(text)
                .contains("21 albums now belong to an artist that does not exist")
                .contains("SQLite refuses: [SQLITE_CONSTRAINT_FOREIGNKEY]");
    }

    @Test
    void withUsTheArtistGoesWithAllThatHangsOnItAndNothingElse() {
        assertThat(lines.stream().map(line -> line.strip().replaceAll(" +", " "))).contains(
                "table before after gone",
                "Album 347 326 21",
                "Artist 275 274 1",
                "Customer 59 59 0",
                "Employee 8 8 0",
                "Genre 25 25 0",
                "Invoice 412 412 0",
                "InvoiceLine 2,240 2,100 140",
                "MediaType 5 5 0",
                "Playlist 18 18 0",
                "PlaylistTrack 8,715 8,199 516",
                "Track 3,503 3,290 213");
        assertThat(text).contains("search for orphans, finds 0.");
    }

    @Test
    void theStatementsSentAreShown() {
        List<String> sent = lines.stream().map(String::strip)
                .dropWhile(line -> !line.startsWith("What cascade-jdbc sends"))
                .takeWhile(line -> !line.startsWith("(Not shown: "))
                .toList();

        assertThat(sent).anyMatch(line -> line.contains("DELETE FROM") && line.contains("InvoiceLine"));
    }

    @Test
    void theTutorialsEndAsTheySay() {
        assertThat(text)
                .contains("jdbc:sqlite:shop.db orders of the deleted customer left: 3 (orphans)")
                .contains("jdbc:cascade:sqlite:shop.db orders of the deleted customer left: 0")
                .contains("Items of the deleted store left: 0. Items of the other store left: 1.")
                .contains("3 posts as before, 2 of them without author.");
    }

    @Test
    void itFitsOnAConsole() {
        assertThat(lines).allMatch(line -> line.length() <= 100);
    }
}
