package org.cascadejdbc.text;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes values as JSON (RFC 8259): null, strings, numbers, booleans, maps as objects in their order, iterables as arrays;
 * anything else as its {@code toString}. Quotes and backslashes are escaped, and so is all that {@link Shown} does not show: a
 * reader gets each text as it is, and who looks at the JSON is not deceived.
 */
public final class Json {
    private Json() {}

    /** Pairs of a name and a value, in this order. */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    public static String of(Object value) {
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
        json.append('"').append(Shown.text(text.replace("\\", "\\\\").replace("\"", "\\\""))).append('"');
    }
}
