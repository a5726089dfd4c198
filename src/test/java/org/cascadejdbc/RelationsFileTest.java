package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.cascadejdbc.run.Script;
import org.cascadejdbc.run.Scripts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where relations are read, by who names the place: the application, or a URL that a stranger may have typed. */
@Timeout(30)
class RelationsFileTest {
    private static final String KEY = "ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customer (id) ON DELETE CASCADE;";

    private final Scripts scripts = new Scripts();

    @AfterEach
    void forget() {
        System.clearProperty(RelationsFile.FROM_URL);
    }

    @Test
    void whatTheApplicationNamesAndCannotBeReadIsNamed(@TempDir Path directory) throws IOException {
        Path latin = Files.write(directory.resolve("latin.sql"), "ä".getBytes(StandardCharsets.ISO_8859_1));
        Path large = Files.write(directory.resolve("large.sql"), new byte[(16 << 20) + 1]);

        String missing = "missing.sql";
        String reason = refusal(missing).replace(missing, "");
        assertThat(refusal(missing)).contains("cascade.relations", missing).doesNotContain(directory.toString());
        assertThat(List.of("classpath:missing.sql", latin.toString(), large.toString(), directory.toString(), "/dev/null"))
                .allSatisfy(location -> assertThat(refusal(location).replace(location, "")).isEqualTo(reason));
        assertThat(RelationsFile.readAll(List.of("classpath:META-INF/services/java.sql.Driver"), false, scripts))
                .extracting(Script::text)
                .allSatisfy(text -> assertThat(text).contains(CascadeDriver.class.getName()));
    }

    private String refusal(String location) {
        IllegalArgumentException refusal =
                catchThrowableOfType(IllegalArgumentException.class, () -> RelationsFile.readAll(List.of(location), false, scripts));
        assertThat(refusal.getCause()).isNull();
        return refusal.getMessage();
    }

    @Test
    void aFileMayHaveTheCharacterThatStandsForNone(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.sql"), "\uFEFF-- \uFFFD");

        assertThat(RelationsFile.readAll(List.of(file.toString()), false, scripts)).extracting(Script::text).containsExactly("-- \uFFFD");
    }

    /** Whether it is there, and what is in it, is nobody's business who only has a URL. */
    @Test
    void ofWhatAUrlNamesOneThingIsToldAlone(@TempDir Path directory) throws IOException {
        List<String> unusable = new ArrayList<>(List.of(directory.resolve("missing.sql").toString(), directory.toString(),
                "classpath:missing.sql", "classpath:META-INF", "classpath:META-INF/services/java.sql.Driver", "a\0b", "file:", "file:///"));
        unusable.add(Files.write(directory.resolve("latin.sql"), "ä".getBytes(StandardCharsets.ISO_8859_1)).toString());
        unusable.add(Files.write(directory.resolve("large.sql"), new byte[(4 << 20) + 1]).toString());
        unusable.add(Files.writeString(directory.resolve("empty.sql"), "").toString());
        unusable.add(Files.writeString(directory.resolve("comment.sql"), "-- nothing").toString());
        unusable.add(Files.writeString(directory.resolve("nothing.sql"), "CREATE TABLE secret (id INT);").toString());
        unusable.add(Files.writeString(directory.resolve("passwd"), "root:x:0:0:root:/root:/bin/bash\n").toString());
        unusable.add(Files.writeString(directory.resolve("wrong.sql"), KEY + "\nALTER TABLE secret ADD FOREIGN KEY;").toString());
        unusable.add(Files.writeString(directory.resolve("open.sql"), KEY + "\nSELECT 'secret").toString());
        unusable.addAll(List.of("/etc/passwd", "/dev/null", "/dev/zero", "/proc/kmsg", "/proc/self/environ", "/proc/kcore"));

        String url = "jdbc:cascade:sqlite::memory:?cascade.relations=";
        String told = told(() -> DriverManager.getConnection(url + "missing.sql"), "missing.sql");
        assertThat(told).startsWith("22023 cascade.relations: …, which the URL names, cannot be used;");
        assertThat(unusable).allSatisfy(location -> {
            String escaped = location.replace("\0", "%00");
            assertThat(told(() -> DriverManager.getConnection(url + escaped), location)).isEqualTo(told);
            assertThat(told(() -> ofUrl(url + escaped).getConnection(), location)).isEqualTo(told);
        });
    }

    private interface Opening {
        Connection open() throws SQLException;
    }

