package org.cascadejdbc.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's text; what its script does is shown in a browser by {@code GraphPageIT}. */
class SchemaPageTest {
    private static final Pattern TAG = Pattern.compile("<(script|/script|!--|img|iframe|link|base|object)");

    @ParameterizedTest
    @ValueSource(strings = {"</script><img src=x onerror=alert(1)>", "<!--<script>", "]]>", "{{script}}",
            "$1\\", "'\"`"})
    void noNameBecomesMarkup(String name) {
        String plain = SchemaPage.of("plain", List.of(SampleSchemas.key("a", "b", "c", CASCADE)), List.of("d"));
        String page = SchemaPage.of(name, List.of(SampleSchemas.key(name, name, "c", CASCADE)), List.of(name + "d"));

        assertThat(tags(page)).isEqualTo(tags(plain));
    }

    private static List<String> tags(String page) {
        return TAG.matcher(page).results().map(MatchResult::group).toList();
    }

    @Test
    void onlyItsOwnScriptMayRunAndNothingMayBeLoaded() {
        String page = SchemaPage.of("Chinook", SampleSchemas.chinook(), List.of());

        assertThat(page).containsPattern("Content-Security-Policy\" content=\"default-src 'none'; "
                + "script-src 'sha256-[\\w+/=]{44}'; style-src 'sha256-[\\w+/=]{44}' 'sha256-[\\w+/=]{44}'; "
                + "base-uri 'none'; form-action 'none'\"");
        assertThat(page.replace("xmlns=\"http://www.w3.org/2000/svg\"", "")).doesNotContain("http:", "https:", "url(");
        assertThat(page).doesNotContain("{{");
    }

    @Test
    void thePictureIsThereWithoutTheScript() {
        assertThat(SchemaPage.of("Chinook", SampleSchemas.chinook(), List.of()))
                .contains("<noscript>", "11 tables, 11 foreign keys", ">PlaylistTrack</text>");
    }
}
