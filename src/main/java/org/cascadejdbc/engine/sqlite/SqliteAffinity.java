package org.cascadejdbc.engine.sqlite;

import java.util.Arrays;
import java.util.Locale;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Table;

/** What a column's type makes of values that it gets (documentation: "Datatypes In SQLite", 3 and 4.2). */
enum SqliteAffinity {
    /** That of an INTEGER PRIMARY KEY that is the row id: it has nothing but integers, whatever its collation. */
    ROW_ID("int"),
    NUMERIC("numeric"),
    REAL("real"),
    TEXT("text"),
    NONE("");

    /** How a {@link Column#type} says it. */
    final String type;

    SqliteAffinity(String type) {
        this.type = type;
    }

    /** @param type as it is declared, empty for none */
    static SqliteAffinity of(String type, boolean strict) {
        String declared = type.toUpperCase(Locale.ROOT);
        if (declared.contains("INT")) {
            return NUMERIC;
        }
        if (declared.contains("CHAR") || declared.contains("CLOB") || declared.contains("TEXT")) {
            return TEXT;
        }
        if (declared.isEmpty() || declared.contains("BLOB") || (strict && declared.equals("ANY"))) {
            return NONE;
        }
        return declared.contains("REAL") || declared.contains("FLOA") || declared.contains("DOUB") ? REAL : NUMERIC;
    }

    static SqliteAffinity of(Table table, String column) {
        String type = table.column(column).map(Column::type).orElse(NONE.type);
        return Arrays.stream(values()).filter(affinity -> affinity.type.equals(type)).findFirst().orElse(NONE);
    }

    boolean isNumber() {
        return this == ROW_ID || this == NUMERIC || this == REAL;
    }

    /** The value of an expression, which is NULL or in parentheses, as such a column has it. */
    String stored(String expression) {
        return switch (this) {
            case NONE -> expression;
            case TEXT -> isPlain(expression) ? expression
                    : "CASE WHEN " + expression + " >= X'' THEN " + expression // a BLOB
                            + " ELSE CAST(" + expression + " AS TEXT) END";
            case ROW_ID, NUMERIC, REAL -> isPlain(expression) ? expression
                    // An affinity changes a text that is a number altogether, which a comparison with a number finds out.
                    : "CASE WHEN " + cast(expression) + " = " + expression + " THEN " + cast(expression)
                            + " ELSE " + expression + " END";
        };
    }

    /** Whether that is a constant of this affinity. */
    private boolean isPlain(String expression) {
        return expression.equals("NULL") || switch (this) {
            case TEXT -> expression.matches("\\('[^']*'\\)");
            case ROW_ID, NUMERIC -> expression.matches("\\(-?\\d{1,18}\\)");
            case REAL, NONE -> false;
        };
    }

    private String cast(String expression) {
        // A cast leaves 1.0 as it is, of which a column makes 1, as the cast of a text does.
        return this == REAL ? "CAST(" + expression + " AS REAL)" : "CAST(CAST(" + expression + " AS TEXT) AS NUMERIC)";
    }
}
