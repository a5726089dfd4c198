package org.cascadejdbc.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.cascadejdbc.CascadeDriver;
import org.cascadejdbc.it.support.Sbom;
import org.junit.jupiter.api.Test;

/** What the packaged jar holds, and that it is the one under test. */
class JarIT {
    private static final String JAR = System.getProperty("cascade.jar");
    private static final Pattern NAMED = Pattern.compile("\"(org\\.cascadejdbc\\.[\\w.$]+)\"");

    @Test
    void theTestsRunAgainstTheJar() {
        assertThat(CascadeDriver.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .endsWith(".jar")
                .isEqualTo(JAR);
    }

    @Test
    void nothingInItCanMeetAnotherCopyInAnApplication() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("org/cascadejdbc/"))
                    .anyMatch(name -> name.startsWith("org/cascadejdbc/shaded/jsqlparser/"))
                    .anyMatch(name -> name.startsWith("org/cascadejdbc/shaded/caffeine/"));
        }
    }

    /** The command line has a jar of its own, CliIT. */
    @Test
    void theCommandLineIsNotInIt() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.startsWith("org/cascadejdbc/cli/"))
                    .noneMatch(name -> name.startsWith("picocli") || name.startsWith("org/slf4j"));
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class")).isNull();
        }
    }

    @Test
    void itsListOfWhatIsInItIsTrue() throws IOException {
        assertThat(Sbom.of(JAR, "META-INF/sbom/cascade-jdbc.cdx.json")).isEqualTo(new Sbom(
                List.of("com.github.ben-manes.caffeine:caffeine", "com.github.jsqlparser:jsqlparser"),
                List.of("org.slf4j:slf4j-api")));
    }

    /** NativeImageTest says which have to be: here that relocation has given them these names. */
    @Test
    void whatANativeImageIsToldOfIsInIt() throws IOException {
        String directory = "META-INF/native-image/org.cascadejdbc/cascade-jdbc/";
        try (JarFile jar = new JarFile(JAR)) {
            for (String file : List.of("reflect-config.json", "reachability-metadata.json")) {
                byte[] text = jar.getInputStream(jar.getEntry(directory + file)).readAllBytes();
                assertThat(NAMED.matcher(new String(text, StandardCharsets.UTF_8)).results().map(name -> name.group(1)))
                        .hasSizeGreaterThan(20)
                        .allMatch(name -> jar.getEntry(name.replace('.', '/') + ".class") != null);
            }
        }
    }

    @Test
    void theDriverIsRegisteredAndTheModuleHasAName() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            byte[] service = jar.getInputStream(jar.getEntry("META-INF/services/java.sql.Driver")).readAllBytes();
            assertThat(new String(service, StandardCharsets.UTF_8).strip()).isEqualTo(CascadeDriver.class.getName());
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .isEqualTo("org.cascadejdbc");
        }
    }
}
