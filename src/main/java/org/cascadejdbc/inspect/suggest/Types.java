package org.cascadejdbc.inspect.suggest;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Which columns' values can be compared without the one being changed into something else: by the types' names. */
final class Types {
    private static final Pattern LENGTH = Pattern.compile("\\s*\\(.*?\\)");

    /** By its name without lengths; no two patterns fit the same one. */
    private static final Map<String, Pattern> FAMILIES = Map.of(
            "a number", Pattern.compile("(tiny|small|medium|big)?int(eger)?\\d?\\b.*|(big|small)?serial\\d?|number|numeric"
                    + "|dec(imal)?\\b.*|oid"),
            "text", Pattern.compile("(national )?(native )?char(acter)?\\b.*|n?varchar\\d?|nchar( varying)?|bpchar|name|citext"
                    + "|(tiny|medium|long)?text|clob|string"),
            "bytes", Pattern.compile("(var)?binary|bytea|(tiny|medium|long)?blob"),
            "a UUID", Pattern.compile("uuid|uniqueidentifier"),
            "a time", Pattern.compile("date|time.*|datetime"));

    private Types() {}

    /** Whether a key may pair columns of these types; of an unknown or no type (SQLite) every one may. */
    static boolean fit(String one, String other) {
        String family = family(one);
        return family.isEmpty() || family(other).isEmpty() || family.equals(family(other));
    }

    static String family(String type) {
        if (type == null || type.isBlank()) {
            return "";
        }
        String name = LENGTH.matcher(type.toLowerCase(Locale.ROOT)).replaceAll("").replace(" unsigned", "").strip();
        return FAMILIES.entrySet().stream()
                .filter(family -> family.getValue().matcher(name).matches())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }
}
