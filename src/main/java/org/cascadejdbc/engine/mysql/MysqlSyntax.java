package org.cascadejdbc.engine.mysql;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.engine.freezing.QueryWords;
import org.cascadejdbc.sql.Lexis;

/** What MySQL says in words of its own, which servers that come of it say in others. Stateless. */
public class MysqlSyntax {
    static final MysqlSyntax MYSQL = new MysqlSyntax();

    /** Overrides what the session's sql_select_limit cuts off (manual: "Server System Variables"). */
    protected static final String EVERY_ROW = " LIMIT 18446744073709551615";

    private static final int WRONG_VALUE_FOR_FUNCTION = 1411;

    /** What a statement of ours sets for itself alone, whatever the session has. */
    public enum Setting {
        /** A session may forbid large queries, such as ours, and not a DELETE from one table: max_join_size, error 1104. */
        BIG("sql_big_selects = 1"),
        /** Where a session has {@code sql_safe_updates}, no table of a DELETE or UPDATE may be scanned (error 1175). */
        SCANNING("sql_safe_updates = 0"),
        /** By default recursion ends after 1,000 levels, with an error. */
        ENDLESS("cte_max_recursion_depth = 4294967295"),
        /** Limits the time of a SELECT, but not of the DELETE that we are asked for. */
        TIMELESS("max_execution_time = 0"),
        /** A time zone without an hour that comes twice. */
        UTC("time_zone = '+00:00'"),
        /** Strict, but for dates that are none. */
        ANY_DATE("sql_mode = 'STRICT_ALL_TABLES,ALLOW_INVALID_DATES'");

        private final String mysql;

        Setting(String mysql) {
            this.mysql = mysql;
        }
    }

    protected MysqlSyntax() {}

    /** The lexical rules where a session has not changed them. */
    protected Lexis lexis() {
        return Lexis.MYSQL;
    }

    /** Values of {@code sql_mode} in which our own statements would mean something else. */
    protected Set<String> foreignModes() {
        return Set.of();
    }

    /** That statement, for which the settings hold. */
    public String with(String statement, Setting... settings) {
        int verb = statement.indexOf(' ');
        return statement.substring(0, verb) + " /*+ " + hints(settings) + " */" + statement.substring(verb);
    }

    /**
     * That statement, which changes rows of a cascade. Where the session has {@code sql_safe_updates}, it has allowed the DELETE: by
     * which indexes its rows are found then is the optimizer's matter.
     */
    String changing(String statement, boolean safely, Setting... settings) {
        Stream<Setting> scanning = safely ? Stream.of(Setting.SCANNING) : Stream.of();
        return with(statement, Stream.concat(Stream.of(settings), scanning).toArray(Setting[]::new));
    }

    static String hints(Setting... settings) {
        return Stream.of(settings).map(setting -> "SET_VAR(" + setting.mysql + ")").collect(Collectors.joining(" "));
    }

    /**
     * That query, which gives all rows, whatever a session is set to: there are limits to the rows of a SELECT, to what
     * it examines, and to its time, which do not hold for the DELETE that we are asked for.
     */
    public final String whole(String query) {
        return with(query, Setting.BIG, Setting.TIMELESS) + EVERY_ROW;
    }

    /** A DELETE from one table, by that alias, up to its WHERE. */
    protected String deleteFrom(String table, String alias) {
        return "DELETE FROM " + table + " AS " + alias;
    }

    /** At the end of a query whose rows of these tables will be deleted or updated. */
    protected String lockedToWrite(List<String> aliases) {
        return " FOR UPDATE OF " + String.join(", ", aliases);
    }

    /** At the end of a query whose rows of these tables are to stay as they are. */
    protected String lockedToRead(List<String> aliases) {
        return " FOR SHARE OF " + String.join(", ", aliases);
    }

    /** What a row that is written down begins with: its number, and what else is of no table. */
    public String numbered(int number) {
        return number + ", ";
    }

    /** What has the rows to go, where others are looked for. */
    protected String doomed(String frozen) {
        return QueryWords.DOOMED;
    }

    /** A query behind FROM with names for its columns. */
    protected String derived(String query, String alias, String columns) {
        return "(" + query + ") AS " + alias + " (" + columns + ")";
    }

    /** A condition that is an error, which says that text: of a random number, so that nobody can evaluate it beforehand. */
    protected String failure(String text) {
        return "UUID_TO_BIN(CONCAT('" + text + " ', RAND())) IS NULL";
    }

    /** The number of that error. */
    protected int failureCode() {
        return WRONG_VALUE_FOR_FUNCTION;
    }

    /** All rows of a recursive query. */
    protected String endless(String query) {
        return with("SELECT counts.* FROM (" + query + ") AS counts", Setting.ENDLESS, Setting.BIG) + EVERY_ROW;
    }

    /** A row of VALUES. */
    protected String row(List<String> values) {
        return "ROW(" + String.join(", ", values) + ")";
    }

    /**
     * What is asked of a name in the catalog besides its being one of some, where that finds others, too: a condition with AND in front.
     *
     * @param names literals in parentheses
     */
    protected String exactly(String column, String names) {
        return "";
    }

    /** Whether two columns of the catalog have the same name. */
    protected String equalNames(String one, String other) {
        return one + " = " + other;
    }

    /** Whether the catalog shows a user keys without their rules. */
    protected boolean hidesRules() {
        return false;
    }

    /** Whether {@code sql_safe_updates} allows whatever DELETE has a LIMIT. */
    protected boolean limitIsSafe() {
        return true;
    }

    /** Whether one statement can delete from all tables of a cascade, in a given order. */
    protected boolean deletesInOrder() {
        return true;
    }

    /** The roles that are active, as a text that is never NULL. */
    protected String roles() {
        return "CURRENT_ROLE()";
    }

    // ---- information_schema ---------------------------------------------------------------------------------------

    /** The column of {@code STATISTICS} by which the optimizer uses an index: YES or NO. */
    protected String indexIsVisible() {
        return "IS_VISIBLE";
    }

    /**
     * The query for what is under each view: schema and name of the view, of the table, or the view's definition and NULL.
     *
     * @param own a condition on a schema
     */
    protected String underViews(String own) {
        return "SELECT VIEW_SCHEMA AS vs, VIEW_NAME AS v, TABLE_SCHEMA AS s, TABLE_NAME AS t"
                + " FROM information_schema.VIEW_TABLE_USAGE WHERE VIEW_SCHEMA" + own;
    }

    /** Where the server's variables are: what SHOW GLOBAL VARIABLES is made of, there without the performance schema, too. */
    protected String variables() {
        return "performance_schema.global_variables";
    }

    /**
     * The keyword for a literal, which the catalog has without its quotes.
     *
     * @param text {@code COLUMN_DEFAULT}, or {@code null}
     */
    protected String defaultExpression(String text, String extra) {
        if (text == null) {
            return null;
        }
        return extra.contains("DEFAULT_GENERATED") ? MysqlDefault.of(text) : MysqlDefaults.KEYWORD;
    }
}
