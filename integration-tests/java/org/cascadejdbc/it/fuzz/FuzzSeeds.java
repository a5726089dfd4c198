package org.cascadejdbc.it.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.it.support.Database;

/**
 * Valid statements that delete, from which {@link FuzzIT} makes its inputs. A form that the library learns to carry
 * out is one more line here. None leaves it open which rows go or are returned.
 *
 * <p>Blanks separate tokens, so that no scanner is needed to take a seed apart: {@code @p} is a table's name where it
 * may be qualified, {@code {x}} an alias or a table's name elsewhere, {@code <id>} a column, {@code #3} a number that
 * may be spelled otherwise or be a parameter, {@code 'it''s'} such a string, {@code [AS]} an AS that may be left out,
 * {@code « … »} what may stand in parentheses. Other words are keywords, in any case; a word with a parenthesis is
 * left as it is.
 */
final class FuzzSeeds {
    private static final List<String> COMMON = List.of(
            "DELETE FROM @p",
            "DELETE FROM @p WHERE « <id> = #3 »",
            "DELETE FROM @p WHERE « <s> = 'it''s' »",
            "DELETE FROM @p WHERE « <s> = 'DELETE FROM p' OR <s> = '; DELETE FROM p' »",
            "DELETE FROM @p WHERE « <s> = 'x?y' AND <id> > #0 »",
            "DELETE FROM @p WHERE <s> IN ( 'a\"b' , '/* c */' , '-- d' , '' )",
            "DELETE FROM @p WHERE « <s> = '\u00e9\ud83d\ude00' OR <s> = '\u00a0' OR <s> = '\uff07' »",
            "DELETE FROM @p WHERE « <s> = 'WHERE $$ {' OR <s> = '# [`]' »",
            "DELETE FROM @p WHERE « <s> IS NULL OR <n> BETWEEN #2 AND #4 »",
            "DELETE FROM @p WHERE NOT « <n> = #1 » AND <s> LIKE 's%'",
            "DELETE FROM @p WHERE « {p} . <id> = #2 OR {p} . <id> = #5 »",
            "DELETE FROM @p [AS] {x} WHERE « {x} . <id> = #3 AND {x} . <s> = 's3' »",
            "DELETE FROM @p [AS] {x} WHERE « <n> + #1 = #3 »",
            "DELETE FROM @p [AS] {go} WHERE <id> IN ( SELECT <id> FROM @u WHERE « <n> < #3 » )",
            "DELETE FROM @p WHERE EXISTS ( SELECT #1 FROM @c [AS] {k} WHERE {k} . <p> = {p} . <id>"
                    + " AND {k} . <id> > #60 )",
            "DELETE FROM @p WHERE <id> IN ( SELECT <p> FROM @c WHERE « <id> = #31 » UNION SELECT <id> FROM @u )",
            "DELETE FROM @p WHERE CASE WHEN « <n> = #1 » THEN <id> ELSE #0 END > #3",
            "DELETE FROM @p WHERE COALESCE ( <s> , 'none' ) = 'none' AND <n> > - #1",
            "DELETE FROM @p WHERE « <n> * #2 - #1 >= #3 / #1 » AND ( <id> <> #4 )",
            "DELETE FROM @p WHERE CAST( <id> AS char(10) ) = '3'",
            "DELETE FROM @p WHERE <s> LIKE 'a!_b%' ESCAPE '!'");

