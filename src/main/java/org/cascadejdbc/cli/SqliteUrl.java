package org.cascadejdbc.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A URL of SQLite, which makes a new, empty database of every name that it does not know: here, where that is a typing error,
 * it must not. What the driver takes for the file depends on parameters, escapes and prefixes; so it is told by the flags with
 * which it opens, whatever that file is. To look for it beforehand only makes a better message.
 */
final class SqliteUrl {
    private static final Pattern SQLITE = Pattern.compile("jdbc:(?:[a-z0-9+-]+:)*?sqlite:(.*)", Pattern.DOTALL);
    private static final Pattern OPEN_MODE =
            Pattern.compile("[?&]\\s*open_mode\\s*=([^&]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_MEMORY = Pattern.compile("mode=memory|vfs=");
    private static final Pattern AUTHORITY = Pattern.compile("^//[^/]*");
    /** The bits of sqlite3_open_v2: READWRITE, URI; and the one that is taken away. */
    private static final int AS_IS = 0x42;
    private static final int CREATE = 0x4;

    private final String url;
    /** Behind {@code sqlite:}; {@code null} if it is another database's. */
    private final String rest;

    SqliteUrl(String url) {
        this.url = url;
        Matcher matcher = SQLITE.matcher(url);
        this.rest = matcher.matches() ? matcher.group(1) : null;
    }

    /** The file's name if it is certain that there is no such file, else {@code null}. */
    String missing() {
        if (rest == null || rest.isEmpty() || rest.startsWith(":")) {
            return null;
        }
        boolean uri = rest.startsWith("file:");
        List<String> names = uri ? decoded() : Stream.of(rest, rest.replaceFirst("(?s)\\?.*", "")).distinct().toList();
        String name = names.get(names.size() - 1);
        boolean stored = !name.isEmpty() && !name.equals(":memory:") && !(uri && IN_MEMORY.matcher(rest).find());
        return stored && names.stream().noneMatch(SqliteUrl::exists) ? name : null;
    }

    /** The name in a URI, as SQLite reads it. */
    private List<String> decoded() {
        String path = rest.substring("file:".length()).replaceFirst("(?s)[?#].*", "");
        String local = AUTHORITY.matcher(path).replaceFirst("");
        try {
            return List.of(URLDecoder.decode(local.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return List.of(local);
        }
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The same, but the driver opens what is there and makes nothing; with the other flags that the URL asks for. */
    String withoutCreating() {
        if (rest == null) {
            return url;
        }
        int flags = AS_IS;
        Matcher given = OPEN_MODE.matcher(rest);
        if (given.find()) {
            try {
                flags = Integer.parseInt(given.group(1).strip()) & ~CREATE;
            } catch (NumberFormatException e) {
                return url; // the driver says what is wrong, and opens nothing
            }
        }
        // Of a parameter that is there twice, the first one counts.
        int query = url.indexOf('?');
        String flag = "?open_mode=" + flags;
        return query < 0 ? url + flag : url.substring(0, query) + flag + "&" + url.substring(query + 1);
    }
}
