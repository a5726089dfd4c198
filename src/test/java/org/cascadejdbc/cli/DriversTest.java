package org.cascadejdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class DriversTest {
    @TempDir
    Path home;

    @Test
    void jarsAreThoseOfTheirFolderAndNamed() throws Exception {
        Path other = Files.createDirectories(home.resolve("other"));
        Path one = Files.createFile(other.resolve("one.jar"));
        Path two = Files.createFile(other.resolve("two.txt"));
        Files.createFile(home.resolve("beside.jar")); // whatever else was downloaded
        Files.createFile(home.resolve("notes.md"));
        Path below = Files.createFile(Files.createDirectories(home.resolve("drivers")).resolve("below.JAR"));

        assertThat(Drivers.in(home, List.of()).jars()).containsExactly(below);
        assertThat(Drivers.in(home, List.of(other)).jars()).containsExactly(below, one);
        assertThat(Drivers.in(home, List.of(two)).jars()).containsExactly(below, two);
    }

    @Test
    void aPlaceThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> Drivers.in(home, List.of(home.resolve("missing"))))
                .isInstanceOf(NotUsableException.class)
                .hasMessageContaining("there is no").hasMessageContaining("missing");
    }

    @Test
    void theDriverIsTheOneThatTakesTheUrl() throws Exception {
        assertThat(Drivers.in(home, List.of()).find("jdbc:sqlite:shop.db")).isInstanceOf(JDBC.class);
    }

    @Test
    void whereThereIsNoneItIsSaidWhatWasLookedAt() throws Exception {
        Path broken = Files.writeString(
                Files.createDirectories(home.resolve("drivers")).resolve("broken.jar"), "not a jar");
        Drivers drivers = Drivers.in(home, List.of());

        assertThatThrownBy(() -> drivers.find("jdbc:nothing://me:tiger@localhost/shop"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no JDBC driver for jdbc:nothing:")
                .hasMessageContaining(home.resolve("drivers").toString())
                .hasMessageContaining(broken.getFileName().toString())
                .hasMessageContaining("org.sqlite.JDBC, which does not take this URL")
                .hasMessageContaining("jdbc:postgresql:")
                .message().doesNotContain("tiger");
    }

    /** As CascadeDriver never is one of those behind us. */
    @Test
    void oursIsNotOneOfThem() throws Exception {
        assertThatThrownBy(() -> Drivers.in(home, List.of()).find("jdbc:cascade:sqlite:shop.db"))
                .hasMessageContaining("no JDBC driver");
    }
}
