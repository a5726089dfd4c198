package org.cascadejdbc.inspect.suggest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of a name, and what they may be the plural of. English, as nearly all schemas are. */
final class Words {
    private static final Pattern BETWEEN = Pattern.compile(
            "[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    private static final Map<String, String> IRREGULAR = Map.of(
            "people", "person", "children", "child", "men", "man", "women", "woman", "mice", "mouse", "feet", "foot",
            "criteria", "criterion", "media", "medium", "data", "datum", "geese", "goose");

    private Words() {}

    /** {@code CustomerID}, {@code customer_id} and {@code CUSTOMER-ID} are customer, id. */
    static List<String> of(String name) {
        return Stream.of(BETWEEN.split(name))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    static String joined(List<String> words) {
        return String.join("", words);
    }

    /**
     * The word itself and each that it may be the plural of: two words mean the same if they share one. Some of them are no
     * words (statu), which does no harm as long as no table is called so.
     */
    static Set<String> singulars(String word) {
        Set<String> found = new LinkedHashSet<>(Set.of(word));
        if (IRREGULAR.containsKey(word)) {
            found.add(IRREGULAR.get(word));
        }
        replace(word, "ies", "y", found);
        replace(word, "ices", "ix", found);
        replace(word, "ices", "ex", found);
        replace(word, "ves", "f", found);
        replace(word, "ves", "fe", found);
        replace(word, "ses", "sis", found);
        replace(word, "es", "", found);
        if (!word.endsWith("ss")) {
            replace(word, "s", "", found);
        }
        return found;
    }

    private static void replace(String word, String end, String by, Set<String> found) {
        if (word.endsWith(end) && word.length() > end.length() + 1) {
            found.add(word.substring(0, word.length() - end.length()) + by);
        }
    }

    /** The spellings by which such a name is found, written together: the last word in singular, or all of them. */
    static Set<String> spellings(List<String> words) {
        Set<String> found = new LinkedHashSet<>();
        if (words.isEmpty()) {
            return found;
        }
        List<String> before = words.subList(0, words.size() - 1);
        String plain = joined(before);
        String singular = joined(before.stream().map(Words::shortest).toList());
        for (String last : singulars(words.get(words.size() - 1))) {
            found.add(plain + last);
            found.add(singular + last);
        }
        return found;
    }

    private static String shortest(String word) {
        return singulars(word).stream().min((one, other) -> one.length() - other.length()).orElse(word);
    }
}
