package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagramTest {
    /** Each as its reader shows it again: Mermaid and Graphviz both take entities, Graphviz backslashes, too. */
    @Test
    void aNameIsShownAndReadAsNothingElse() {
        Diagram diagram = Diagram.builder()
                .table("a\u001b\nb", "a\u001b\tb\n3 rows")
                .arrow("a\u001b\nb", "&#8238;\"\\N", "%%{init}%%\nx --> y", Diagram.Line.SOLID)
                .build();

        assertThat(diagram.toMermaid()).isEqualTo("""
                flowchart TD
                    t1["a#92;u001b#92;u0009b<br>3 rows"]
                    t2["#38;#35;8238#59;#34;#92;N"]
                    t1 -->|"%%#123;init#125;%%#92;u000ax --#62; y"| t2
                """);
        assertThat(diagram.toDot()).isEqualTo("""
                digraph cascade {
                    node [shape=box];
                    t1 [label="a\\\\u001b\\\\u0009b\\n3 rows"];
                    t2 [label="&amp;#8238;\\"\\\\N"];
                    t1 -> t2 [label="%%{init}%%\\\\u000ax --> y"];
                }
                """);
    }
}
