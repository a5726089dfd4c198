package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScannerTest {
    private static String scan(Lexis lexis, String sql) {
        Scanner scanner = new Scanner(sql, lexis);
        StringJoiner tokens = new StringJoiner(" ");
        while (scanner.next() != Scanner.Kind.END) {
            String initial = scanner.kind().name().substring(0, 1);
            tokens.add(initial + "<" + sql.substring(scanner.start(), scanner.end()) + ">");
        }
        return scanner.error() == null ? tokens.toString() : scanner.error();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "a.b1$ \"c\"\"d\" | W<a> S<.> W<b1$> Q<\"c\"\"d\">",
        "1.5e-3 .5 0x1F 1_000 a.5 1..2 | N<1.5e-3> N<.5> N<0x1F> N<1_000> W<a> S<.> N<5> N<1> S<.> N<.2>",
        "'a''b' E'a\\'b' e'\\\\' N'x' U&'y' B'1' | S<'a''b'> S<E'a\\'b'> S<e'\\\\'> S<N'x'> S<U&'y'> S<B'1'>",
        "'a\\' b | S<'a\\'> W<b>",
        "$$a'b$$ $t$ $$ $T$ $t$ $1 $ a$$b | S<$$a'b$$> S<$t$ $$ $T$ $t$> W<$1> S<$> W<a$$b>",
        "? ?? ??? ?& | P<?> S<??> S<??> P<?> P<?> S<&>",
        "a/*x/*y*/z*/b--c | W<a> W<b>",
        "# [`] | S<#> S<[> S<`> S<]>",
        "U&\"a\"\"b\" | Q<U&\"a\"\"b\">",
        "1OR | a number has letters behind it",
        "'a | a literal is not closed",
        "$x$ a $y$ | a literal in dollar quotes is not closed",
        "\"a | a quoted identifier is not closed",
        "/*/ a */ b | W<b>",
        "/*/ ? */ b | a comment is not closed, or the driver does not see where",
        "/* /*/ ? */ */ b | W<b>",
        "/* a /* b */ | a comment is not closed, or the driver does not see where",
    })
    void postgresql(String sql, String tokens) {
        assertThat(scan(Lexis.POSTGRESQL, sql)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "'a\\'b' \"c\\\"d\" `e``f` | S<'a\\'b'> S<\"c\\\"d\"> Q<`e``f`>",
        "a--1 | W<a> S<-> S<-> N<1>",
        "a-- 1 | W<a>",
        "a--\t1 | W<a>",
        "a # b | W<a>",
        "1a t.1b 1e5 0x1F 1_0 | W<1a> W<t> S<.> W<1b> N<1e5> N<0x1F> W<1_0>",
        "/* a /* b */ c | W<c>",
        "$a E'x' | W<$a> W<E> S<'x'>",
        "'a\\' | a literal is not closed",
        "5.OR 1e5OR 1.e-5OR | N<5.> W<OR> N<1e5> W<OR> N<1.e-5> W<OR>",
        "$a$b$a$ | a word with two dollar signs may be a quote",
    })
    void mysql(String sql, String tokens) {
        assertThat(scan(Lexis.MYSQL, sql)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "[a\"]b `c` \"d\" 'e\\' | Q<[a\"]> W<b> Q<`c`> Q<\"d\"> S<'e\\'>",
        "?1 ? :a | P<?1> P<?> S<:> W<a>",
        "[a | an identifier in brackets is not closed, or empty",
        "\"\" | an identifier between \" and \" is empty",
    })
    void sqlite(String sql, String tokens) {
        assertThat(scan(Lexis.SQLITE, sql)).isEqualTo(tokens);
    }

    @Test
    void whereACommentsLineEnds() {
        assertThat(scan(Lexis.POSTGRESQL, "a -- b\rc")).isEqualTo("W<a> W<c>");
        assertThat(scan(Lexis.MYSQL, "a -- b\rc\nd")).isEqualTo("W<a> W<d>");
        assertThat(scan(Lexis.SQLITE, "a -- b\rc\r\nd")).isEqualTo("W<a> W<d>");
    }

    @Test
    void aLiteralGoesOnBehindALineBreakUnderTheSameRules() {
        assertThat(scan(Lexis.POSTGRESQL, "E'a' -- x\n 'b\\'' c")).isEqualTo("S<E'a' -- x\n 'b\\''> W<c>");
        assertThat(scan(Lexis.POSTGRESQL, "E'a' 'b\\' c")).isEqualTo("S<E'a'> S<'b\\'> W<c>");
    }

    @Test
    void executableCommentsAndEscapedIdentifiersAreReported() {
        assertThat(reported(Lexis.MYSQL, "a /*! b */")).isTrue();
        assertThat(reported(Lexis.MYSQL, "a /*M!1 b */")).isTrue();
        assertThat(reported(Lexis.SQLITE, "a /*! b */")).isFalse();
        assertThat(reported(Lexis.POSTGRESQL, "u&\"a\"")).isTrue();
    }

    private static boolean reported(Lexis lexis, String sql) {
        Scanner scanner = new Scanner(sql, lexis);
        while (scanner.next() != Scanner.Kind.END) {
            assertThat(scanner.error()).isNull();
        }
        return scanner.executableComment() || scanner.escapedIdentifier();
    }

    @Test
    void aNulEndsTheTextForSomeAndIsRefused() {
        assertThat(scan(Lexis.SQLITE, "a \0 b")).contains("NUL");
    }
}
