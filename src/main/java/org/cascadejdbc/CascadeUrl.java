package org.cascadejdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL taken apart: what the delegate gets, and our options, which may stand anywhere among its parameters.
 *
 * @param delegate the delegate's URL, without any option of ours
 * @param options our options by their keys, decoded, not yet checked
 */
record CascadeUrl(String delegate, Map<String, String> options) {
    static final String PREFIX = "jdbc:cascade:";

    /** {@code ?k=v} and {@code &k=v} up to the next {@code &}, {@code ;k=v} up to the next {@code ;}. */
    private static final Pattern OPTION = Pattern.compile(
            "[?&](cascade\\.[^=&]*)(?:=([^&]*))?|;(cascade\\.[^=;]*)(?:=([^;]*))?", Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEME = Pattern.compile("jdbc:(?:[a-z][a-z0-9+-]*:)?");
    private static final String HOST = "(?:[\\w.-]+|\\[[0-9a-fA-F:.%]+])(?::[0-9]+)?";
    private static final String HOSTS = HOST + "(?:," + HOST + ")*";
    private static final String NAME = "[\\w.+~ -]*";
    /** Behind a user: hosts, and a database. */
    private static final Pattern BEHIND_USER = pattern("(?://)?" + HOSTS + "(?:[:/]" + NAME + ")*");
    /** Without one: other drivers' names, hosts and a database, or a database alone. */
    private static final Pattern WITHOUT_USER =
            pattern("(?:[a-z][a-z0-9+-]*:)*(?://(?:" + HOSTS + ")?(?:/" + NAME + ")?|" + NAME + ")");
    private static final Pattern SQLITE_FILE =
            pattern("jdbc:sqlite:(?::memory:|(?:file:)?(?:[a-zA-Z]:)?[\\w.+~ /\\\\-]*)");

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
    }

    static boolean isOurs(String url) {
        return url != null && url.startsWith(PREFIX);
    }

    /**
     * Takes a URL with or without our prefix apart.
     *
     * @throws IllegalArgumentException if an option is given twice or its value is badly escaped
     */
    static CascadeUrl parse(String url) {
        String whole = isOurs(url) ? "jdbc:" + url.substring(PREFIX.length()) : url;
        Map<String, String> options = new LinkedHashMap<>();
        StringBuilder delegate = new StringBuilder();
        Matcher matcher = OPTION.matcher(whole);
        int from = 0;
        boolean opens = false;
        while (matcher.find()) {
            append(delegate, whole.substring(from, matcher.start()), opens);
            boolean query = matcher.group(1) != null;
            put(options, matcher.group(query ? 1 : 3), matcher.group(query ? 2 : 4));
            opens = whole.charAt(matcher.start()) == '?' || (opens && matcher.start() == from);
            from = matcher.end();
        }
        append(delegate, whole.substring(from), opens);
        return new CascadeUrl(delegate.toString(), options);
    }

    /** If the query's first parameters were ours, the next one takes their question mark. */
    private static void append(StringBuilder delegate, String part, boolean opens) {
        delegate.append(opens && part.startsWith("&") ? "?" + part.substring(1) : part);
    }

    private static void put(Map<String, String> options, String key, String value) {
        if (options.put(key, decoded(key, value == null ? "" : value)) != null) {
            throw new IllegalArgumentException(key + " is given twice in the URL");
        }
    }

    /** A plus sign stays one: it is not a form that is decoded, and it occurs in file names. */
    private static String decoded(String key, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " is badly escaped in the URL: " + e.getMessage(), e);
        }
    }

    /**
     * The delegate's URL as it may be shown: without its parameters, and without a user or password in it. The one place
     * that decides: what it cannot take apart for certain, such as MySQL's {@code (host=h,password=p)}, is not shown.
     */
    static String shown(String url) {
        Matcher scheme = SCHEME.matcher(url);
        if (!scheme.lookingAt()) {
            return "…";
        }
        int parameters = firstOf(url, "?;#&");
        String head = parameters < 0 ? url : url.substring(0, parameters);
        boolean ambiguous = parameters >= 0 && url.indexOf('@', parameters) >= 0; // or else a password's characters
        int at = head.lastIndexOf('@');
        String rest = head.substring(Math.max(at + 1, scheme.end()));
        boolean certain = (at < 0 ? WITHOUT_USER : BEHIND_USER).matcher(rest).matches() || SQLITE_FILE.matcher(head).matches();
        if (ambiguous || !certain) {
            return scheme.group() + "…";
        }
        return at < 0 ? head : scheme.group() + "…@" + rest;
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return shown(delegate);
    }
}
