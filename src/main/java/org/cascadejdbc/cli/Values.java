package org.cascadejdbc.cli;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The values of {@code --param}. A server wants to know a parameter's type, so a number is sent as one, and so are
 * {@code true}, {@code false} and {@code null}; anything else is text, and what stands in single quotes always is.
 *
 * <p>A number is what is written as one: 01234, +4930, 1e5 are codes. As a number such a one would be another text's, too; MySQL
 * compares it with a column of text so that '01234' is '1234' and '1234 b'.
 */
final class Values {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    private Values() {}

    static Object[] of(List<String> given) {
        return given.stream().map(Values::value).toArray();
    }

    private static Object value(String text) {
        if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return text.substring(1, text.length() - 1).replace("''", "'");
        }
        if (INTEGER.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        if (DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> text;
        };
    }

    static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
