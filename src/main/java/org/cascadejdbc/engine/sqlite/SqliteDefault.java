package org.cascadejdbc.engine.sqlite;

import java.util.regex.Pattern;
import org.cascadejdbc.engine.freezing.ColumnDefaults;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Table;

/**
 * The defaults of columns. One may call a function: in the schema SQLite allows none but harmless ones where it does not trust the
 * schema's author (documentation: "PRAGMA trusted_schema", SQLITE_DIRECTONLY); in a statement of ours they would all be allowed, since a
 * statement is the application's. And under each name, of a harmless one too, the application may have put a function of its own. So
 * none stands there: what is not known to be constants and operators that call nothing is refused.
 *
 * <p>LIKE, GLOB, REGEXP, MATCH, {@code ->} and CURRENT_TIMESTAMP are functions of these names. A word behind which a parenthesis
 * stands is one, unless the grammar has no function of that name. Comments are none of these: they may hide what they end with.
 */
final class SqliteDefault implements ColumnDefaults {
    private static final String NO_MORE_OF_A_WORD = "(?![\\w$\\x80-\\uffff])";
    private static final Pattern WITHOUT_CALLS = Pattern.compile("(?i)(?:\\s|'(?:[^']|'')*'"
            + "|(?:0x[0-9a-f]+|(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:e[+-]?\\d+)?)" + NO_MORE_OF_A_WORD
            + "|\\b(?:and|or|not|is|in|between|case|when|then|else|cast|x(?='))" + NO_MORE_OF_A_WORD
            + "|\\b(?:null|true|false|isnull|notnull|end|as|int|integer|text|real|numeric|blob)" + NO_MORE_OF_A_WORD + "(?!\\s*\\()"
            + "|-(?![->])|/(?!\\*)|[+*%&|~<>=!(),])*+");

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
     * @throws PlanRefusedException if it calls a function, or if that cannot be told
     */
    static String checked(String expression, Table table, String column) {
        String value = SqliteText.defaultValue(expression);
        if (!WITHOUT_CALLS.matcher(value).matches()) {
            throw new PlanRefusedException("the default of " + table + "." + column + " is not made of constants: it may call a function that"
                    + " SQLite does not allow in a schema (PRAGMA trusted_schema), and that a statement of ours would call all the same;"
                    + " give the column a constant default, or leave the key to the database");
        }
        return value;
    }
}
