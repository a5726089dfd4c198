package org.cascadejdbc.it.support;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The databases that the tests run on, and what their SQL calls things. */
public enum Database {
    POSTGRESQL,
    /** MySQL whose storage engine enforces the keys: the one whose native cascades are right at any depth. */
    MYSQL,
    /** MySQL as it comes from 9.6 on: the SQL layer enforces the keys ({@code innodb_native_foreign_keys=OFF}). */
    MYSQL_OFF,
    /** {@code -Dmariadb=10.11} for another version than 11.8, {@code -Dmariadb.driver=mysql} for MySQL's driver. */
    MARIADB,
    SQLITE,
    H2,
    /** H2 as it is set up to stand in for another one. */
    H2_POSTGRESQL,
    H2_MYSQL,
    HSQLDB;

    private static final Pattern QUOTED = Pattern.compile("\\{([^}]*)}");

    /** The databases that the run is about: those named by {@code -Ddatabase}, else all. */
    public static Set<Database> chosen() {
        String only = System.getProperty("database", "");
        return only.isEmpty()
                ? EnumSet.allOf(Database.class)
                : EnumSet.copyOf(Stream.of(only.split(",")).map(Database::valueOf).toList());
    }

    /** Also MariaDB, which came of it. */
    public boolean isMySql() {
        return this == MYSQL || this == MYSQL_OFF || this == MARIADB;
    }

    /** And SQLite. */
    public static List<Database> onServers() {
        return Stream.of(values()).filter(database -> !database.isInMemory()).toList();
    }

    /** In our process, and gone with it: H2 and HSQLDB. */
    public boolean isInMemory() {
        return isH2() || this == HSQLDB;
    }

    /** In whatever mode. */
    public boolean isH2() {
        return this == H2 || this == H2_POSTGRESQL || this == H2_MYSQL;
    }

    /** Where the native twin of a schema on this database lives. */
    public Database twin() {
        return this == MYSQL_OFF ? MYSQL : this;
    }

    public String quote(String name) {
        String quote = isMySql() ? "`" : "\"";
        if ((this == H2 || this == HSQLDB) && name.matches("[a-z0-9_]+")) { // a name without quotes is in upper case, and those are to be the same
            return quote + name.toUpperCase(Locale.ROOT) + quote;
        }
        return quote + name.replace(quote, quote + quote) + quote;
    }

    /** Says neutral SQL, in which braces delimit quoted names, in this database's words. */
    public String say(String neutral) {
        Matcher matcher = QUOTED.matcher(neutral);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(text, Matcher.quoteReplacement(quote(matcher.group(1))));
        }
        return matcher.appendTail(text).toString();
    }

    /** A literal for a parameter's value. */
    public static String literal(Object value) {
        if (value == null || value instanceof Number) {
            return String.valueOf(value);
        }
        return "'" + value.toString().replace("'", "''") + "'";
    }
}
