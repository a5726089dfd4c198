package org.cascadejdbc.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeOptions;
import picocli.CommandLine.Option;

/** Which database, as whom, with which driver and which options: the same for all commands. */
final class ConnectionOptions {
    private static final String PREFIX = "jdbc:cascade:";
    private static final String PASSWORD = "CASCADE_PASSWORD";

    @Option(
            names = {"-u", "--url"},
            required = true,
            defaultValue = "${env:CASCADE_URL}",
            paramLabel = "URL",
            description = "The database's JDBC URL, with or without jdbc:cascade:. Else environment variable CASCADE_URL.")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", description = "The database's user.")
    private String user;

    @Option(
            names = "--password",
            description = "Ask for the password on the terminal. It is never an argument, and never printed. Else"
                    + " environment variable CASCADE_PASSWORD.")
    private boolean askPassword;

    @Option(names = "--password-env", paramLabel = "NAME", description = "Take the password from this environment variable.")
    private String passwordVariable;

    @Option(
            names = "--relations",
            paramLabel = "FILE",
            description = "SQL that declares or overrides foreign keys. May be repeated.")
    private List<String> relations = new ArrayList<>();

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "Any other option of cascade-jdbc, such as maxRows=1000 or noAction=cascade. May be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--drivers",
            paramLabel = "DIR|JAR",
            description = "Where else the driver's jar is. Those beside this jar, and in drivers/ below it, are found.")
    private List<Path> drivers = new ArrayList<>();

    @Option(names = "--verbose", description = "Print stack traces of errors.")
    @SuppressWarnings("UnusedVariable") // Failures asks picocli for it
    private boolean verbose;

    /** A DataSource for the commands, which has not connected yet. */
    CascadeDataSource open(Surroundings around) throws SQLException {
        Mangled.check("the URL", url);
        Map<String, String> given = given();
        checkFile();
        CascadeDataSource dataSource = new CascadeDataSource();
        // The library looks for the driver there, too, and for a class that cascade.driver names.
        ClassLoader loader = load(around).loader();
        Thread.currentThread().setContextClassLoader(loader);
        dataSource.setUrl(with(url, given));
        dataSource.setUser(user);
        dataSource.setPassword(password(around));
        return dataSource;
    }

    private Drivers load(Surroundings around) throws SQLException {
        try {
            Drivers found = Drivers.in(around.home(), drivers);
            if (!options.containsKey("cascade.driver") && !options.containsKey("driver") && !url.contains("cascade.driver")) {
                found.find(delegate());
            }
            return found;
        } catch (IOException e) {
            throw new NotUsableException("the drivers cannot be read: " + e);
        }
    }

    private String delegate() {
        return url.startsWith(PREFIX) ? "jdbc:" + url.substring(PREFIX.length()) : url;
    }

    /** SQLite makes a new, empty database of every name that it does not know. */
    private void checkFile() throws SQLException {
        String prefix = "jdbc:sqlite:";
        if (!delegate().startsWith(prefix)) {
            return;
        }
        String file = delegate().substring(prefix.length()).replaceFirst("\\?.*", "");
        if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:")) {
            return;
        }
        try {
            if (!Files.exists(Path.of(file))) {
                throw new SQLException("there is no file " + file + ", and an empty database would be made of it", "08001");
            }
        } catch (InvalidPathException e) {
            throw new SQLException("no file can be called " + file, "08001", e);
        }
    }

    /** The options by their full names, checked. */
    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        options.forEach((key, value) -> given.put(key.startsWith("cascade.") ? key : "cascade." + key, value));
        if (!relations.isEmpty() && given.put("cascade.relations", String.join(",", relations)) != null) {
            throw new NotUsableException("the relations are given twice: --relations FILE is --option relations=FILE");
        }
        try {
            CascadeOptions.of(given);
        } catch (IllegalArgumentException e) {
            throw new NotUsableException("--option: " + e.getMessage());
        }
        return given;
    }

    /** The library reads options from the URL: one place for all, whichever they are. */
    static String with(String url, Map<String, String> options) {
        StringBuilder text = new StringBuilder(url);
        options.forEach((key, value) -> text.append(text.indexOf("?") < 0 ? '?' : '&').append(key).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
        return text.toString();
    }

    private String password(Surroundings around) {
        if (askPassword) {
            if (!around.terminal().isThere()) {
                throw new NotUsableException("--password asks on a terminal, and there is none: put the password into the"
                        + " environment variable " + PASSWORD);
            }
            String typed = around.terminal().password();
            around.secrets().add(typed);
            return typed;
        }
        if (passwordVariable != null) {
            String password = around.environment().get(passwordVariable);
            if (password == null) {
                throw new NotUsableException("--password-env: there is no environment variable " + passwordVariable);
            }
            Mangled.check("environment variable " + passwordVariable, password);
            return password;
        }
        Mangled.check("environment variable " + PASSWORD, around.environment().get(PASSWORD));
        return around.environment().get(PASSWORD);
    }
}
