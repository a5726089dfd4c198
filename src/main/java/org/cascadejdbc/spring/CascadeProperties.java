package org.cascadejdbc.spring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cascadejdbc.CascadeOptions;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The {@code cascade.*} properties of an environment. Which there are and what they may be is said by
 * {@link CascadeOptions}; here they are only found under the names that Spring allows: {@code cascade.max-rows},
 * {@code cascade.maxRows}, {@code CASCADE_MAXROWS}.
 *
 * <p>A class of {@code @ConfigurationProperties} would say all options a second time, and would not say which property is
 * misspelt.
 */
final class CascadeProperties {
    private static final String PREFIX = "cascade";
    /** The driver behind a URL with our prefix. A DataSource bean has its driver. */
    private static final String DRIVER = "cascade.driver";

    private CascadeProperties() {}

    /** Names of properties that concern us, the most important source's first. */
    static List<ConfigurationPropertyName> names(Environment environment) {
        return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
                .flatMap(CascadeProperties::names)
                .distinct()
                .toList();
    }

    /**
     * Of the environment variables only those that are options of ours: {@code CASCADE_PORT} may be anybody's, and
     * Kubernetes makes one for each service.
     */
    private static Stream<ConfigurationPropertyName> names(ConfigurationPropertySource source) {
        ConfigurationPropertyName prefix = ConfigurationPropertyName.of(PREFIX);
        if (!(source instanceof IterableConfigurationPropertySource iterable)) {
            return Stream.empty();
        }
        Stream<ConfigurationPropertyName> names =
                iterable.stream().filter(prefix::isAncestorOf).map(CascadeProperties::withoutIndex);
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource
                ? names.filter(name -> key(name).isPresent())
                : names;
    }

    /** An element of a list is the list's: {@code cascade.relations[0]}. */
    private static ConfigurationPropertyName withoutIndex(ConfigurationPropertyName name) {
        return name.isLastElementIndexed() ? withoutIndex(name.getParent()) : name;
    }

    /**
     * The options by their keys, checked.
     *
     * @throws InvalidConfigurationPropertyValueException if a property is unknown or its value is bad; Boot's report of a
     *     failed start then says where it stands
     */
    static Map<String, String> read(Environment environment) {
        Binder binder = Binder.get(environment);
        Map<String, String> options = new LinkedHashMap<>();
        for (ConfigurationPropertyName name : names(environment)) {
            String value = value(binder, name);
            String key = key(name).orElseThrow(() -> new InvalidConfigurationPropertyValueException(
                    name.toString(), value, "There is no such property; there are " + known() + "."));
            if (key.equals(DRIVER)) {
                throw new InvalidConfigurationPropertyValueException(
                        name.toString(),
                        value,
                        "It belongs to a jdbc:cascade: URL; the driver of a DataSource is said by"
                                + " spring.datasource.driver-class-name.");
            }
            check(name, key, value);
            options.putIfAbsent(key, value);
        }
        return options;
    }

    private static void check(ConfigurationPropertyName name, String key, String value) {
        try {
            CascadeOptions.of(Map.of(key, value));
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(name.toString(), value, e.getMessage() + ".");
        }
    }

    /** A list is joined by commas. YAML says {@code true} for {@code on}. */
    private static String value(Binder binder, ConfigurationPropertyName name) {
        List<Object> elements = binder.bind(name, Bindable.listOf(Object.class)).orElse(List.of());
        return elements.stream()
                .map(element -> element.equals(true) ? "on" : String.valueOf(element))
                .collect(Collectors.joining(","));
    }

    private static Optional<String> key(ConfigurationPropertyName name) {
        return CascadeOptions.keys().stream()
                .filter(key -> uniform(key).equals(uniform(name.toString())))
                .findAny();
    }

    /** Without what Spring does not distinguish; {@code CASCADE_MAX_ROWS} is meant to be {@code cascade.maxRows}, too. */
    private static String uniform(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /** The properties in the spelling that Spring recommends. */
    static String known() {
        return CascadeOptions.keys().stream()
                .filter(key -> !key.equals(DRIVER))
                .map(DataObjectPropertyName::toDashedForm)
                .collect(Collectors.joining(", "));
    }
}
