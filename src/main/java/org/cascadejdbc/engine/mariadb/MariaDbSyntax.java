package org.cascadejdbc.engine.mariadb;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.engine.mysql.MysqlDefaults;
import org.cascadejdbc.engine.mysql.MysqlSyntax;
import org.cascadejdbc.sql.Lexis;

/** What MariaDB, 10.11 and later, says otherwise than MySQL. */
final class MariaDbSyntax extends MysqlSyntax {
    private static final String SET = "/*M! SET STATEMENT ";
    private static final int OUT_OF_RANGE = 1690;
    /** The greatest power of e that a DOUBLE has room for is below. */
    private static final int TOO_MUCH = 710;

    @Override
    protected Lexis lexis() {
        return Lexis.MARIADB;
    }

    /** Blocks are written otherwise; '' is NULL; […] is a name. */
    @Override
    protected Set<String> foreignModes() {
        return Set.of("ORACLE", "EMPTY_STRING_IS_NULL", "MSSQL");
    }

    /**
     * MySQL's hints are comments there. In front of SET STATEMENT … FOR stands what only MariaDB executes of a comment, so that
     * drivers, which look at a statement's first word, see the statement.
     *
     * <p>Without the limit of max_recursive_iterations, which is 1,000, recursion would end early with a warning, and rows
     * would stay: never leave it out (shown by {@code MariaDbIT}).
     */
    @Override
    public String with(String statement, Setting... settings) {
        String set = Stream.of(settings).flatMap(MariaDbSyntax::named).collect(Collectors.joining(", "));
        return set.isEmpty() ? statement : SET + set + " FOR */ " + statement;
    }

    /** The same statement with a limit of time, where it has settings of its own. */
    static String timed(String statement, int seconds) {
        return statement.startsWith(SET)
                ? SET + "max_statement_time = " + seconds + ", " + statement.substring(SET.length())
                : statement;
    }

    private static Stream<String> named(Setting setting) {
        return switch (setting) {
            case BIG -> Stream.of("sql_big_selects = 1", "sql_select_limit = 18446744073709551615");
            case SCANNING -> Stream.of("sql_safe_updates = 0");
            case ENDLESS -> Stream.of("max_recursive_iterations = 4294967295");
            case TIMELESS -> Stream.empty(); // max_statement_time holds for a DELETE as well
            case UTC -> Stream.of("time_zone = '+00:00'");
            case ANY_DATE -> Stream.of("sql_mode = 'STRICT_ALL_TABLES,ALLOW_INVALID_DATES'");
        };
    }

    /** All tables of the query: there is no OF. */
    @Override
    protected String lockedToWrite(List<String> aliases) {
        return " FOR UPDATE";
    }

    @Override
    protected String lockedToRead(List<String> aliases) {
        return " LOCK IN SHARE MODE";
    }

    /** The level on which it was found, too. */
    @Override
    public String numbered(int number) {
        return number + " AS node, 0 AS depth, ";
    }

    /** A temporary table can be read more than once in a statement, and while it is written. */
    @Override
    protected String doomed(String frozen) {
        return frozen;
    }

    /** Names behind the alias are a syntax error before 11.7. */
    @Override
    protected String derived(String query, String alias, String columns) {
        return "(WITH " + alias + " (" + columns + ") AS (" + query + ") SELECT * FROM " + alias + ") AS " + alias;
    }

    /** There is no UUID_TO_BIN. The error has the expression in it. */
    @Override
    protected String failure(String text) {
        return "EXP(" + TOO_MUCH + " + RAND() + LENGTH('" + text + "')) IS NULL";
    }

    @Override
    protected int failureCode() {
        return OUT_OF_RANGE;
    }

    @Override
    protected String endless(String query) {
        return with(query, Setting.ENDLESS, Setting.BIG) + EVERY_ROW;
    }

    @Override
    protected String row(List<String> values) {
        return "(" + String.join(", ", values) + ")";
    }

    /**
     * Its {@code information_schema} compares without cases and accents, of tables that differ in nothing else too. With
     * {@code lower_case_table_names=2} a name is not everywhere in the same case.
     */
    @Override
    protected String exactly(String column, String names) {
        return " AND (@@lower_case_table_names = 2 OR CONVERT(" + column + " USING utf8mb4) COLLATE utf8mb4_bin IN " + names + ")";
    }

    @Override
    protected String equalNames(String one, String other) {
        return one + " = " + other + " AND (@@lower_case_table_names = 2 OR " + one + " = " + other + " COLLATE utf8mb3_bin)";
    }

    /** {@code REFERENTIAL_CONSTRAINTS} has only those of tables with which the user may do more than read them. */
    @Override
    protected boolean hidesRules() {
        return true;
    }

    /** Not without a WHERE, or by one that is always true: error 1175. */
    @Override
    protected boolean limitIsSafe() {
        return false;
    }

    /** JOIN_FIXED_ORDER is a comment, and a DELETE takes no STRAIGHT_JOIN for all its tables. */
    @Override
    protected boolean deletesInOrder() {
        return false;
    }

    /** An alias behind FROM is one of 11.6 and later. */
    @Override
    protected String deleteFrom(String table, String alias) {
        return "DELETE " + alias + " FROM " + table + " AS " + alias;
    }

    @Override
    protected String roles() {
        return "IFNULL(CURRENT_ROLE(), 'NONE')";
    }

    @Override
    protected String indexIsVisible() {
        return "IF(IGNORED = 'YES', 'NO', 'YES')";
    }

    /** There is no VIEW_TABLE_USAGE; the definition is the server's own, with each table's schema in front. */
    @Override
    protected String underViews(String own) {
        return "SELECT TABLE_SCHEMA AS vs, TABLE_NAME AS v, VIEW_DEFINITION AS s, NULL AS t"
                + " FROM information_schema.VIEWS WHERE TABLE_SCHEMA" + own;
    }

    @Override
    protected String variables() {
        return "information_schema.GLOBAL_VARIABLES";
    }

    /** As it is to be written; NULL for a column that has no other default. */
    @Override
    protected String defaultExpression(String text, String extra) {
        return text == null || text.equals("NULL") ? null : MysqlDefaults.KEYWORD;
    }
}