    private static final List<String> POSTGRESQL = List.of(
            "DELETE FROM @p WHERE « <s> ~ '^s' AND <n> :: bigint = #3 »",
            "DELETE FROM @p WHERE <id> = ANY ( ARRAY [ #1 , #2 ] )",
            "DELETE FROM @p WHERE <s> || 'x' = 's3x' AND <id> % #3 = #0",
            "DELETE FROM @p WHERE <id> OPERATOR ( pg_catalog. = ) #3",
            "DELETE FROM @p WHERE <s> IS DISTINCT FROM 's3' AND extract ( year FROM date '2020-01-01' ) = #2020",
            "DELETE FROM @p WHERE ( <id> , <n> ) IN ( ( #1 , #1 ) , ( #2 , #2 ) )",
            "DELETE FROM @p WHERE <s> = 'b\\s' OR <s> = 'b\\\\s'",
            "DELETE FROM ONLY @p WHERE « <id> = #3 »",
            "DELETE FROM ONLY ( @p ) [AS] {x} WHERE « {x} . <id> = #3 »",
            "DELETE FROM @p * WHERE « <n> = #2 »",
            "DELETE FROM @p * [AS] {x} WHERE {x} . <s> = 's4' RETURNING {x} . <id>",
            "DELETE FROM @tree WHERE <id> = #2 OR <up> = #5 RETURNING *",
            "DELETE FROM @p USING @u WHERE « {p} . <id> = {u} . <id> »",
            "DELETE FROM @p [AS] {x} USING @c [AS] {k} , ONLY @u {y} WHERE {k} . <p> = {x} . <id> AND « {x} . <n> ="
                    + " {y} . <n> » RETURNING {x} . * , {y} . <id>",
            "DELETE FROM @p USING @u LEFT JOIN @c ON {c} . <id> = #20 WHERE « {p} . <id> = {u} . <n> » RETURNING *",
            "WITH {w} AS ( SELECT <id> FROM @u WHERE « <n> < #5 » ) DELETE FROM @p USING {w} WHERE {p} . <id> ="
                    + " {w} . <id>",
            "WITH {w} ( {i} ) AS NOT MATERIALIZED ( VALUES ( #1 ) , ( #4 ) ) DELETE FROM @p WHERE <id> IN ( SELECT {i}"
                    + " FROM {w} ) RETURNING <s>",
            "WITH RECURSIVE {w} ( {i} ) AS ( SELECT #1 UNION ALL SELECT {i} + #1 FROM {w} WHERE « {i} < #4 » )"
                    + " DELETE FROM @p WHERE <id> IN ( SELECT {i} FROM {w} )",
            "WITH {a} AS ( UPDATE @u SET <n> = #5 WHERE <id> = #2 RETURNING <id> ) DELETE FROM @p USING {a} WHERE"
                    + " {p} . <id> = {a} . <id> RETURNING *",
            "DELETE FROM @p RETURNING *",
            "DELETE FROM @p WHERE « <id> < #3 » RETURNING <id> , <s> AS {said} , <n> + #1 , 'it''s' || <s>",
            "DELETE FROM @p WHERE « <id> < #5 » RETURNING {p} . * , {p} , upper( <s> ) , <n> IS NULL",
            "DELETE FROM @p WHERE « <n> = #2 » RETURNING old . <id> , ( SELECT count(*) FROM @u ) , old . <n> BETWEEN"
                    + " #1 AND #3 OR <s> = 'x'",
            "WITH {gone} AS ( DELETE FROM @p WHERE « <n> = #1 » RETURNING <id> , <s> ) SELECT {z} . <id> , <s> FROM"
                    + " {gone} [AS] {z} WHERE <id> > #2",
            "WITH {gone} AS ( DELETE FROM @c WHERE <p> = #3 ) SELECT #7 AS {seven}",
            "WITH {gone} AS ( DELETE FROM @p WHERE « <id> = #2 » RETURNING <id> ) INSERT INTO @u SELECT <id> + #50 ,"
                    + " #0 FROM {gone}",
            "WITH {gone} AS ( DELETE FROM @p USING @u WHERE {p} . <id> = {u} . <id> RETURNING {p} . <id> ) DELETE FROM"
                    + " @u USING {gone} WHERE {u} . <id> = {gone} . <id> RETURNING *",
            "MERGE INTO @p [AS] {x} USING @u [AS] {y} ON « {x} . <id> = {y} . <id> » WHEN MATCHED THEN DELETE",
            "MERGE INTO @p USING @u ON {p} . <id> = {u} . <id> WHEN MATCHED AND « {u} . <n> = #2 » THEN DELETE WHEN"
                    + " MATCHED THEN UPDATE SET <n> = #1 WHEN NOT MATCHED THEN INSERT VALUES ( #30 + {u} . <id> , #1 ,"
                    + " 'new' ) RETURNING merge_action() , {p} . <id> , {p} . <s>");

