package org.cascadejdbc.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesEachKindOfValue() {
        assertThat(Json.of(Json.object("s", "x", "n", null, "i", 12L, "d", 1.5, "b", true, "e", Thread.State.NEW)))
                .isEqualTo("{\"s\":\"x\",\"n\":null,\"i\":12,\"d\":1.5,\"b\":true,\"e\":\"NEW\"}");
        assertThat(Json.of(List.of())).isEqualTo("[]");
        assertThat(Json.of(Json.object())).isEqualTo("{}");
        assertThat(Json.of(Arrays.asList(1, null, List.of("a")))).isEqualTo("[1,null,[\"a\"]]");
    }

    @Test
    void numbersThatJsonDoesNotKnowAreStrings() {
        assertThat(Json.of(List.of(Double.NaN, Float.POSITIVE_INFINITY))).isEqualTo("[\"NaN\",\"Infinity\"]");
    }

    @Test
    void escapesWhatMustBe() {
        assertThat(Json.of("a\"b\\c/\n\t\u0000\u001f\u007f")).isEqualTo("\"a\\\"b\\\\c/\\u000a\\u0009\\u0000\\u001f\\u007f\"");
        assertThat(Json.of("ü😀\u2028")).isEqualTo("\"ü😀\\u2028\"");
        assertThat(Json.of("half a pair \ud83d!")).isEqualTo("\"half a pair \\ud83d!\"");
        assertThat(Json.of("\ude00\ud83d")).isEqualTo("\"\\ude00\\ud83d\"");
        assertThat(Json.of(Json.object("na\"me", 1))).isEqualTo("{\"na\\\"me\":1}");
    }
}
