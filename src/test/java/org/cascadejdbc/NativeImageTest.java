package org.cascadejdbc;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/**
 * What GraalVM is told of us ({@code src/docs/native-image.md}) is what the code looks up by name: ours by its sources,
 * the cache's by its classes, which are relocated in our jar. No native image is built here.
 */
class NativeImageTest {
    private static final Path DIRECTORY =
            Path.of("src/main/resources/META-INF/native-image/org.cascadejdbc/cascade-jdbc");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String RELOCATED = "org.cascadejdbc.shaded.caffeine.";
    private static final String CAFFEINE = "com.github.benmanes.caffeine.";

    /** Classes of the cache that are generated, one for each set of features, and found by their names. */
    private static final Pattern GENERATED = Pattern.compile(Pattern.quote(CAFFEINE) + "cache\\.[SWPF][A-Z]+");

    private static final Pattern CACHE = Pattern.compile("(?s)Caffeine\\.newBuilder\\(\\)(.*?)\\.build\\(\\)");
    private static final Pattern FEATURE =
            Pattern.compile("\\.((?:maximum|initial|expire|refresh|weak|soft|record|remov|evict|schedul|tick|weigh|exec)"
                    + "\\w*)\\(");
    private static final Set<String> FEATURES =
            Set.of("maximumSize", "maximumWeight", "weigher", "softValues", "executor");

    private static final Collector<CharSequence, ?, String> JSON_LIST = Collectors.joining(",\n", "[\n", "\n]");

    /**
     * @param constructor its parameters
     * @param methods whether its public methods are looked for, as those of a bean
     */
    private record Found(String name, Set<String> fields, Optional<List<String>> constructor, boolean methods) {
        static Found made(String name) {
            return new Found(name, Set.of(), Optional.of(List.of()), false);
        }

        static Found bean(String name) {
            return new Found(name, Set.of(), Optional.empty(), true);
        }

        String json(String key) {
            StringBuilder json = new StringBuilder("  {\"" + key + "\": \"" + name + "\"");
            if (!fields.isEmpty()) {
                json.append(fields.stream()
                        .map(field -> "{\"name\": \"" + field + "\"}")
                        .collect(Collectors.joining(", ", ",\n    \"fields\": [", "]")));
            }
            constructor.ifPresent(parameters -> json.append(parameters.stream()
                    .map(parameter -> "\"" + parameter + "\"")
                    .collect(Collectors.joining(
                            ",\n        ",
                            ",\n    \"methods\": [{\"name\": \"<init>\", \"parameterTypes\": [",
                            "]}]"))));
            if (methods) {
                json.append(",\n    \"allPublicMethods\": true");
            }
            return json.append('}').toString().replace(CAFFEINE, RELOCATED);
        }
    }

    /** By {@code cascade.driver}, by a pool's dataSourceClassName, and what Spring asks of beans. */
    private static final List<Found> OURS = List.of(
            Found.made("org.cascadejdbc.CascadeDriver"),
            new Found("org.cascadejdbc.CascadeDataSource", Set.of(), Optional.of(List.of()), true),
            Found.made("org.postgresql.Driver"),
            Found.made("com.mysql.cj.jdbc.Driver"),
            Found.made("org.mariadb.jdbc.Driver"),
            Found.made("org.sqlite.JDBC"),
            Found.made("org.h2.Driver"),
            Found.made("org.hsqldb.jdbc.JDBCDriver"),
            Found.bean("com.zaxxer.hikari.HikariDataSource"),
            Found.bean("org.apache.commons.dbcp2.BasicDataSource"),
            Found.bean("org.apache.tomcat.jdbc.pool.DataSource"),
            Found.bean("org.springframework.boot.jdbc.autoconfigure.DataSourceProperties"),
            Found.bean("org.springframework.boot.autoconfigure.jdbc.DataSourceProperties"));

