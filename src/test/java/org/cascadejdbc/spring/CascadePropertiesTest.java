package org.cascadejdbc.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class CascadePropertiesTest {
    /** Nothing of the process in which the test runs. */
    private static ConfigurableEnvironment empty() {
        ConfigurableEnvironment environment = new StandardEnvironment();
        List.of("systemProperties", "systemEnvironment").forEach(environment.getPropertySources()::remove);
        return environment;
    }

    private static ConfigurableEnvironment properties(String... keysAndValues) {
        ConfigurableEnvironment environment = empty();
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        environment.getPropertySources().addLast(new MapPropertySource("application", map));
        return environment;
    }

    private static void addVariable(ConfigurableEnvironment environment, String name, String value) {
        environment.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, value)));
    }

    @Test
    void noneIsNone() {
        ConfigurableEnvironment environment = properties("cascading.style", "sheets", "spring.main", "x");
        assertThat(CascadeProperties.names(environment)).isEmpty();
        assertThat(CascadeProperties.read(environment)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cascade.max-rows", "cascade.maxRows", "cascade.max_rows", "CASCADE.MAXROWS"})
    void asAPropertyMayBeWritten(String name) {
        assertThat(CascadeProperties.read(properties(name, "7"))).isEqualTo(Map.of("cascade.maxRows", "7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CASCADE_MAXROWS", "CASCADE_MAX_ROWS"})
    void asAVariableMayBeWritten(String name) {
        ConfigurableEnvironment environment = properties("cascade.max-rows", "1", "cascade.strategy", "native");
        addVariable(environment, name, "7");
        assertThat(CascadeProperties.read(environment))
                .isEqualTo(Map.of("cascade.maxRows", "7", "cascade.strategy", "native"));
    }

    /** Kubernetes makes such variables of a service with that name. */
    @ParameterizedTest
    @ValueSource(strings = {"CASCADE_PORT", "CASCADE_SERVICE_HOST", "CASCADE_MAX_ROW"})
    void anotherVariableIsNotOurs(String name) {
        ConfigurableEnvironment environment = empty();
        addVariable(environment, name, "7");
        assertThat(CascadeProperties.names(environment)).isEmpty();
    }

    @Test
    void placeholdersAndLists() {
        assertThat(CascadeProperties.read(properties(
                        "dir", "/etc/shop", "cascade.relations[0]", "${dir}/a.sql", "cascade.relations[1]", "b.sql")))
                .isEqualTo(Map.of("cascade.relations", "/etc/shop/a.sql,b.sql"));
    }

    @Test
    void yamlsBoolean() {
        ConfigurableEnvironment environment = empty();
        environment.getPropertySources()
                .addLast(new MapPropertySource("yaml", Map.of("cascade.sqlite-foreign-keys", true)));
        assertThat(CascadeProperties.read(environment)).isEqualTo(Map.of("cascade.sqliteForeignKeys", "on"));
    }

    @Test
    void aListIsNamedOnce() {
        ConfigurableEnvironment environment =
                properties("cascade.noActions[0]", "keep", "cascade.noActions[1]", "cascade");
        assertThat(CascadeProperties.names(environment)).containsExactly("cascade.noActions");
        assertThatThrownBy(() -> CascadeProperties.read(environment)).hasMessageContaining("cascade.noActions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cascade.maxRow", "cascade.relations.file", "cascade.driver"})
    void anUnknownOneIsNamedAsItWasWritten(String name) {
        assertThatThrownBy(() -> CascadeProperties.read(properties(name, "7")))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("Property " + name + " with value '7' is invalid: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "many"})
    void aBadValueIsNamed(String value) {
        assertThatThrownBy(() -> CascadeProperties.read(properties("cascade.max-rows", value)))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageStartingWith("Property cascade.max-rows with value '" + value + "' is invalid: ");
    }
}
