package org.cascadejdbc.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.CascadeDataSource;

/**
 * What must never be printed: passwords, wherever they were given. Drivers cite URLs and properties in their messages,
 * so every message goes through {@link #hide}. Known from the raw arguments on, before anybody can complain of them.
 */
final class Secrets {
    private static final String HIDDEN = "***";
    private static final Pattern PARAMETER = Pattern.compile(
            "[?&;,(]([^=?&;,()]*(?:pass|pwd|secret|token|credential)[^=?&;,()]*)=([^&;]*)", Pattern.CASE_INSENSITIVE);
    /** {@code //user:password@host}; a password may hold an at sign, so up to the last one. */
    private static final Pattern USER_INFO = Pattern.compile("//[^/:@?;]*:([^?;]*)@");
    /** Oracle's {@code user/password@}. */
    private static final Pattern USER_SLASH = Pattern.compile(":[^/:@]+/([^?;/]+)@");

    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final List<String> urls = new CopyOnWriteArrayList<>();

    /** Those of a command's arguments and of its environment. */
    static Secrets of(List<String> arguments, Map<String, String> environment) {
        Secrets secrets = new Secrets();
        secrets.add(environment.get("CASCADE_PASSWORD"));
        secrets.addUrl(environment.get("CASCADE_URL"));
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
            int url = argument.indexOf("jdbc:");
            if (url >= 0) {
                secrets.addUrl(argument.substring(url));
            }
            if (argument.startsWith("--password=")) {
                secrets.add(argument.substring("--password=".length()));
            } else if (argument.equals("--password") && next != null && !next.startsWith("-") && next.indexOf(' ') < 0) {
                secrets.add(next); // wrongly given, but given
            } else if (argument.startsWith("--password-env=")) {
                secrets.add(environment.get(argument.substring("--password-env=".length())));
            } else if (argument.equals("--password-env") && next != null) {
                secrets.add(environment.get(next));
            }
        }
        return secrets;
    }

    void add(String secret) {
        if (secret != null && !secret.isEmpty()) {
            secrets.add(secret);
        }
    }

    private void addUrl(String url) {
        if (url == null || url.isEmpty()) {
            return;
        }
        urls.add(url);
        if (url.startsWith("jdbc:cascade:")) {
            urls.add("jdbc:" + url.substring("jdbc:cascade:".length()));
        }
        PARAMETER.matcher(url).results().forEach(found -> {
            addEncoded(found.group(2));
            addEncoded(found.group(2).replaceFirst("[,)].*", "")); // MySQL's (password=…), or a password with a bracket
        });
        for (Pattern pattern : List.of(USER_INFO, USER_SLASH)) {
            Matcher matcher = pattern.matcher(url);
            if (matcher.find()) {
                addEncoded(matcher.group(1));
            }
        }
    }

    private void addEncoded(String secret) {
        add(secret);
        try {
            String decoded = URLDecoder.decode(secret.replace("+", "%2B"), StandardCharsets.UTF_8);
            add(decoded.equals(secret) ? null : decoded);
        } catch (IllegalArgumentException notEncoded) {
            // a password with a percent sign, as it is
        }
    }

    /** The text without them. */
    String hide(String text) {
        String hidden = text;
        for (String url : urls) {
            hidden = hidden.replace(url, shown(url));
        }
        for (String secret : secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    /** As the library itself shows a URL: without parameters, user and password. */
    static String shown(String url) {
        try (CascadeDataSource dataSource = new CascadeDataSource()) {
            dataSource.setUrl(url);
            String shown = dataSource.toString();
            return shown.substring(shown.indexOf('[') + 1, shown.length() - 1);
        }
    }
}
