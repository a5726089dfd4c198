package org.cascadejdbc.engine.mysql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.Calls;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;

/**
 * Whether it matters how often the texts of a DELETE are evaluated. In one statement the optimizer reads a derived table of
 * which it knows that it has one row at most, and the statement reads it again: the rows are those of the first time, but
 * what a stored function does is done twice, and a user variable counts twice. So only the server's own functions are taken
 * for such as do nothing; a stored function cannot have the name of one, where its parenthesis follows at once.
 */
final class MysqlFunctions {
    /** Behind which a parenthesis is no call. */
    private static final Set<String> WORDS = words("""
            ALL AND ANY AS BETWEEN BINARY BY CASE COLLATE DISTINCT DIV ELSE END ESCAPE EXCEPT EXISTS FROM GROUP HAVING IN
            INTERSECT INTERVAL IS JOIN KEY LIKE LIMIT MEMBER MOD NOT OF OFFSET ON OR ORDER OVER PARTITION REGEXP RLIKE ROW
            SELECT SET SOME STRAIGHT_JOIN THEN UNION USING VALUES WHEN WHERE WITH XOR AGAINST CROSS INDEX
            DECIMAL CHAR NCHAR SIGNED UNSIGNED TIME DATETIME ROLLUP LATERAL INNER LEFT RIGHT OUTER""");

    private static final Set<String> HARMLESS = words("""
            ABS ACOS ADDDATE ADDTIME ANY_VALUE ASCII ASIN ATAN ATAN2 AVG BIN BIN_TO_UUID BIT_AND BIT_COUNT BIT_LENGTH BIT_OR
            BIT_XOR CAST CEIL CEILING CHAR CHARACTER_LENGTH CHAR_LENGTH CHARSET COALESCE COERCIBILITY COLLATION CONCAT
            CONCAT_WS CONNECTION_ID CONV CONVERT CONVERT_TZ COS COT COUNT CRC32 CUME_DIST CURDATE CURRENT_DATE CURRENT_ROLE
            CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURTIME DATABASE DATE DATE_ADD DATE_FORMAT DATE_SUB DATEDIFF DAY
            DAYNAME DAYOFMONTH DAYOFWEEK DAYOFYEAR DEFAULT DEGREES DENSE_RANK ELT EXP EXPORT_SET EXTRACT FIELD FIND_IN_SET
            FIRST_VALUE FLOOR FORMAT FROM_BASE64 FROM_DAYS FROM_UNIXTIME GREATEST GROUP_CONCAT GROUPING HEX HOUR IF IFNULL
            INET_ATON INET_NTOA INET6_ATON INET6_NTOA INSTR ISNULL IS_IPV4 IS_IPV6 IS_UUID JSON_ARRAY JSON_ARRAYAGG
            JSON_CONTAINS JSON_CONTAINS_PATH JSON_DEPTH JSON_EXTRACT JSON_KEYS JSON_LENGTH JSON_OBJECT JSON_OBJECTAGG
            JSON_OVERLAPS JSON_QUOTE JSON_SEARCH JSON_TABLE JSON_TYPE JSON_UNQUOTE JSON_VALID JSON_VALUE LAG LAST_DAY
            LAST_VALUE LCASE LEAD LEAST LEFT LENGTH LN LOCALTIME LOCALTIMESTAMP LOCATE LOG LOG10 LOG2 LOWER LPAD LTRIM MAKEDATE
            MAKETIME MAKE_SET MATCH MAX MD5 MICROSECOND MID MIN MINUTE MOD MONTH MONTHNAME NOW NTH_VALUE NTILE NULLIF OCT
            OCTET_LENGTH ORD PERCENT_RANK PERIOD_ADD PERIOD_DIFF PI POSITION POW POWER QUARTER QUOTE RADIANS RAND RANK
            REGEXP_INSTR REGEXP_LIKE REGEXP_REPLACE REGEXP_SUBSTR REPEAT REPLACE REVERSE RIGHT ROUND ROW_COUNT ROW_NUMBER RPAD
            RTRIM SCHEMA SECOND SEC_TO_TIME SESSION_USER SHA SHA1 SHA2 SIGN SIN SOUNDEX SPACE SQRT STD STDDEV STDDEV_POP
            STDDEV_SAMP STR_TO_DATE STRCMP SUBDATE SUBSTR SUBSTRING SUBSTRING_INDEX SUBTIME SUM SYSDATE SYSTEM_USER TAN TIME
            TIMEDIFF TIMESTAMP TIMESTAMPADD TIMESTAMPDIFF TIME_FORMAT TIME_TO_SEC TO_BASE64 TO_DAYS TO_SECONDS TRIM TRUNCATE
            UCASE UNHEX UNIX_TIMESTAMP UPPER USER UTC_DATE UTC_TIME UTC_TIMESTAMP UUID UUID_TO_BIN VARIANCE VAR_POP VAR_SAMP
            VERSION WEEK WEEKDAY WEEKOFYEAR WEIGHT_STRING YEAR YEARWEEK""");

    private MysqlFunctions() {}

    private static Set<String> words(String list) {
        return Set.copyOf(Arrays.asList(list.strip().split("\\s+")));
    }

    /** False only where it certainly makes no difference. */
    static boolean mayDoMoreThanLook(DeleteStatement delete, Lexis lexis, KeyGraph graph) {
        String texts = Stream.of(delete.with() == null ? null : delete.with().queries(), delete.from(), delete.using(),
                        delete.predicate(), delete.limitText())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return mayCall(texts, lexis) || (texts.toLowerCase(Locale.ROOT).contains("select") && mentionsView(texts, graph));
    }

    private static boolean mayCall(String texts, Lexis lexis) {
        if (texts.contains(":=")) {
            return true;
        }
        if (texts.indexOf('(') < 0) {
            return false;
        }
        Calls calls = Calls.of(texts, lexis, WORDS);
        return calls.others() || calls.names().stream().anyMatch(name -> !WORDS.contains(name) && !HARMLESS.contains(name));
    }

    /** Which may call whatever. */
    private static boolean mentionsView(String texts, KeyGraph graph) {
        String lowerCase = texts.toLowerCase(Locale.ROOT);
        return graph.tables().stream()
                .anyMatch(table -> table.kind() == Table.Kind.VIEW
                        && lowerCase.contains(table.name().name().toLowerCase(Locale.ROOT)));
    }
}