    private static final List<String> MYSQL = List.of(
            "DELETE FROM @p WHERE « <s> REGEXP '^s' AND <n> DIV #1 = #3 »",
            "DELETE FROM @p WHERE <id> <=> #3",
            "DELETE FROM @p WHERE <id> = #2 XOR <n> = #3 && <id> > #1",
            "DELETE FROM @p WHERE <s> = 'b\\s'",
            "DELETE FROM @p WHERE <n> = #5 - - #1 OR NOW() < NOW() - INTERVAL #1 DAY",
            "DELETE LOW_PRIORITY FROM @p WHERE « <id> = #3 »",
            "DELETE QUICK FROM @p WHERE « <s> = 's4' »",
            "DELETE IGNORE FROM @p WHERE <n> = #2",
            "DELETE LOW_PRIORITY QUICK IGNORE FROM @p WHERE « <id> < #4 »",
            "DELETE /*+NO_RANGE_OPTIMIZATION(p)*/ FROM @p WHERE <id> > #12",
            "DELETE FROM @p ORDER BY <n> DESC , <id> LIMIT #2",
            "DELETE FROM @p [AS] {x} WHERE « {x} . <n> > #2 » ORDER BY {x} . <id> LIMIT 3",
            "DELETE FROM @p ORDER BY <id> DESC LIMIT 1",
            "DELETE FROM @p WHERE <s> = 's1' LIMIT #1",
            "DELETE FROM @tree WHERE <up> = #2 ORDER BY <id> LIMIT 1",
            "DELETE {x} FROM @p [AS] {x} JOIN @u [AS] {y} ON « {y} . <id> = {x} . <id> » WHERE {x} . <n> < #9",
            "DELETE @p FROM @p , @u WHERE « {u} . <n> = {p} . <n> »",
            "DELETE {p} . * FROM @p LEFT JOIN @u ON {u} . <id> = {p} . <id> WHERE « {u} . <id> IS NULL »",
            "DELETE QUICK {p} FROM @p NATURAL JOIN ( SELECT <id> FROM @u WHERE <n> = #3 ) [AS] {y}",
            "DELETE FROM @p USING @p INNER JOIN @c ON {c} . <p> = {p} . <id> WHERE « {c} . <id> = #31 »",
            "DELETE FROM {x} USING @p [AS] {x} , @p [AS] {y} WHERE {x} . <n> = {y} . <n> AND {x} . <id> > {y} . <id>",
            "DELETE {p} , {c} FROM @p JOIN @c ON {c} . <p> = {p} . <id> WHERE « {p} . <id> = #3 »",
            "DELETE FROM {x} , {k} USING @p [AS] {x} LEFT JOIN @c [AS] {k} ON {k} . <p> = {x} . <id> WHERE « {x} ."
                    + " <id> < #5 »",
            "DELETE {u} , {y} FROM @u JOIN @tree [AS] {y} ON {y} . <p> = {u} . <n> WHERE {u} . <id> > #1",
            "WITH {w} AS ( SELECT <id> FROM @u WHERE « <n> < #5 » ) DELETE FROM @p WHERE <id> IN ( SELECT <id> FROM"
                    + " {w} ) ORDER BY <id> LIMIT #1",
            "WITH RECURSIVE {w} ( {i} ) AS ( SELECT #1 UNION ALL SELECT {i} + #1 FROM {w} WHERE « {i} < #4 » )"
                    + " DELETE {p} FROM @p JOIN {w} ON {w} . {i} = {p} . <id>");

