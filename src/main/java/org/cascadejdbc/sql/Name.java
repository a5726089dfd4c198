package org.cascadejdbc.sql;

import java.util.Objects;

/**
 * One identifier as somebody wrote it: its characters without the quotes, and whether there were quotes.
 * What it means (case folding) is decided by {@link CaseRule}, never here.
 */
public record Name(String text, boolean quoted) {
    public Name {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
