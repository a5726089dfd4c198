package org.cascadejdbc.sql;

import java.util.Objects;

/**
 * A DELETE that was understood to its last token: {@code DELETE FROM table [[AS] alias] [WHERE predicate]}.
 * All texts are cut from the original, never regenerated, so that they mean what they meant there.
 *
 * @param sql the statement as it came
 * @param table the table's name, taken apart
 * @param tableText the table's name as written
 * @param alias the alias as written, or {@code null}
 * @param predicate what stands behind WHERE up to the last token, or {@code null} where there is no WHERE;
 *     its parentheses are balanced and no comment is open at its end
 * @param parameters how many {@code ?} parameters the statement has; all of them are in the predicate
 */
public record DeleteStatement(
        String sql, QualifiedName table, String tableText, String alias, String predicate, int parameters) {
    public DeleteStatement {
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(tableText, "tableText");
    }

    /** What qualifies a column of the target in this statement: its alias, else its name. */
    public String rowName() {
        return alias != null ? alias : tableText;
    }

    /** The target as it stands behind FROM. */
    public String fromText() {
        return alias != null ? tableText + " AS " + alias : tableText;
    }
}
