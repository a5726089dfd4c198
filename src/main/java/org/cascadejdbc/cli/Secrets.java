package org.cascadejdbc.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cascadejdbc.text.Shown;
import org.cascadejdbc.text.ShownUrl;

/**
 * What must never be printed: passwords, wherever they were given. Drivers cite URLs and properties in their messages,
 * so every message goes through {@link #hide}. Known from the raw arguments on, before anybody can complain of them.
 */
final class Secrets {
    private static final String HIDDEN = "***";

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
            } else if (argument.startsWith("--url=")) {
                secrets.addUrl(argument.substring("--url=".length()));
            } else if (argument.matches("--url|-u")) {
                secrets.addUrl(next); // whatever it is
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
    }

    /** The text of others without them. */
    String hide(String text) {
        String hidden = text;
        for (String url : urls) {
            hidden = ShownUrl.hide(hidden, url);
        }
        return hideKnown(hidden);
    }

    /** A text of ours, which has nothing of the URLs that may not be shown, without the passwords. */
    String hideKnown(String text) {
        String hidden = text;
        for (String secret : secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
            hidden = hidden.replace(secret, HIDDEN).replace(Shown.text(secret), HIDDEN);
        }
        return hidden;
    }
}
