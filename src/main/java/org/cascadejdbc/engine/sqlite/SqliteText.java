package org.cascadejdbc.engine.sqlite;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.cascadejdbc.physical.Quotes;

/**
 * What texts of ours are made of on SQLite, so that they mean the same whatever others have made there.
 *
 * <p><b>Functions.</b> An application's function takes the place of the built-in one of its name on its connection (documentation:
 * "Create Or Redefine SQL Functions"), also behind an operator such as LIKE: a {@code typeof} or {@code like} of its own would
 * decide which rows go. So no text on a DELETE's way has any, but for COUNT, of which no row depends, and which is tried
 * where it is relied on.
 *
 * <p><b>Pragmas.</b> A table or view that is named like a pragma's function is found in its place, {@code pragma_table_list} for
 * instance. It is not in a database that there is not, where SQLite looks for those functions all the same.
 */
final class SqliteText {
    /** The number under which a query says that COUNT is not SQLite's. */
    static final int MISCOUNTED = -1_000;

    /** The character behind {@code _}. */
    private static final char BEHIND_UNDERSCORE = '`';

    /** What SQLite takes for a text in a column's default, and elsewhere for a column. */
    private static final Pattern NAME =
            Pattern.compile("\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^]]*]|[A-Za-z_\\x80-\\uffff][\\w$\\x80-\\uffff]*");
    private static final Set<String> VALUES = Set.of("null", "true", "false", "current_time", "current_date", "current_timestamp");

    private SqliteText() {}

    /** A column's default, from its DDL, as an expression that means the same in a statement. */
    static String defaultValue(String expression) {
        String text = expression.strip();
        if (!NAME.matcher(text).matches() || VALUES.contains(text.toLowerCase(Locale.ROOT))) {
            return expression;
        }
        char first = text.charAt(0);
        String inner = first == '"' || first == '`' || first == '[' ? text.substring(1, text.length() - 1) : text;
        return Quotes.literal(first == '[' ? inner : inner.replace("" + first + first, String.valueOf(first)));
    }

    /** The function that gives what that pragma tells. */
    static String pragma(String name) {
        return "\"cascade-jdbc\".pragma_" + name;
    }

    /** That a name begins like ours, which end in an underscore. */
    static String begins(String column, String ours) {
        String behind = ours.substring(0, ours.length() - 1) + BEHIND_UNDERSCORE;
        return "(" + column + " >= '" + ours + "' AND " + column + " < '" + behind + "')";
    }

    /** A query for what is called like a temporary table of ours, and whether it is that and nothing else. */
    static String isTemporary(String table, String definition) {
        return "SELECT name, type = 'table' AND sql = 'CREATE TABLE " + definition + "' FROM temp.sqlite_master WHERE tbl_name = '"
                + table + "'";
    }

    /** A query for numbers and counts of rows, which has a row of {@link #MISCOUNTED} if COUNT is the application's. */
    static String counting(String query) {
        return query + " UNION ALL SELECT " + MISCOUNTED + ", 0 WHERE (SELECT COUNT(*) FROM (VALUES (1), (2), (3))) <> 3";
    }
}
