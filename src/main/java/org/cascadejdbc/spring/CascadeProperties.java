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
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The {@code cascade.*} properties of an environment. Which there are and what they may be is said by
 * {@link CascadeOptions}; here they are only found under the names that Spring allows: {@code cascade.max-rows},
 * {@code cascade.maxRows}, {@code CASCADE_MAXROWS}.
 *
 * <p>A class of {@code @ConfigurationProperties} would say all options a second time, and would not say which property
 * is misspelt.
 */
final class CascadeProperties {
    private static final String PREFIX = "cascade";
    /** The driver behind a URL with our prefix. A DataSource bean has its driver. */
    private static final String DRIVER = "cascade.driver";

    private CascadeProperties() {}

    /**
     * A property that is there.
     *
     * @param written the name as it was written; the other one has lost its case
     */
    private record Found(ConfigurationPropertyName name, String written) {
        Optional<String> key() {
            return CascadeOptions.keys().stream()
                    .filter(key -> uniform(key).equals(uniform(name.toString())))
                    .findAny();
        }
    }

    /** The properties that concern us as they were written, the most important source's first. */
    static List<String> names(Environment environment) {
        return found(environment).map(Found::written).toList();
    }

    private static Stream<Found> found(Environment environment) {
        return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
                .flatMap(CascadeProperties::found);
    }

    /**
     * Of the environment variables only those that are options of ours: {@code CASCADE_PORT} may be anybody's, and
     * Kubernetes makes one for each service.
     */
    private static Stream<Found> found(ConfigurationPropertySource source) {
        if (!(source instanceof IterableConfigurationPropertySource iterable)) {
            return Stream.empty();
        }
        ConfigurationPropertyName prefix = ConfigurationPropertyName.of(PREFIX);
        Stream<Found> all = iterable.stream()
                .filter(prefix::isAncestorOf)
                .map(name -> new Found(withoutIndex(name), written(source, name)))
                .distinct();
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource
                ? all.filter(found -> found.key().isPresent())
                : all;
    }

    /** An element of a list is the list's: {@code cascade.relations[0]}. */
    private static ConfigurationPropertyName withoutIndex(ConfigurationPropertyName name) {
        return name.isLastElementIndexed() ? withoutIndex(name.getParent()) : name;
    }

    private static String written(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        String written = property != null && property.getOrigin() instanceof PropertySourceOrigin origin
                ? origin.getPropertyName()
                : name.toString();
        return written.replaceFirst("\\[[0-9]+]$", "");
    }

    /**
     * The options by their keys, checked.
     *
     * @throws InvalidConfigurationPropertyValueException if a property is unknown or its value is bad; Boot's report of
     *     a failed start then says where it stands
     */
    static Map<String, String> read(Environment environment) {
        Binder binder = Binder.get(environment);
        Map<String, String> options = new LinkedHashMap<>();
        found(environment).forEach(found -> {
            String value = value(binder, found.name());
            String key = found.key().orElseThrow(() -> new InvalidConfigurationPropertyValueException(
                    found.written(), value, "There is no such property; there are " + known() + "."));
            if (key.equals(DRIVER)) {
                throw new InvalidConfigurationPropertyValueException(
                        found.written(),
                        value,
                        "It belongs to a jdbc:cascade: URL; the driver of a DataSource is said by"
                                + " spring.datasource.driver-class-name.");
            }
            check(found.written(), key, value);
            options.putIfAbsent(key, value);
        });
        return options;
    }

    private static void check(String written, String key, String value) {
        try {
            CascadeOptions.of(Map.of(key, value));
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(written, value, e.getMessage() + ".");
        }
    }

    /** A list is joined by commas. YAML says {@code true} for {@code on}. */
    private static String value(Binder binder, ConfigurationPropertyName name) {
        List<Object> elements = binder.bind(name, Bindable.listOf(Object.class)).orElse(List.of());
        return elements.stream()
                .map(element -> element.equals(true) ? "on" : String.valueOf(element))
                .collect(Collectors.joining(","));
    }

    /**
     * Without what Spring does not distinguish; {@code CASCADE_MAX_ROWS} is meant to be {@code cascade.maxRows}, too.
     */
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
