package org.cascadejdbc.it;

import java.util.ArrayList;
import java.util.List;

/**
 * Valid DELETEs, from which {@link FuzzIT} makes its inputs. A form that the library learns to carry out is one more
 * line here.
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
            "DELETE FROM @p WHERE EXISTS ( SELECT #1 FROM @c [AS] {k} WHERE {k} . <p> = {p} . <id> AND {k} . <id> > #60 )",
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
            "DELETE FROM @p WHERE <s> = 'b\\s' OR <s> = 'b\\\\s'");

    private static final List<String> MYSQL = List.of(
            "DELETE FROM @p WHERE « <s> REGEXP '^s' AND <n> DIV #1 = #3 »",
            "DELETE FROM @p WHERE <id> <=> #3",
            "DELETE FROM @p WHERE <id> = #2 XOR <n> = #3 && <id> > #1",
            "DELETE FROM @p WHERE <s> = 'b\\s'",
            "DELETE FROM @p WHERE <n> = #5 - - #1 OR NOW() < NOW() - INTERVAL #1 DAY");

    private static final List<String> SQLITE = List.of(
            "DELETE FROM @p WHERE « <id> == #3 OR <s> GLOB 's[45]' »",
            "DELETE FROM @p WHERE <s> ISNULL OR <id> IN @u",
            "DELETE FROM @p WHERE <rowid> = #3 AND <n> NOTNULL",
            "DELETE FROM @p WHERE <s> || 'x' = 's3x' AND <id> % #3 = #0",
            "DELETE FROM @p WHERE <n> IS #3 OR <s> = 'b\\s'");

    private FuzzSeeds() {}

    static List<String> of(Database database) {
        List<String> seeds = new ArrayList<>(COMMON);
        seeds.addAll(
                switch (database) {
                    case POSTGRESQL -> POSTGRESQL;
                    case MYSQL, MYSQL_OFF -> MYSQL;
                    case SQLITE -> SQLITE;
                });
        return seeds;
    }
}
