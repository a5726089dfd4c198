package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown at it: an answer, and where that is a DELETE, one that is true of the text. */
class RandomStatementTest {
    private static final List<Lexis> LEXES = List.of(Lexis.POSTGRESQL, Lexis.MYSQL, Lexis.SQLITE);
    private static final String FRAME = "DELETE FROM t WHERE ";
    private static final String[] PIECES = {
        "'", "''", "\"", "`", "[", "]", "(", ")", "\\", "$$", "$a$", "--", "-- ", "\n", "/*", "*/", "/*!", "#", ";",
        " ", " ", " ", " WHERE ", " AND ", " OR ", "a", "id", "=", "1", "?", "??", "E'", ".", ",", " DELETE FROM t ",
        " RETURNING ", " LIMIT ", " USING ", " FROM ", "'x'", "a=1", "(a=?)", "CASE ", " END", "{", "}", "\r", "//"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aRecognisedPredicateStandsOnItsOwn(long seed) {
        Random random = new Random(seed);
        int recognised = 0;
        for (int i = 0; i < 3_000; i++) {
            StringBuilder sql = new StringBuilder("DELETE FROM t ");
            sql.append(random.nextInt(4) > 0 ? "WHERE a=1 " : "");
            for (int pieces = random.nextInt(9); pieces > 0; pieces--) {
                sql.append(PIECES[random.nextInt(PIECES.length)]);
            }
            Lexis lexis = LEXES.get(i % LEXES.size());
            Recognition recognition = new StatementRecognizer(lexis).recognize(sql.toString());
            assertThat(recognition).as(sql.toString()).isNotInstanceOf(Recognition.Other.class);
            boolean plain = sql.indexOf(FRAME) == 0;
            if (plain && recognition instanceof Recognition.Delete delete && hasPredicateOnly(delete.parts().get(0))) {
                recognised++;
                standsOnItsOwn(delete.parts().get(0), lexis);
            }
        }
        assertThat(recognised).isGreaterThan(100);
    }

    private static boolean hasPredicateOnly(DeleteStatement statement) {
        return statement.predicate() != null && statement.limit() == null && statement.returning() == null;
    }

    private static void standsOnItsOwn(DeleteStatement statement, Lexis lexis) {
        String predicate = statement.predicate();
        assertThat(statement.sql()).startsWith(FRAME + predicate);
        // Behind the predicate nothing but blanks and comments: in parentheses it is what it was.
        int end = FRAME.length() + predicate.length();
        int rest = Blanks.skip(statement.sql(), end, lexis);
        while (rest < statement.sql().length() && statement.sql().charAt(rest) == ';') {
            rest = Blanks.skip(statement.sql(), rest + 1, lexis);
        }
        assertThat(rest).as(statement.sql()).isEqualTo(statement.sql().length());
        Scanner scanner = new Scanner("(" + predicate + ")", lexis);
        int parameters = 0;
        int depth = 0;
        int closed = 0;
        while (scanner.next() != Scanner.Kind.END) {
            parameters += scanner.kind() == Scanner.Kind.PARAMETER ? 1 : 0;
            String symbol = scanner.kind() == Scanner.Kind.SYMBOL
                    ? ("(" + predicate + ")").substring(scanner.start(), scanner.end())
                    : "";
            depth += symbol.equals("(") ? 1 : symbol.equals(")") ? -1 : 0;
            closed += depth == 0 ? 1 : 0;
        }
        assertThat(scanner.error()).as(statement.sql()).isNull();
        assertThat(closed).as("closes at its last character only: %s", statement.sql()).isEqualTo(1);
        assertThat(parameters).isEqualTo(statement.parameters());
    }
}