    /** What somebody sees who is shown all of the exception but where it was thrown. */
    private static String told(Opening opening, String location) {
        SQLException told = catchThrowableOfType(SQLException.class, () -> opening.open().close());
        assertThat((Throwable) told).as(location).isNotNull();
        assertThat(told.getCause()).hasMessage(told.getMessage()).hasNoCause();
        assertThat(told.getSuppressed()).isEmpty();
        String shown = location.replace("\0", "\\u0000");
        return told.getSQLState() + " " + told.getMessage().replace(shown, "…") + told.getCause().getClass();
    }

    private static DataSource ofUrl(String url) {
        CascadeDataSource dataSource = new CascadeDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    @Test
    void whatTheApplicationNamesIsToldWithItsLine(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("wrong.sql"), KEY + "\nALTER TABLE word ADD FOREIGN KEY;");
        try (CascadeDataSource dataSource = new CascadeDataSource()) {
            dataSource.setUrl("jdbc:sqlite::memory:");
            dataSource.setRelations(file.toString());
            assertThatThrownBy(() -> {
                        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
                            statement.executeUpdate("DELETE FROM customer");
                        }
                    })
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("wrong.sql:2: ");
        }
    }

    @Test
    void aFileThatIsThereInTheEndIsUsed(@TempDir Path directory) throws IOException, SQLException {
        Path file = directory.resolve("late.sql");
        DataSource dataSource = ofUrl("jdbc:sqlite::memory:?cascade.relations=" + file);
        assertThatThrownBy(dataSource::getConnection).hasMessageContaining("cannot be used");

        Files.writeString(file, KEY);
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void whatAUrlNamesIsBoundedInSum(@TempDir Path directory) throws IOException {
        Path one = Files.writeString(directory.resolve("one.sql"), KEY + " ".repeat(1 << 20));
        String three = String.join(",", Collections.nCopies(3, one.toString()));

        assertThatCode(() -> DriverManager.getConnection("jdbc:cascade:sqlite::memory:?cascade.relations=" + three).close())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:cascade:sqlite::memory:?cascade.relations=" + three + "," + one))
                .hasMessageContaining("cannot be used");
        String many = String.join(",", Collections.nCopies(65, "a.sql"));
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:cascade:sqlite::memory:?cascade.relations=" + many))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("64 locations at most, not 65");
    }

    @Test
    void whereAUrlMayFindRelationsCanBeBounded(@TempDir Path directory) throws IOException {
        Path allowed = Files.createDirectory(directory.resolve("allowed"));
        Path inside = Files.writeString(allowed.resolve("a.sql"), KEY);
        Path outside = Files.writeString(directory.resolve("b.sql"), KEY);
        Path link = Files.createSymbolicLink(allowed.resolve("link.sql"), outside);
        List<String> all = List.of(inside.toString(), "file:" + inside, outside.toString(), link.toString(),
                allowed.resolve("../b.sql").toString(), allowed.resolve("missing.sql").toString());

        assertThat(all.subList(0, 5)).allSatisfy(location -> assertThat(isUsed(location)).isTrue());
        System.setProperty(RelationsFile.FROM_URL, allowed.toString());
        assertThat(all.subList(0, 2)).allSatisfy(location -> assertThat(isUsed(location)).isTrue());
        assertThat(all.subList(2, 6)).allSatisfy(location -> assertThat(isUsed(location)).isFalse());
        System.setProperty(RelationsFile.FROM_URL, "classpath");
        assertThat(all).allSatisfy(location -> assertThat(isUsed(location)).isFalse());
        assertThat(isUsed("classpath:META-INF/services/java.sql.Driver")).isTrue();
        assertThat(RelationsFile.readAll(List.of(outside.toString()), false, scripts)).extracting(Script::text).containsExactly(KEY);
    }

    private boolean isUsed(String location) {
        return RelationsFile.readAll(List.of(location), true, scripts).get(0).text() != null;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneContentIsKeptOnce(boolean fromUrl, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.sql"), KEY);
        Script one = RelationsFile.readAll(List.of(file.toString()), fromUrl, scripts).get(0);

        assertThat(RelationsFile.readAll(List.of(file.toString()), fromUrl, scripts).get(0)).isSameAs(one);
        assertThat(RelationsFile.readAll(List.of(file.toString()), !fromUrl, scripts).get(0)).isNotEqualTo(one);
        Files.writeString(file, KEY.replace("CASCADE", "SET NULL"));
        assertThat(RelationsFile.readAll(List.of(file.toString()), fromUrl, scripts).get(0)).isNotEqualTo(one);
    }

    /** No file of the file system that has no end, and none that nothing is ever written to. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aPipeIsNotOpened(@TempDir Path directory) throws Exception {
        Path pipe = directory.resolve("pipe.sql");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThat(isUsed(pipe.toString())).isFalse();
        assertThat(refusal(pipe.toString())).contains("cannot be read");
    }
}
