package org.cascadejdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.text.Shown;
import org.cascadejdbc.text.ShownUrl;

/**
 * A URL taken apart: what the delegate gets, and our options, which may stand anywhere among its parameters.
 *
 * @param delegate the delegate's URL, without any option of ours
 * @param options our options by their keys, decoded, not yet checked
 */
record CascadeUrl(String delegate, Map<String, String> options) {
    static final String PREFIX = "jdbc:cascade:";

    /** Of a value: what is made of it, such as patterns for tables, takes a multiple. */
    private static final int LONGEST = 64 << 10;

    /** {@code ?k=v} and {@code &k=v} up to the next {@code &}, {@code ;k=v} up to the next {@code ;}. */
    private static final Pattern OPTION = Pattern.compile(
            "[?&](cascade\\.[^=&]*)(?:=([^&]*))?|;(cascade\\.[^=;]*)(?:=([^;]*))?", Pattern.CASE_INSENSITIVE);

    static boolean isOurs(String url) {
        return url != null && url.startsWith(PREFIX);
    }

    /**
     * Takes a URL with or without our prefix apart.
     *
     * @throws IllegalArgumentException if an option is given twice, or its value is badly escaped or too long
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
        if (value != null && value.length() > LONGEST) {
            throw new IllegalArgumentException(Shown.text(key + " is longer than " + LONGEST + " characters in the URL;"
                    + " let the application set the option"));
        }
        if (options.put(key, decoded(key, value == null ? "" : value)) != null) {
            throw new IllegalArgumentException(Shown.text(key + " is given twice in the URL"));
        }
    }

    /** A plus sign stays one: it is not a form that is decoded, and it occurs in file names. */
    private static String decoded(String key, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Shown.text(key + " is badly escaped in the URL"));
        }
    }

    /** The delegate's URL as it may be shown: without its parameters, and without a user or password in it. */
    static String shown(String url) {
        return ShownUrl.of(url);
    }

    @Override
    public String toString() {
        return shown(delegate);
    }
}
