package org.cascadejdbc;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The shape of the house: who may know whom, and what no class may do. Read from the sources. */
class ArchitectureTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String ROOT = "org.cascadejdbc";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);");
    private static final Pattern NOT_CODE =
            Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"");

    /** On lines of its own: elsewhere two slashes may be part of a string. */
    private static final Pattern COMMENT = Pattern.compile("(?ms)^\\s*/\\*.*?\\*/|^\\s*//.*?$");

    private static final Set<String> PURE = Set.of(".text", ".sql", ".schema", ".plan");
    private static final Set<String> PLANNING = Set.of(".sql", ".schema", ".plan", ".physical");
    private static final Set<String> ENGINES =
            Set.of(".engine.postgresql", ".engine.mysql", ".engine.mariadb", ".engine.sqlite", ".engine.h2", ".engine.hsqldb");
    /** The one class that names engines. */
    private static final String LIST = "Engines.java";

    /** Each package with those of ours that it may import besides {@code .text}; the root package may import all. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            entry(".text", Set.of()),
            entry(".sql", Set.of()),
            entry(".schema", Set.of(".sql")),
            entry(".plan", Set.of(".sql", ".schema")),
            entry(".physical", Set.of(".sql", ".schema", ".plan")),
            entry(".driver", PLANNING),
            entry(".engine", with(PLANNING, ".driver")),
            entry(".engine.freezing", PLANNING),
            entry(".engine.postgresql", with(PLANNING, ".driver", ".engine")),
            entry(".engine.mysql", with(PLANNING, ".driver", ".engine", ".engine.freezing")),
            entry(".engine.mariadb", with(PLANNING, ".driver", ".engine", ".engine.freezing", ".engine.mysql")), // it extends that
            entry(".engine.sqlite", with(PLANNING, ".driver", ".engine", ".engine.freezing")),
            entry(".engine.h2", with(PLANNING, ".driver", ".engine", ".engine.freezing")),
            entry(".engine.hsqldb", with(PLANNING, ".driver", ".engine", ".engine.freezing")),
            entry(".run", with(PLANNING, ".driver", ".engine")),
            entry(".inspect", with(PLANNING, ".engine", ".run")),
            entry(".inspect.check", with(PLANNING, ".engine", ".run", ".inspect")),
            entry(".inspect.suggest", with(PLANNING, ".engine", ".run", ".inspect")),
            entry(".jdbc", with(PLANNING, ".driver", ".engine", ".run", ".jdbc.delegate")),
            entry(".jdbc.delegate", Set.of(".run")),
            entry(".cli", Set.of("", ".cli.graph", ".driver")), // for FileUrl
            entry(".cli.graph", Set.of("")),
            entry(".spring", Set.of("")));

    private static Set<String> with(Set<String> packages, String... more) {
        return Stream.concat(packages.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    @Test
    void sqlSchemaAndPlanKnowNoDatabase() {
        assertThat(imports(PURE))
                .isNotEmpty()
                .noneMatch(line -> line.imported().startsWith("java.sql.") || line.imported().startsWith("javax.sql."));
        code().forEach((file, text) -> {
            if (PURE.contains(packageOf(file))) {
                assertThat(text).as(file.toString()).doesNotContain("java.sql.", "javax.sql.");
            }
        });
    }

    /** It reads results at most: a plan is data. */
    @Test
    void thePhysicalPlanKnowsNoConnection() {
        code().forEach((file, text) -> {
            if (packageOf(file).equals(".physical")) {
                assertThat(text).as(file.toString())
                        .doesNotContainPattern("\\b(Connection|DataSource|(Prepared|Callable)?Statement) \\w+[,;)]");
            }
        });
    }

    @Test
    void onlySqlKnowsTheParser() {
        assertThat(code().entrySet().stream()
                        .filter(file -> file.getValue().contains("net.sf.jsqlparser"))
                        .map(file -> packageOf(file.getKey())))
                .isNotEmpty()
                .containsOnly(".sql");
    }

    @Test
    void importsGoOneWay() {
        List<Import> ours = imports(MAY_IMPORT.keySet()).stream()
                .filter(line -> line.imported().startsWith(ROOT + "."))
                .toList();

        assertThat(ours).hasSizeGreaterThan(100);
        assertThat(ours.stream()
                        .filter(line -> !isList(line.file()) || !ENGINES.contains(packageOfImport(line.imported())))
                        .filter(line -> !mayImport(packageOf(line.file()), packageOfImport(line.imported()))))
                .isEmpty();
    }

    private static boolean isList(Path file) {
        return packageOf(file).equals(".engine") && file.endsWith(LIST);
    }

    /**
     * Where an engine's name is part of an identifier outside its room: it is no capability, and a new engine would have to
     * be put beside it. These are left; the list may only become shorter.
     */
    private static final Set<String> NAMING_ENGINES = Set.of(
            // the option cascade.sqliteForeignKeys is API
            "CascadeDataSource.java", "CascadeDataSourceBuilder.java", "CascadeOptions.java", "Option.java",
            "SettingsReader.java", "run/Settings.java", "run/SharedState.java",
            // lexical rules, which belong into the rooms of engines
            "sql/CaseRule.java", "sql/Lexis.java", "sql/MysqlNames.java",
            // figures and examples that are shown, and what may be a secret in a URL
            "cli/DemoCommand.java", "inspect/PortabilityLint.java", "plan/PlanRefusedException.java",
            "text/ShownUrl.java");

    private static final Pattern ENGINES_NAME = Pattern.compile("(?i)postgres|mysql|mariadb|sqlite|(?<![a-z])h2(?![a-z])");

    @Test
    void noEngineIsNamedOutsideItsRoom() {
        Set<String> naming = new TreeSet<>();
        code().forEach((file, text) -> {
            boolean room = ENGINES.contains(packageOf(file)) || packageOf(file).equals(".driver");
            if (!room && !isList(file) && ENGINES_NAME.matcher(text).find()) {
                naming.add(relative(file));
            }
        });

        assertThat(naming).containsExactlyInAnyOrderElementsOf(NAMING_ENGINES);
    }

    /** What only one engine's SQL has, and its SQLStates: class and subclass are the standard's up to 4 and H. */
    private static final Pattern ENGINES_SQL = Pattern.compile(
            "pg_catalog\\.|information_schema|performance_schema|@@\\w|BYPASSRLS|\"(?:25P0\\d|42501|22P02|40P01|55P03)\"");

    /** The command line knows the API only, which has no engine to ask. */
    private static final Set<String> SPEAKING_ENGINES_SQL = Set.of("cli/RowCounts.java");

    @Test
    void noStatementOfOneEngineOutsideItsRoom() {
        Set<String> speaking = new TreeSet<>();
        withStrings().forEach((file, text) -> {
            if (!ENGINES.contains(packageOf(file)) && !packageOf(file).equals(".driver") && ENGINES_SQL.matcher(text).find()) {
                speaking.add(relative(file));
            }
        });

        assertThat(speaking).containsExactlyInAnyOrderElementsOf(SPEAKING_ENGINES_SQL);
    }

    private static final Pattern DRIVERS_NAME =
            Pattern.compile("(?i)\\b(?:ConnectorJ|MariaDbJava|Pgjdbc|Xerial)\\b|com\\.mysql|org\\.(?:mariadb|postgresql|sqlite)\\.");

    /** All others ask {@code driver.DriverBehaviour}, or an engine. */
    @Test
    void noDriverIsNamedOutsideItsRoomAndThoseOfEngines() {
        Set<String> naming = new TreeSet<>();
        code().forEach((file, text) -> {
            boolean room = ENGINES.contains(packageOf(file)) || packageOf(file).equals(".driver");
            if (!room && DRIVERS_NAME.matcher(text).find()) {
                naming.add(relative(file));
            }
        });

        assertThat(naming).isEmpty();
    }

    /** Who asks a connection what product it is: to choose an engine, or only to show it. */
    private static final Set<String> ASKING_FOR_PRODUCT = Set.of(
            // chooses the engine
            "engine/Product.java",
            // pass it on, or show it
            "CheckReport.java", "Suggestions.java", "jdbc/delegate/DelegatingDatabaseMetaData.java",
            "run/StartLine.java",
            // knows the API only, which has no engine to ask
            "cli/RowCounts.java");

    @Test
    void theProductIsAskedForInOnePlace() {
        Set<String> asking = new TreeSet<>();
        code().forEach((file, text) -> {
            if (text.contains("getDatabaseProductName")) {
                asking.add(relative(file));
            }
        });

        assertThat(asking).containsExactlyInAnyOrderElementsOf(ASKING_FOR_PRODUCT);
    }

    private static String relative(Path file) {
        return SOURCES.resolve("org/cascadejdbc").relativize(file).toString().replace('\\', '/');
    }

    private static boolean mayImport(String own, String imported) {
        return imported.equals(own) || imported.equals(".text") || MAY_IMPORT.get(own).contains(imported);
    }

    @Test
    void everyPackageSaysWhetherItIsApi() {
        assertThat(code().keySet()).extracting(Path::getParent).allSatisfy(directory -> {
            String text = read(directory.resolve("package-info.java"));
            String own = packageOf(directory.resolve("package-info.java"));
            assertThat(text).contains(own.isEmpty() ? "Only this package is API." : "Not API:");
        });
        assertThat(code().keySet()).extracting(ArchitectureTest::packageOf).allMatch(
                name -> name.isEmpty() || MAY_IMPORT.containsKey(name), "a package of the design");
    }

    /** Virtual threads are pinned by monitors on Java 21 to 23; locks of java.util.concurrent do not. */
    @Test
    void nothingIsSynchronized() {
        code().forEach((file, text) -> assertThat(text)
                .as(file.toString())
                .doesNotContainPattern("\\bsynchronized\\b|\\b(wait|notify|notifyAll)\\s*\\("));
        assertThat(code()).hasSizeGreaterThan(50);
    }

    @Test
    void noStaticFieldIsMutable() {
        List<Field> fields = new ArrayList<>();
        for (Path file : code().keySet()) {
            if (!file.endsWith("package-info.java")) {
                addStaticFields(fields, load(file));
            }
        }

        assertThat(fields).hasSizeGreaterThan(30);
        assertThat(fields.stream().filter(field -> !Modifier.isFinal(field.getModifiers()) || !isImmutable(field)))
                .isEmpty();
    }

    private static void addStaticFields(List<Field> fields, Class<?> type) {
        Stream.of(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .forEach(fields::add);
        Stream.of(type.getDeclaredClasses()).forEach(nested -> addStaticFields(fields, nested));
    }

    /**
     * The one thing that is static and changes: the driver that is registered. The DriverManager wants it to be the
     * same when it is taken out again, and what it knows of schemas is shared by all connections with the same URL.
     */
    private static final Set<String> CHANGING = Set.of("CascadeDriver.INSTANCE");

    private static boolean isImmutable(Field field) {
        String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
        return CHANGING.contains(name) || isImmutable(value(field, null));
    }

    /** Values, collections that refuse changes, and objects of ours whose fields are all final and of that kind. */
    private static boolean isImmutable(Object value) {
        if (value == null) {
            return true;
        }
        Class<?> type = value.getClass();
        if (value instanceof Collection<?> elements) {
            return refusesChanges(type) && elements.stream().allMatch(ArchitectureTest::isImmutable);
        }
        if (value instanceof Map<?, ?> map) {
            return refusesChanges(type) && isImmutable(List.copyOf(map.keySet())) && isImmutable(List.copyOf(map.values()));
        }
        if (type.getName().startsWith(ROOT)) {
            return Stream.of(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .allMatch(field -> Modifier.isFinal(field.getModifiers()) && isImmutable(value(field, value)));
        }
        return value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof OptionalInt
                || value instanceof Pattern
                || value instanceof Enum<?>
                || value instanceof Logger;
    }

    private static boolean refusesChanges(Class<?> collection) {
        return collection.getName().startsWith("java.util.ImmutableCollections$")
                || collection.getName().startsWith("java.util.Collections$Unmodifiable");
    }

    private static Object value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> load(Path file) {
        String name = SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.').replace('\\', '.');
        try {
            return Class.forName(name, false, ArchitectureTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    private record Import(Path file, String imported) {}

    private static List<Import> imports(Set<String> packages) {
        List<Import> imports = new ArrayList<>();
        code().forEach((file, text) -> {
            if (packages.contains(packageOf(file))) {
                IMPORT.matcher(text).results().forEach(
                        found -> imports.add(new Import(file, found.group(1))));
            }
        });
        return imports;
    }

    /** All sources without comments and strings. */
    private static Map<Path, String> code() {
        return without(NOT_CODE);
    }

    /** All sources without comments. */
    private static Map<Path, String> withStrings() {
        return without(COMMENT);
    }

    private static Map<Path, String> without(Pattern left) {
        Map<Path, String> code = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> code.put(file, left.matcher(read(file)).replaceAll(" ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return code;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the root's name: {@code .plan}, {@code .jdbc.delegate}, or nothing for the root. */
    private static String packageOf(Path file) {
        String directory = SOURCES.relativize(file).getParent().toString();
        return directory.replace('/', '.').replace('\\', '.').substring(ROOT.length());
    }

    /** Packages are in lower case, types are not. */
    private static String packageOfImport(String imported) {
        return imported.replaceFirst("\\.[A-Z].*", "").substring(ROOT.length());
    }
}
