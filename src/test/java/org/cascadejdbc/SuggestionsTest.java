package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cascadejdbc.Suggestion.Confidence;
import org.cascadejdbc.sql.ForeignKeyScript;
import org.cascadejdbc.sql.Lexis;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static Suggestion suggestion(Confidence confidence, String sentence) {
        return new Suggestion("s.o", List.of("a"), "s.p", List.of("id"), confidence, List.of(sentence),
                "ALTER TABLE \"o\" ADD FOREIGN KEY (\"a\") REFERENCES \"p\" (\"id\") ON DELETE NO ACTION;");
    }

    private static final Suggestions ALL = new Suggestions("SQLite 3",
            List.of(suggestion(Confidence.HIGH, "a;\r\nDROP TABLE p"), suggestion(Confidence.LOW, "x")),
            List.of(suggestion(Confidence.NONE, "y\u2028z")), Duration.ofMillis(1500));

    @Test
    void noLineBreakEndsAComment() {
        assertThat(ALL.toSql().lines().skip(5)).containsExactly(
                "-- high: s.o (a) -> s.p (id)", "--     a;\\u000d\\u000aDROP TABLE p",
                "ALTER TABLE \"o\" ADD FOREIGN KEY (\"a\") REFERENCES \"p\" (\"id\") ON DELETE NO ACTION;", "",
                "-- low: s.o (a) -> s.p (id)", "--     x",
                "-- Not sure enough to be used as it is; remove the dashes if it is a key:",
                "-- ALTER TABLE \"o\" ADD FOREIGN KEY (\"a\") REFERENCES \"p\" (\"id\") ON DELETE NO ACTION;", "",
                "-- not suggested: s.o (a) -> s.p (id)", "--     y\\u2028z");
        assertThat(ForeignKeyScript.parse(ALL.toSql(), "suggested", Lexis.SQLITE)).hasSize(1);
    }

    @Test
    void aFileWithoutRelationsIsOne() {
        Suggestions none = new Suggestions("SQLite 3", List.of(), List.of(), Duration.ZERO);

        assertThat(ForeignKeyScript.parse(none.toSql(), "suggested", Lexis.SQLITE)).isEmpty();
        assertThat(none.toJson()).isEqualTo(
                "{\"database\":\"SQLite 3\",\"elapsedMillis\":0,\"suggested\":[],\"rejected\":[]}");
    }

    @Test
    void forPeople() {
        assertThat(ALL.toString()).startsWith("Found 2 possible foreign keys in SQLite 3 that nobody declares, and 1 that")
                .contains("\nlow: s.o (a) -> s.p (id)\n    x\n").contains("\nnot suggested: ");
    }
}
