package org.cascadejdbc;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes values as JSON (RFC 8259): null, strings, numbers, booleans, maps as objects in their order, iterables as arrays;
 * anything else as its {@code toString}. Pure ASCII is not needed: control characters, quotes, backslashes, lone surrogates
 * and the two line separators that JavaScript minds are escaped.
 */
final class Json {
    private Json() {}

    /** Pairs of a name and a value, in this order. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static String of(Object value) {
        StringBuilder json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    private static void write(Object value, StringBuilder json) {
        if (value instanceof Map<?, ?> map) {
            String comma = "";
            json.append('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.append(comma);
                string(String.valueOf(entry.getKey()), json);
                write(entry.getValue(), json.append(':'));
                comma = ",";
            }
            json.append('}');
        } else if (value instanceof Iterable<?> elements) {
            String comma = "";
            json.append('[');
            for (Object element : elements) {
                write(element, json.append(comma));
                comma = ",";
            }
            json.append(']');
        } else if (value == null || value instanceof Boolean || isFinite(value)) {
            json.append(value);
        } else {
            string(value.toString(), json);
        }
    }

    /** JSON has no NaN and no infinity. */
    private static boolean isFinite(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue());
    }

    private static void string(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                json.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == '\u007f' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
