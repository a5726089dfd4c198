package org.cascadejdbc.engine.sqlite;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.engine.freezing.ColumnDefaults;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Table;

/**
 * The defaults of columns, and those that call a function. In the schema SQLite allows none but harmless ones where it does not trust the schema's author
 * (documentation: "PRAGMA trusted_schema", SQLITE_DIRECTONLY); in a statement of ours they would all be allowed, since a
 * statement is the application's. So only SQLite's own harmless ones stand there.
 */
final class SqliteDefault implements ColumnDefaults {
    private static final Pattern STRING = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern CALL = Pattern.compile("([\\w$\\x80-\\uffff]+|[\"`\\]])\\s*\\(");
    /** Words that are no functions, and functions that only look at their arguments ("Built-In Scalar SQL Functions"). */
    private static final Set<String> HARMLESS = Set.of("and", "or", "not", "in", "is", "like", "glob", "between", "case", "when", "then",
            "else", "cast", "abs", "char", "coalesce", "date", "datetime", "format", "hex", "ifnull", "iif", "instr", "julianday",
            "length", "lower", "ltrim", "max", "min", "nullif", "printf", "quote", "random", "randomblob", "replace", "round", "rtrim",
            "sign", "strftime", "substr", "substring", "time", "trim", "typeof", "unicode", "unixepoch", "upper", "zeroblob");

    @Override
    public String toSet(Table table, String column) {
        String expression = table.column(column).orElseThrow().defaultExpression();
        return expression == null ? "NULL" : "(" + checked(expression, table, column) + ")";
    }

    @Override
    public String toCompare(Table table, String column, String alias) {
        return SqliteAffinity.of(table, column).stored(toSet(table, column));
    }

    /**
     * As it may stand in a statement.
     *
     * @throws PlanRefusedException if it calls another function, or if that cannot be told
     */
    static String checked(String expression, Table table, String column) {
        Matcher call = CALL.matcher(STRING.matcher(expression).replaceAll("''"));
        while (call.find()) {
            if (!HARMLESS.contains(call.group(1).toLowerCase(Locale.ROOT))) {
                throw new PlanRefusedException("the default of " + table + "." + column + " calls a function that SQLite may not allow in a"
                        + " schema (PRAGMA trusted_schema), and that a statement of ours would call all the same; give the column a"
                        + " default without it, or leave the key to the database");
            }
        }
        return SqliteText.defaultValue(expression);
    }
}