    /** Pools that the library's own build has not, and Boot's class before 4. */
    private static final Set<String> NOT_HERE = Set.of(
            "org.apache.commons.dbcp2.BasicDataSource",
            "org.apache.tomcat.jdbc.pool.DataSource",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceProperties");

    private static final Pattern NOT_CODE = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern BY_NAME = Pattern.compile("Class\\.forName|ServiceLoader\\.load|getResource\\w*(?=\\()"
            + "|newProxyInstance|getDeclared\\w+(?=\\()|newInstance(?=\\()|getMethods?(?=\\()|MethodHandles"
            + "|ResourceBundle|ObjectInputStream|PropertyAccessorFactory|loadClass");
    /** Where it is done, and what is said of it. The command line is no part of the library. */
    private static final Map<String, Set<String>> KNOWN = Map.ofEntries(
            // the drivers; of services GraalVM knows by itself, and of a class that is named by a constant
            entry(
                    "DriverLookup",
                    Set.of("Class.forName", "getDeclaredConstructor", "newInstance", "ServiceLoader.load")),
            entry("Listeners", Set.of("ServiceLoader.load")),
            entry("Watchers", Set.of("Class.forName")),
            entry("RelationsFile", Set.of("getResourceAsStream")), // cascade.sql; others are the application's to tell
            entry("DataSourceWrapping", Set.of("PropertyAccessorFactory")), // pools
            entry("DriverClassName", Set.of("PropertyAccessorFactory"))); // Boot's properties

    @Test
    void nothingElseOfOursIsFoundByItsName() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path file : sources()) {
            String code = NOT_CODE.matcher(Files.readString(file)).replaceAll("");
            Set<String> calls = new TreeSet<>(BY_NAME.matcher(code).results().map(MatchResult::group).toList());
            if (!calls.isEmpty()) {
                found.put(file.getFileName().toString().replace(".java", ""), calls);
            }
        }
        assertThat(found).isEqualTo(KNOWN);
    }

    @Test
    void whatIsFoundByItsNameIsWhatTheFilesSay() throws ReflectiveOperationException, IOException, URISyntaxException {
        List<Found> all = new ArrayList<>(OURS);
        all.addAll(cache());
        Map<String, String> files = Map.of(
                "reflect-config.json",
                all.stream().map(found -> found.json("name")).collect(JSON_LIST) + "\n",
                "resource-config.json",
                "{\"resources\": {\"includes\": [{\"pattern\": \"\\\\Qcascade.sql\\\\E\"}]}}\n",
                "reachability-metadata.json",
                "{\n\"reflection\": " + all.stream().map(found -> found.json("type")).collect(JSON_LIST)
                        + ",\n\"resources\": [{\"glob\": \"cascade.sql\"}]\n}\n");
        Path made = Files.createDirectories(Path.of("target/native-image"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(made.resolve(file.getKey()), file.getValue()); // to be read, and copied where it is right
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(Files.readString(DIRECTORY.resolve(file.getKey())))
                    .as("%s, beside that in %s", file.getKey(), made)
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void whatOthersHaveIsThere() {
        Set<String> missing = new TreeSet<>();
        for (Found found : OURS) {
            try {
                Class<?> type = Class.forName(found.name());
                if (found.constructor().isPresent()) {
                    assertThat(type.getConstructor()).isNotNull();
                }
            } catch (ClassNotFoundException e) {
                missing.add(found.name());
            } catch (NoSuchMethodException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(missing).isEqualTo(NOT_HERE);
    }

    /** What the cache finds by its name: the classes of our caches, with their constructors, and fields. */
    private static List<Found> cache() throws ReflectiveOperationException, IOException, URISyntaxException {
        Set<String> caches = caches();
        Map<String, Set<String>> fields = fields(caches);
        Map<String, Found> all = new TreeMap<>();
        fields.forEach((name, names) -> all.put(name, new Found(name, names, Optional.empty(), false)));
        for (String name : caches) {
            Class<?> type = Class.forName(name);
            Constructor<?> shortest = Stream.of(type.getDeclaredConstructors())
                    .min(Comparator.comparingInt(Constructor::getParameterCount))
                    .orElseThrow();
            Set<String> ofIt = new TreeSet<>(fields.getOrDefault(name, Set.of()));
            Stream.of(type.getDeclaredFields()).map(Field::getName).filter("FACTORY"::equals).forEach(ofIt::add);
            List<String> parameters = Stream.of(shortest.getParameterTypes()).map(Class::getName).toList();
            all.put(name, new Found(name, ofIt, Optional.of(parameters), false));
        }
        return List.copyOf(all.values());
    }

    /** A cache's class and that of its entries: strong keys, strong or soft values, a maximum of size or of weight. */
    private static Set<String> caches() throws IOException {
        Set<String> made = new TreeSet<>();
        for (Path file : sources()) {
            for (MatchResult cache : CACHE.matcher(Files.readString(file)).results().toList()) {
                List<String> features = FEATURE.matcher(cache.group(1)).results().map(each -> each.group(1)).toList();
                assertThat(FEATURES).as("of %s", file).containsAll(features);
                String maximum = features.contains("maximumWeight") ? "MW" : "MS";
                boolean soft = features.contains("softValues");
                made.add(CAFFEINE + "cache.S" + (soft ? "I" : "S") + maximum);
                made.add(CAFFEINE + "cache.P" + (soft ? "D" : "S") + maximum);
            }
        }
        assertThat(made).isNotEmpty();
        return made;
    }

    private static Map<String, Set<String>> fields(Set<String> caches)
            throws ReflectiveOperationException, IOException, URISyntaxException {
        Map<String, Set<String>> fields = new TreeMap<>();
        for (String name : classesOfTheCache(caches)) {
            for (Field field : Class.forName(name).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == VarHandle.class) {
                    field.setAccessible(true);
                    VarHandle handle = (VarHandle) field.get(null);
                    Class<?> of = handle.coordinateTypes().get(0);
                    if (!of.isArray()) {
                        String looked = handle.describeConstable().orElseThrow().constantName();
                        fields.computeIfAbsent(of.getName(), same -> new TreeSet<>()).add(looked);
                    }
                }
            }
        }
        return fields;
    }

    /** But for the generated ones that none of our caches is made of. */
    private static List<String> classesOfTheCache(Set<String> caches)
            throws ReflectiveOperationException, IOException, URISyntaxException {
        Set<String> made = new TreeSet<>();
        for (String name : caches) {
            for (Class<?> type = Class.forName(name); type != null; type = type.getSuperclass()) {
                made.add(type.getName());
            }
        }
        Path path = Path.of(Caffeine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(CAFFEINE.replace('.', '/')) && name.endsWith(".class"))
                    .map(name -> name.replace('/', '.').replace(".class", ""))
                    .filter(name -> made.contains(name) || !GENERATED.matcher(name).matches())
                    .toList();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.toString().contains("/cli/"))
                    .sorted()
                    .toList();
        }
    }
}
