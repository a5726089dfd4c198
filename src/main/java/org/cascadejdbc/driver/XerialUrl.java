package org.cascadejdbc.driver;

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
 * What the driver takes for the file depends on parameters, escapes and prefixes; so it is told by the flags with which it opens,
 * whatever that file is. To look for it beforehand only makes a better message.
 */
final class XerialUrl implements FileUrl {
    private static final Pattern SQLITE = Pattern.compile("jdbc:(?:[a-z0-9+-]+:)*?sqlite:(.*)", Pattern.DOTALL);
    private static final Pattern OPEN_MODE =
            Pattern.compile("[?&]\\s*open_mode\\s*=([^&]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_MEMORY = Pattern.compile("mode=memory|vfs=");
    private static final Pattern AUTHORITY = Pattern.compile("^//[^/]*");
    /** The bits of sqlite3_open_v2: READWRITE, URI; and the one that is taken away. */
    private static final int AS_IS = 0x42;
    private static final int CREATE = 0x4;

    private final String url;
    /** Behind {@code sqlite:}. */
    private final String rest;

    XerialUrl(String url) {
        this.url = url;
        Matcher matcher = SQLITE.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a URL of SQLite");
        }
        this.rest = matcher.group(1);
    }

    static boolean is(String url) {
        return SQLITE.matcher(url).matches();
    }

    @Override
    public String missing() {
        if (rest.isEmpty() || rest.startsWith(":")) {
            return null;
        }
        boolean uri = rest.startsWith("file:");
        List<String> names = uri ? decoded() : Stream.of(rest, rest.replaceFirst("(?s)\\?.*", "")).distinct().toList();
        String name = names.get(names.size() - 1);
        boolean stored = !name.isEmpty() && !name.equals(":memory:") && !(uri && IN_MEMORY.matcher(rest).find());
        return stored && names.stream().noneMatch(XerialUrl::exists) ? name : null;
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

    /** With the other flags that the URL asks for. */
    @Override
    public String withoutCreating() {
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
