package org.cascadejdbc.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.CascadeDriver;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** What an IDE is told of the properties is what the driver says of its options. */
class ConfigurationMetadataTest {
    private static final Path FILE = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

    @Test
    void thereIsEachOptionInItsOwnWords() throws IOException, SQLException {
        assertThat(Files.readString(FILE)).isEqualTo(metadata());
    }

    @Test
    void theErrorNamesTheSameProperties() throws SQLException {
        assertThat(CascadeProperties.known())
                .isEqualTo(options().stream().map(ConfigurationMetadataTest::name).collect(Collectors.joining(", ")));
    }

    @Test
    void bootFindsUs() {
        assertThat(ImportCandidates.load(
                        AutoConfiguration.class, getClass().getClassLoader()))
                .contains(CascadeAutoConfiguration.class.getName());
    }

    private static List<DriverPropertyInfo> options() throws SQLException {
        return Stream.of(new CascadeDriver().getPropertyInfo("", null))
                .filter(option -> !option.name.equals("cascade.driver"))
                .toList();
    }

    private static String metadata() throws SQLException {
        String properties = options().stream()
                .map(ConfigurationMetadataTest::property)
                .collect(Collectors.joining(",\n"));
        String hints = options().stream()
                .filter(option -> option.choices != null)
                .map(ConfigurationMetadataTest::hint)
                .collect(Collectors.joining(",\n"));
        return """
                {
                    "groups": [],
                    "properties": [
                %s
                    ],
                    "hints": [
                %s
                    ]
                }
                """
                .formatted(properties, hints);
    }

    private static String property(DriverPropertyInfo option) {
        boolean number = option.value != null && option.value.matches("[0-9]+");
        return "        {\"name\": \"" + name(option) + "\", \"type\": \"java.lang." + (number ? "Long" : "String")
                + "\",\n            \"description\": \"" + option.description + ".\""
                + (option.value == null
                        ? ""
                        : ",\n            \"defaultValue\": " + (number ? option.value : "\"" + option.value + "\""))
                + "}";
    }

    private static String hint(DriverPropertyInfo option) {
        return Stream.of(option.choices)
                .map(choice -> "{\"value\": \"" + choice + "\"}")
                .collect(Collectors.joining(", ", "        {\"name\": \"" + name(option) + "\", \"values\": [", "]}"));
    }

    private static String name(DriverPropertyInfo option) {
        return DataObjectPropertyName.toDashedForm(option.name);
    }
}
