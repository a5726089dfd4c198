package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which DELETEs are understood, and what is made of them. {@code @} stands for a line break in the tables. */
class DeleteRecognitionTest {
    private static final Map<String, Lexis> LEXES =
            Map.of("PG", Lexis.POSTGRESQL, "MY", Lexis.MYSQL, "LITE", Lexis.SQLITE);

    private static Recognition recognize(Lexis lexis, String sql) {
        StatementRecognizer recognizer = new StatementRecognizer(lexis);
        assertThat(recognizer.mayConcern(sql)).isTrue();
        return recognizer.recognize(sql);
    }

    private static DeleteStatement understood(Lexis lexis, String sql) {
        Recognition recognition = recognize(lexis, sql);
        assertThat(recognition).as(sql).isInstanceOf(Recognition.Delete.class);
        DeleteStatement statement = ((Recognition.Delete) recognition).parts().get(0);
        assertThat(statement.sql()).isEqualTo(sql);
        assertThat(sql).contains(statement.target().tableText());
        if (statement.predicate() != null) {
            assertThat(sql).contains(statement.predicate());
        }
        return statement;
    }

    @Test
    void aDeleteIsTakenApart() {
        DeleteStatement statement = understood(
                Lexis.POSTGRESQL, "/* a */ delete from only_a . \"B\"\"b\" as x\nwhere x.id = ? and ? > 1 -- end\n;;");

        assertThat(statement.target().table().parts()).containsExactly(new Name("only_a", false), new Name("B\"b", true));
        assertThat(statement.target().tableText()).isEqualTo("only_a . \"B\"\"b\"");
        assertThat(statement.target().alias()).isEqualTo("x");
        assertThat(statement.predicate()).isEqualTo("x.id = ? and ? > 1");
        assertThat(statement.parameters()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', nullValues = "-", value = {
        "PG   | DELETE FROM t | t | - | -",
        "PG   | DELETE FROM t; | t | - | -",
        "PG   | DELETE FROM a.b.c x | a.b.c | x | -",
        "PG   | DELETE FROM t WHERE t.limit = 1 | t | - | t.limit = 1",
        "PG   | DELETE FROM t WHERE extract(year from d) = 2020 | t | - | extract(year from d) = 2020",
        "PG   | DELETE FROM t WHERE CASE WHEN a THEN b ELSE c END | t | - | CASE WHEN a THEN b ELSE c END",
        "PG   | DELETE FROM t WHERE id IN (SELECT id FROM u ORDER BY 1 LIMIT 3) | t | - | "
                + "id IN (SELECT id FROM u ORDER BY 1 LIMIT 3)",
        "PG   | DELETE FROM t WHERE a IS DISTINCT FROM b | t | - | a IS DISTINCT FROM b",
        "PG   | DELETE FROM t WHERE id = ANY(?) AND a[1:2] = b::int[] | t | - | id = ANY(?) AND a[1:2] = b::int[]",
        "PG   | DELETE FROM t WHERE s = $tag$a;b -- 'c$tag$ AND x = 1 | t | - | s = $tag$a;b -- 'c$tag$ AND x = 1",
        "PG   | DELETE FROM t WHERE s = E'a\\' OR 1=1 --' AND x = 1 | t | - | s = E'a\\' OR 1=1 --' AND x = 1",
        "PG   | DELETE FROM t WHERE s = E'a' @ 'b\\' OR c' | t | - | s = E'a' @ 'b\\' OR c'",
        "PG   | DELETE FROM t WHERE p = 'C:\\' AND q = 'x' | t | - | p = 'C:\\' AND q = 'x'",
        "PG   | DELETE FROM t WHERE s = U&'d\\0061' | t | - | s = U&'d\\0061'",
        "PG   | DELETE FROM t WHERE data ?? 'k' AND id = ? | t | - | data ?? 'k' AND id = ?",
        "PG   | DELETE FROM t WHERE a OPERATOR(pg_catalog.=) b | t | - | a OPERATOR(pg_catalog.=) b",
        "PG   | DELETE FROM t WHERE s LIKE 'a!%' {escape '!'} | t | - | s LIKE 'a!%' {escape '!'}",
        "PG   | DELETE FROM t WHERE d < {ts '2020-01-01 00:00:00'} | t | - | d < {ts '2020-01-01 00:00:00'}",
        "PG   | DELETE FROM t /* x /* y */ WHERE id=1 -- */ | t | - | -",
        "PG   | DELETE FROM t /* x /* y */ WHERE id=1 -- */ WHERE b | t | - | b",
        "PG   | DELETE FROM t WHERE a = 1 -- ; DELETE FROM u | t | - | a = 1",
        "PG   | DELETE FROM t@@@WHERE id=1 | t | - | id=1",
        "PG   | DELETE FROM t@go@WHERE id=1 | t | go | id=1",
        "PG   | DELETE FROM \"where\" \"x y\" WHERE 1=1 | \"where\" | \"x y\" | 1=1",
        "MY   | DELETE FROM t /* x /* y */ WHERE id=1 -- */ | t | - | id=1",
        "LITE | DELETE FROM t /* x /* y */ WHERE id=1 -- */ | t | - | id=1",
        "MY   | DELETE FROM t WHERE s='a\\' OR 1=1 -- ' AND b=1 | t | - | s='a\\' OR 1=1 -- ' AND b=1",
        "MY   | DELETE FROM t WHERE a=5--1 | t | - | a=5--1",
        "MY   | DELETE FROM t WHERE a=1 # AND b=2 | t | - | a=1",
        "MY   | DELETE FROM t WHERE s=\"a;'b\" AND b='it\\'s' | t | - | s=\"a;'b\" AND b='it\\'s'",
        "MY   | DELETE FROM `my``db`.`t x` a WHERE a.b='x' 'y' | `my``db`.`t x` | a | a.b='x' 'y'",
        "MY   | DELETE FROM 2020_orders WHERE d < now() - INTERVAL 1 DAY | 2020_orders | - | "
                + "d < now() - INTERVAL 1 DAY",
        "LITE | DELETE FROM [my table] AS [a b] WHERE [a b].id == 1 | [my table] | [a b] | [a b].id == 1",
        "LITE | DELETE FROM t WHERE a GLOB 'x*' AND b IS 1 AND c ISNULL | t | - | a GLOB 'x*' AND b IS 1 AND c ISNULL",
        "LITE | DELETE FROM t WHERE rowid IN u | t | - | rowid IN u",
        "LITE | DELETE FROM main.\"t\" WHERE x='a''b' | main.\"t\" | - | x='a''b'",
    })
    void understood(String lexis, String text, String table, String alias, String predicate) {
        DeleteStatement statement = understood(LEXES.get(lexis), lines(text));

        assertThat(statement.target().tableText()).isEqualTo(table);
        assertThat(statement.target().alias()).isEqualTo(alias);
        assertThat(statement.predicate()).isEqualTo(lines(predicate));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "PG   | DELETE FROM t; DELETE FROM u | several | false",
        "PG   | DELETE FROM t; garbage | several | false",
        "PG   | ; DELETE FROM t | semicolon | false",
        "PG   | DELETE FROM t WHERE | empty | false",
        "PG   | DELETE FROM t WHERE a = 1) OR (1=1 | unbalanced | false",
        "PG   | DELETE FROM t WHERE (a = 1 | unbalanced | false",
        "PG   | DELETE FROM t WHERE a = (1] | unbalanced | false",
        "PG   | DELETE FROM t WHERE a, b | list | false",
        "PG   | DELETE FROM t WHERE a // b | // | false",
        "PG   | DELETE FROM t WHERE a = $1 | numbered | false",
        "PG   | DELETE FROM t WHERE a = 1RETURNING id | letters behind it | true",
        "PG   | DELETE FROM U&\"d\\0061ta\" | U& | false",
        "PG   | DELETE FROM t WHERE a = 'x | not closed | true",
        "PG   | DELETE FROM t WHERE a = $x$ y | not closed | true",
        "PG   | DELETE FROM t /* WHERE a = 1 | not closed | true",
        "PG   | DELETE FROM t@/@WHERE id=1 | not known | false",
        "PG   | DELETE FROM 't' WHERE id=1 | plain name | false",
        "PG   | DELETE FROM a.b.c.d WHERE id=1 | plain name | false",
        "PG   | DELETE FROM t a b WHERE id=1 | DELETE with B | false",
        "PG   | (DELETE FROM t) | ( … DELETE | false",
        "MY   | DELETE FROM t /*! WHERE id=1 */ | executable | true",
        "LITE | DELETE FROM t WHERE a=1 RETURNING a LIMIT 1 | LIMIT | false",
        "LITE | DELETE FROM t WHERE a=1 ORDER BY a LIMIT 1 | ORDER BY | false",
        "LITE | DELETE FROM t WHERE a=?2 RETURNING ?1 | numbered or named | false",
        "PG   | DELETE FROM t WHERE a = ?RETURNING a | runs into | false",
        "LITE | DELETE FROM t WHERE a = ? RETURNING :a | numbered or named | false",
        "LITE | DELETE FROM t WHERE a = $a RETURNING $a | numbered or named | false",
        "LITE | WITH x AS (SELECT ?1 AS a) DELETE FROM t WHERE a IN x RETURNING ? | numbered or named | false",
        "LITE | WITH x AS (SELECT :a AS a) DELETE FROM t WHERE a IN x RETURNING ? | numbered or named | false",
        "LITE | DELETE FROM t INDEXED BY WHERE a=1 | DELETE with A | false",
        "LITE | DELETE FROM t USING u WHERE t.a=u.a | USING | false",
        "LITE | DELETE FROM ONLY t | plain name | false",
        "MY   | WITH t AS (SELECT 1) DELETE FROM t | named like | false",
        "LITE | WITH x AS (DELETE FROM t) SELECT 1 | WITH | false",
        "PG   | WITH x AS (SELECT 1), T AS (SELECT 2) DELETE FROM t | named like | false",
        "PG   | WITH x AS (SELECT 1) SELECT * INTO y FROM x; DELETE FROM t | several | false",
        "PG   | WITH x AS (DELETE FROM t RETURNING 1) SELECT * INTO y FROM x | makes a table | false",
        "PG   | WITH x (DELETE FROM t RETURNING 1) SELECT 1 | WITH | false",
        "PG   | WITH x AS (DELETE FROM t WHERE a = $1) SELECT 1 | numbered | false",
        "PG   | WITH x AS ((DELETE FROM t)) SELECT 1 | WITH | false",
        "PG   | WITH 1 AS (SELECT 1) DELETE FROM t | WITH | false",
        "PG   | WITH x AS NOT (SELECT 1) SELECT 1; DELETE FROM t | several | false",
        "PG   | WITH x AS SELECT 1 DELETE FROM t | WITH | false",
        "PG   | WITH x (a AS (SELECT 1) DELETE FROM t | WITH | false",
        "PG   | WITH x AS (SELECT 1) SEARCH DEPTH FIRST BY a DELETE FROM t | WITH | false",
        "PG   | WITH x AS (SELECT 1) CYCLE a SET b DELETE FROM t | WITH | false",
        "PG   | WITH x AS (SELECT 1), DELETE FROM t | WITH | false",
        "PG   | MERGE INTO t WHEN MATCHED THEN DELETE | MERGE in a form | false",
        "PG   | MERGE INTO t USING a ON b WHEN MATCHED THEN DELETE RETURNING WITH (OLD AS o) o.id | WITH | false",
        "PG   | DELETE FROM t WHERE CURRENT OF 5 | no plain name | false",
        "PG   | DELETE FROM t RETURNING WITH (OLD AS o | empty RETURNING | false",
        "PG   | DELETE FROM t RETURNING | empty | false",
        "PG   | DELETE FROM t USING WHERE a | empty | false",
        "PG   | DELETE FROM t ORDER BY a LIMIT 1 | ORDER BY | false",
        "PG   | DELETE a FROM t a | without FROM | false",
        "PG   | DELETE FROM t WHERE CURRENT OF c AND true | with AND | false",
        "PG   | DELETE FROM ONLY (t WHERE a | plain name | false",
        "MY   | DELETE /*+ SET_VAR(foreign_key_checks=0) */ FROM t | SET_VAR | false",
        "MY   | DELETE /* a */ /*+ NO_MERGE(t) */ FROM t | behind a comment | false",
        "MY   | DELETE FROM t WHERE a=1 RETURNING a | RETURNING | false",
        "MY   | DELETE FROM t LIMIT 1, 2 | list | false",
        "MY   | DELETE FROM t LIMIT 2 OFFSET 1 | OFFSET | false",
        "MY   | DELETE FROM t LIMIT 1 LOCK IN SHARE MODE | no plain number | false",
        "MY   | DELETE FROM t ORDER BY a LOCK IN SHARE MODE | LOCK | false",
        "MY   | DELETE FROM t ORDER BY a WITH ROLLUP | WITH | false",
        "MY   | DELETE t FROM t FOR UPDATE | FOR | false",
        "MY   | DELETE t FROM a | not found | false",
        "MY   | DELETE t FROM t JOIN x.t ON a = b | more than once | false",
        "MY   | DELETE t FROM d.t | not found | false",
        "MY   | DELETE t FROM (SELECT 1) t | not found | false",
        "MY   | DELETE t FROM t PARTITION (p0) JOIN u | PARTITION | false",
        "MY   | DELETE t FROM t JOIN u ON a = b LIMIT 1 | LIMIT | false",
        "MY   | DELETE t WHERE a = 1 | without FROM | false",
        "MY   | WITH `t` AS (SELECT 1) DELETE FROM T | named like | false",
        "LITE | DELETE FROM [t WHERE a=1 | not closed | true",
    })
    void unclear(String lexis, String sql, String form, boolean loose) {
        Recognition recognition = recognize(LEXES.get(lexis), lines(sql));

        assertThat(recognition).as(sql).isInstanceOf(Recognition.Unclear.class);
        Recognition.Unclear unclear = (Recognition.Unclear) recognition;
        assertThat(unclear.form()).contains(form);
        assertThat(unclear.tables() instanceof Mentions.Named).isEqualTo(!loose);
        assertThat(unclear.advice()).isNotBlank();
        if (!sql.contains("DELETE FROM 't'") && !sql.contains("d\\0061ta")) {
            assertThat(Stream.of("t", "a")).anyMatch(unclear.tables()::mayBe);
        }
        assertThat(unclear.tables().mayBe("nowhere")).isFalse();
    }

    @Test
    void identifiersAreGivenInLowerCaseWithoutQuotes() {
        Recognition recognition = recognize(Lexis.MYSQL, "DELETE FROM `My T`, B USING `My T` JOIN B RETURNING 1");

        Mentions tables = ((Recognition.Unclear) recognition).tables();
        assertThat(tables).isInstanceOfSatisfying(
                Mentions.Named.class, named -> assertThat(named.identifiers()).contains("my t", "b"));
    }

    private static String lines(String text) {
        return text == null ? null : text.replace('@', '\n').replace("\nid", "@id");
    }
}
