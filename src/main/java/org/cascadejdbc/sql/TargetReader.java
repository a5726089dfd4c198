package org.cascadejdbc.sql;

import java.util.Optional;
import java.util.Set;

/** Reads the table of a DELETE or MERGE, with what may stand around its name in one of the databases. */
final class TargetReader {
    /** A word that is no alias without AS: the grammar goes on with it. */
    private static final Set<String> NO_ALIAS = Set.of(
            "AS", "CROSS", "EXCEPT", "FETCH", "FOR", "FORCE", "FROM", "FULL", "GROUP", "HAVING", "IGNORE", "INDEXED",
            "INNER", "INTERSECT", "INTO", "JOIN", "LEFT", "LIMIT", "NATURAL", "NOT", "OFFSET", "ON", "ONLY", "ORDER",
            "PARTITION", "RETURNING", "RIGHT", "SELECT", "SET", "STRAIGHT_JOIN", "TABLESAMPLE", "UNION", "USE",
            "USING", "VALUES", "WHERE", "WHEN", "WINDOW", "WITH");

    private final Tokens tokens;

    private int first;
    private int last;
    private int end;
    private QualifiedName name;
    private boolean only;
    private int alias = -1;
    private String partition = "";
    private String index = "";

    /** Reads from that token on. */
    TargetReader(Tokens tokens, int from) {
        this.tokens = tokens;
        this.first = from;
        this.end = from;
    }

    /** [ONLY] name [*] [[AS] alias] [PARTITION (…)] [INDEXED BY index | NOT INDEXED], as far as the database has it. */
    void read(Lexis lexis) {
        if (lexis.has(SqlFeature.DELETE_ONLY)) {
            readOnly();
        } else {
            readName();
        }
        if (lexis.has(SqlFeature.ALIAS_WITHOUT_AS) || tokens.isWord(end, "AS")) {
            readAlias();
        }
        if (lexis.has(SqlFeature.DELETE_PARTITION)) {
            readPartition();
        }
        if (lexis.has(SqlFeature.DELETE_INDEXED_BY)) {
            readIndex();
        }
    }

    /** [ONLY] name [*]; ONLY (name), too. */
    private void readOnly() {
        int behind = TableReference.behindOnly(tokens, end);
        only = behind > end;
        boolean parenthesis = only && tokens.isSymbol(behind - 1, '(');
        end = behind;
        readName();
        if (parenthesis) {
            if (!tokens.isSymbol(end, ')')) {
                throw new UnclearException("DELETE whose table is not a plain name");
            }
            end++;
        } else if (!only && tokens.isSymbol(end, '*')) {
            end++;
        }
    }

    /** Which a query has in front of the alias. */
    private void readPartition() {
        if (tokens.isWord(end, "PARTITION") && tokens.isSymbol(end + 1, '(')) {
            int from = end;
            end = tokens.closing(end + 1) + 1;
            if (end == 0) {
                throw new UnclearException("DELETE with unbalanced parentheses");
            }
            partition = " " + tokens.text(from, end - 1);
        }
    }

    private void readIndex() {
        int from = end;
        if (tokens.isWord(end, "INDEXED") && tokens.isWord(end + 1, "BY") && tokens.isIdentifier(end + 2)) {
            end += 3;
        } else if (tokens.isWord(end, "NOT") && tokens.isWord(end + 1, "INDEXED")) {
            end += 2;
        }
        index = end == from ? "" : " " + tokens.text(from, end - 1);
    }

    /** name [.*], as MySQL's list of tables has it. */
    void readNameOfList() {
        readName();
        if (tokens.isSymbol(end, '.') && tokens.isSymbol(end + 1, '*')) {
            end += 2;
        }
    }

    void readName() {
        first = end;
        Optional<TableReference> found =
                NO_ALIAS.contains(tokens.keyword(end)) ? Optional.empty() : TableReference.at(tokens, end);
        TableReference table =
                found.orElseThrow(() -> new UnclearException("DELETE whose table is not a plain name"));
        name = table.name();
        end = table.end();
        last = end - 1;
    }

    void readAlias() {
        int candidate = tokens.isWord(end, "AS") ? end + 1 : end;
        if (tokens.isIdentifier(candidate) && !NO_ALIAS.contains(tokens.keyword(candidate))) {
            alias = candidate;
            end = candidate + 1;
        }
    }

    /** The token behind it. */
    int end() {
        return end;
    }

    /** The tokens of the name itself. */
    int firstOfName() {
        return first;
    }

    int lastOfName() {
        return last;
    }

    /** The alias's token, or -1. */
    int alias() {
        return alias;
    }

    QualifiedName name() {
        return name;
    }

    DeleteStatement.Target target() {
        return new DeleteStatement.Target(
                name, tokens.text(first, last), alias < 0 ? null : tokens.text(alias), only);
    }

    /** As it stands behind FROM in a query. */
    String from() {
        String text = (only ? "ONLY " : "") + tokens.text(first, last) + partition;
        return text + (alias < 0 ? "" : " AS " + tokens.text(alias)) + index;
    }
}
