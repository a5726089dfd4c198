package org.cascadejdbc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeOptions;
import org.cascadejdbc.driver.FileUrl;
import org.cascadejdbc.text.Shown;
import org.cascadejdbc.text.ShownUrl;
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
            description = "Where else the driver's jar is. Those in the folder drivers beside this jar are found.")
    private List<Path> drivers = new ArrayList<>();

    @Option(names = "--verbose", description = "Print stack traces of errors.")
    @SuppressWarnings("UnusedVariable") // Failures asks picocli for it
    private boolean verbose;

    /** A DataSource for the commands, which has not connected yet. */
    CascadeDataSource open(RunContext around) throws SQLException {
        Mangled.check("the URL", url);
        Map<String, String> given = given();
        FileUrl file = FileUrl.of(url);
        checkFile(file);
        CascadeDataSource dataSource = new CascadeDataSource();
        // The library looks for the driver there, too, and for a class that cascade.driver names.
        ClassLoader loader = load(around).loader();
        Thread.currentThread().setContextClassLoader(loader);
        dataSource.setUrl(file.withoutCreating());
        given.forEach(dataSource::setProperty);
        dataSource.setUser(user);
        dataSource.setPassword(password(around));
        return dataSource;
    }

    private Drivers load(RunContext around) throws SQLException {
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

    private void checkFile(FileUrl file) throws SQLException {
        String missing = file.missing();
        if (missing != null) {
            throw new SQLException("there is no file " + shown(missing) + ", and an empty database would be made of it", "08001");
        }
    }

    /** A URL of another database may have been meant. */
    private String shown(String file) {
        return ShownUrl.of(url).endsWith(file) ? Shown.text(file) : "of that name";
    }

    /** The options by their full names, checked. */
    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        options.forEach((key, value) -> given.put(key.startsWith("cascade.") ? key : "cascade." + key, value));
        if (!relations.isEmpty() && given.put("cascade.relations", String.join(",", relations)) != null) {
            throw new NotUsableException("the relations are given twice: --relations FILE is --option relations=FILE");
        }
        given.keySet().stream().filter(this::isInUrl).findFirst().ifPresent(key -> {
            throw new NotUsableException("--option: " + key + " is in the URL already");
        });
        try {
            CascadeOptions.of(given);
        } catch (IllegalArgumentException e) {
            throw new NotUsableException("--option: " + e.getMessage());
        }
        return given;
    }

    /** What a person types counts as the application's; of two values one would be passed over. */
    private boolean isInUrl(String key) {
        return url.matches("(?is).*[?&;]" + Pattern.quote(key) + "([=&;].*)?");
    }

    private String password(RunContext around) {
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
