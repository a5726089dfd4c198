package org.cascadejdbc.text;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * JDBC URLs, which hold passwords in more ways than anybody knows: what of one may be shown, and what of a message that may
 * cite it. The one place that decides. What cannot be taken apart for certain, such as MySQL's
 * {@code (host=h,password=p)}, is not shown, and neither is any word of it in what others say.
 */
public final class ShownUrl {
    private static final String HIDDEN = "***";
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
            pattern("jdbc:(?:cascade:)?sqlite:(?::memory:|(?:file:)?(?:[a-zA-Z]:)?[\\w.+~ /\\\\-]*)");
    private static final Pattern PARAMETER = Pattern.compile("[?&;#]([^=?&;#]+)=([^?&;#]*)");
    private static final Pattern SECRET = Pattern.compile("pass|pwd|secret|token|credential", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = pattern("\\w+");
    /** A word in a message that has a part of a URL's word of this length is taken for one. */
    private static final int LONG = 4;
    private static final int LONGEST = 2_000;

    private ShownUrl() {}

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** The URL without its parameters, and without a user or password in it. */
    public static String of(String url) {
        Matcher scheme = SCHEME.matcher(url);
        if (!scheme.lookingAt()) {
            return "…";
        }
        if (!isCertain(url)) {
            return scheme.group() + "…";
        }
        String head = head(url);
        int at = head.lastIndexOf('@');
        return at < 0 ? head : scheme.group() + "…@" + head.substring(Math.max(at + 1, scheme.end()));
    }

    /** Whether it is known what each part of the URL is; of a long one nobody asks, since patterns are matched recursively. */
    private static boolean isCertain(String url) {
        if (url.length() > LONGEST) {
            return false;
        }
        Matcher scheme = SCHEME.matcher(url);
        String head = head(url);
        boolean ambiguous = url.indexOf('@', head.length()) >= 0; // or else a password's characters
        int at = head.lastIndexOf('@');
        return !ambiguous && scheme.lookingAt()
                && ((at < 0 ? WITHOUT_USER : BEHIND_USER).matcher(head.substring(Math.max(at + 1, scheme.end()))).matches()
                        || SQLITE_FILE.matcher(head).matches());
    }

    private static String head(String url) {
        int end = 0;
        while (end < url.length() && "?;#&".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(0, end);
    }

    /**
     * The words of others, a driver's above all, of that URL: without what is secret in it. Where nobody knows what that is,
     * and they have a word in common with the URL, they are not shown at all.
     */
    public static String hide(String words, String url) {
        String hidden = words.replace(url, of(url));
        if (!isCertain(url)) {
            return cites(hidden, url) ? "(not shown, as it may cite the URL, and where a password is in that is not certain: write"
                    + " it as jdbc:name://host:port/database, and give user and password apart from it)" : hidden;
        }
        for (String secret : secrets(url)) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    /** The longest first, as they stand there and as they are meant. */
    private static Set<String> secrets(String url) {
        Set<String> secrets = new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(text -> text));
        String head = head(url);
        int at = head.lastIndexOf('@');
        if (at >= 0) {
            String user = head.substring(SCHEME.matcher(url).results().findFirst().map(MatchResult::end).orElse(0), at);
            for (int i = 0; i < user.length(); i++) { // //user:password, thin:user/password, and either may hold the other's mark
                if (i == 0 || ":/".indexOf(user.charAt(i - 1)) >= 0) {
                    secrets.add(user.substring(i));
                }
            }
        }
        secrets.add(url.substring(head.length()));
        PARAMETER.matcher(url.substring(head.length())).results().forEach(parameter -> {
            secrets.add(parameter.group().substring(1));
            if (SECRET.matcher(parameter.group(1)).find()) {
                secrets.add(parameter.group(2));
            }
        });
        secrets.addAll(secrets.stream().map(ShownUrl::decoded).toList());
        secrets.removeIf(secret -> secret.isBlank() || secret.matches("[/:]+"));
        return secrets;
    }

    /** A plus sign stays one: it is not a form. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static boolean cites(String words, String url) {
        Matcher scheme = SCHEME.matcher(url);
        String rest = scheme.lookingAt() ? url.substring(scheme.end()) : url;
        Set<String> ofUrl = new HashSet<>(words(rest));
        ofUrl.addAll(words(decoded(rest)));
        String own = of(url);
        return words(words.replace(own, "")).stream().anyMatch(word -> ofUrl.contains(word)
                || ofUrl.stream().anyMatch(part -> isIn(part, word) || isIn(word, part)));
    }

    private static boolean isIn(String part, String word) {
        return part.length() >= LONG && word.contains(part);
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
