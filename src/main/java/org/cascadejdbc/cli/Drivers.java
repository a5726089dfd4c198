package org.cascadejdbc.cli;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.text.ShownUrl;

/**
 * The JDBC drivers, none of which is in our jar: those of the folder {@code drivers} beside it, which is for nothing else, and
 * those that are named. What else lies beside our jar, in a folder of downloads say, is not run.
 *
 * @param places where jars were looked for
 * @param jars the jars that were found there
 * @param loader has them all
 */
record Drivers(List<Path> places, List<Path> jars, ClassLoader loader) {
    /** What a database's driver is called, by the beginning of its URLs. */
    private static final Map<String, String> COORDINATES = Map.of(
            "jdbc:sqlite:", "org.xerial:sqlite-jdbc",
            "jdbc:postgresql:", "org.postgresql:postgresql",
            "jdbc:mysql:", "com.mysql:mysql-connector-j");

    /** Looks for jars in the folder {@code drivers} at home and in the given places, jars or directories of jars. */
    static Drivers in(Path home, List<Path> given) throws IOException {
        List<Path> places = new ArrayList<>(List.of(home.resolve("drivers")));
        places.addAll(given);
        List<Path> jars = new ArrayList<>();
        for (Path place : places) {
            jars.addAll(jars(place));
        }
        for (Path place : given) {
            if (!Files.exists(place)) {
                throw new NotUsableException("--drivers: there is no " + place);
            }
        }
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        // Never closed: it lives as long as the process, as what the drivers start does.
        ClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), Drivers.class.getClassLoader());
        return new Drivers(List.copyOf(places), List.copyOf(jars), loader);
    }

    private static List<Path> jars(Path place) throws IOException {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar")).sorted().toList();
        }
    }

    /**
     * The driver that takes that URL.
     *
     * @param url the driver's own, without {@code jdbc:cascade:}
     * @throws SQLException if there is none, with what to do
     */
    Driver find(String url) throws SQLException {
        Map<String, String> tried = new LinkedHashMap<>();
        Iterator<ServiceLoader.Provider<Driver>> drivers = ServiceLoader.load(Driver.class, loader).stream().iterator();
        while (true) {
            try {
                if (!drivers.hasNext()) {
                    throw none(url, tried);
                }
                ServiceLoader.Provider<Driver> found = drivers.next(); // a Driver, none of whose code has run yet
                if (found.type().getName().startsWith("org.cascadejdbc.")) {
                    continue;
                }
                Driver driver = found.get();
                if (driver.acceptsURL(url)) {
                    return driver;
                }
                tried.put(driver.getClass().getName(), "does not take this URL");
            } catch (ServiceConfigurationError | LinkageError e) {
                String before = tried.put("a broken one", String.valueOf(e.getMessage()));
                if (String.valueOf(e.getMessage()).equals(before)) {
                    throw none(url, tried); // it would be told for ever
                }
            }
        }
    }

    private SQLException none(String url, Map<String, String> tried) {
        StringBuilder text = new StringBuilder("no JDBC driver for ").append(ShownUrl.of(url));
        text.append(" in ").append(places.stream().map(Path::toString).collect(Collectors.joining(", ")));
        text.append(jars.isEmpty() ? " (no jars there)" : " (looked into " + names() + ")");
        if (!tried.isEmpty()) {
            text.append("; found ").append(tried.entrySet().stream()
                    .map(driver -> driver.getKey() + ", which " + driver.getValue())
                    .collect(Collectors.joining("; ")));
        }
        text.append(". ").append(advice(url));
        return new SQLException(text.toString(), "08001");
    }

    private String names() {
        return jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.joining(", "));
    }

    private static String advice(String url) {
        String coordinates = COORDINATES.entrySet().stream()
                .filter(entry -> url.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (coordinates == null) {
            return "cascade-jdbc knows jdbc:sqlite:, jdbc:postgresql: and jdbc:mysql: URLs";
        }
        String artifact = coordinates.substring(coordinates.indexOf(':') + 1);
        return "Download " + coordinates + " (https://central.sonatype.com/artifact/" + coordinates.replace(':', '/')
                + ", or mvn dependency:copy -Dartifact=" + coordinates + ":RELEASE -DoutputDirectory=drivers) and put the "
                + artifact + " jar there, or name it with --drivers FILE";
    }
}