    private static final List<String> SQLITE = List.of(
            "DELETE FROM @p WHERE « <id> == #3 OR <s> GLOB 's[45]' »",
            "DELETE FROM @p WHERE <s> ISNULL OR <id> IN @u",
            "DELETE FROM @p WHERE <rowid> = #3 AND <n> NOTNULL",
            "DELETE FROM @p WHERE <s> || 'x' = 's3x' AND <id> % #3 = #0",
            "DELETE FROM @p WHERE <n> IS #3 OR <s> = 'b\\s'",
            "DELETE FROM @p NOT INDEXED WHERE « <id> = #3 »",
            "DELETE FROM @p AS {x} NOT INDEXED WHERE « {x} . <n> = #2 » RETURNING <id>",
            "WITH {w} AS ( SELECT <id> FROM @u WHERE « <n> < #5 » ) DELETE FROM @p WHERE <id> IN {w}",
            "WITH {w} ( {i} ) AS MATERIALIZED ( VALUES ( #1 ) , ( #4 ) ) DELETE FROM @p AS {x} WHERE {x} . <id> IN"
                    + " ( SELECT {i} FROM {w} ) RETURNING <s>",
            "WITH RECURSIVE {w} ( {i} ) AS ( SELECT #1 UNION ALL SELECT {i} + #1 FROM {w} WHERE « {i} < #4 » )"
                    + " DELETE FROM @p WHERE <id> IN {w} RETURNING *",
            "WITH {w} ( {i} ) AS ( SELECT <id> FROM @u WHERE « <n> < #5 » ) DELETE FROM @p WHERE <id> IN {w} AND <n>"
                    + " > #1 RETURNING <id> + #2 , 'it''s'",
            "DELETE FROM @p AS {x} WHERE « {x} . <id> = #3 » RETURNING {p} . <id>",
            "DELETE FROM @p RETURNING *",
            "DELETE FROM @tree WHERE <id> = #2 OR <up> = #5 RETURNING *",
            "DELETE FROM @p WHERE « <id> < #3 » RETURNING <id> , <s> AS {said} , <n> + #1 , 'it''s' || <s>",
            "DELETE FROM @p WHERE « <s> = 's4' OR <id> < #3 » RETURNING {p} . <id> AS {x} , upper( <s> ) {y} , <n> IS"
                    + " NULL , <rowid>",
            "DELETE FROM @p WHERE « <n> = #2 » RETURNING <id> BETWEEN #1 AND #3 OR <s> = 'x' , CASE WHEN <n> = #2 THEN"
                    + " 'two' END , *");

    private static final List<String> H2 = List.of(
            "DELETE FROM @p WHERE « <id> = #3 OR <s> LIKE 's[45]' »",
            "DELETE FROM @p WHERE _ROWID_ = #3 AND <n> IS NOT NULL",
            "DELETE FROM @p [AS] {x} WHERE « {x} . <n> IN ( SELECT <id> FROM @u ) »",
            "DELETE FROM @p WHERE « <n> < #5 » LIMIT #1",
            "DELETE FROM @p WHERE « <n> < #5 » FETCH FIRST #2 ROWS ONLY",
            "DELETE FROM @p FETCH NEXT ROW ONLY");

    private static final List<String> HSQLDB = List.of(
            "DELETE FROM @p WHERE « <id> = #3 OR <s> LIKE 's4' »",
            "DELETE FROM @p WHERE <s> || 'x' = 's3x' OR MOD ( <id> , #3 ) = #0",
            "DELETE FROM @p [AS] {x} WHERE « {x} . <n> IN ( SELECT <id> FROM @u ) »",
            "DELETE FROM @p WHERE ( <id> , <n> ) IN ( ( #1 , #1 ) , ( #2 , #2 ) )",
            "DELETE FROM @p WHERE <id> IN ( VALUES ( #1 ) , ( #4 ) )",
            "DELETE FROM @p WHERE <s> IS DISTINCT FROM 's3' AND <s> = 'b\\s'",
            "DELETE FROM @p WHERE <id> = ( WITH {w} ( {i} ) AS ( SELECT MIN( <id> ) FROM @u ) SELECT {i} FROM {w} )",
            "DELETE FROM @p WHERE « <n> < #5 » LIMIT 1",
            "DELETE FROM @p [AS] {x} WHERE « {x} . <n> > #2 » LIMIT 3",
            "DELETE FROM @tree WHERE <id> = #2 OR <up> = #5");

    private FuzzSeeds() {}

    static List<String> of(Database database) {
        List<String> seeds = new ArrayList<>(COMMON);
        seeds.addAll(
                switch (database) {
                    case POSTGRESQL -> POSTGRESQL;
                    case MYSQL, MYSQL_OFF, MARIADB -> MYSQL;
                    case SQLITE -> SQLITE;
                    case H2, H2_POSTGRESQL, H2_MYSQL -> H2;
                    case HSQLDB -> HSQLDB;
                });
        return seeds;
    }
}
