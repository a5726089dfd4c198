package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A place in the tokens of a script's statement, and the errors that name the line there. */
final class TokenReader {
    private final Tokens tokens;
    private final ScriptLines lines;
    private int at;

    TokenReader(Tokens tokens, ScriptLines lines) {
        this.tokens = tokens;
        this.lines = lines;
    }

    void moveTo(int token) {
        at = token;
    }

    void skip() {
        at++;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    /** At the comma, the closing parenthesis or the end that ends an element. */
    boolean atSeparator() {
        return atEnd() || isSymbol(0, ',') || isSymbol(0, ')');
    }

    String keyword() {
        return keyword(0);
    }

    String keyword(int ahead) {
        return tokens.keyword(at + ahead);
    }

    boolean isKeyword(int ahead, String keyword) {
        return tokens.isWord(at + ahead, keyword);
    }

    boolean isSymbol(int ahead, char symbol) {
        return tokens.isSymbol(at + ahead, symbol);
    }

    boolean isIdentifier(int ahead) {
        return tokens.isIdentifier(at + ahead);
    }

    boolean accept(String keyword) {
        boolean here = isKeyword(0, keyword);
        at += here ? 1 : 0;
        return here;
    }

    boolean accept(char symbol) {
        boolean here = isSymbol(0, symbol);
        at += here ? 1 : 0;
        return here;
    }

    void expect(String keyword) {
        if (!accept(keyword)) {
            throw unexpected(keyword);
        }
    }

    void expect(char symbol) {
        if (!accept(symbol)) {
            throw unexpected(String.valueOf(symbol));
        }
    }

    void expectSeparatorOr(Set<String> keywords) {
        if (!atSeparator() && !keywords.contains(keyword())) {
            throw unexpected(", or )");
        }
    }

    Name name(String what) {
        if (!tokens.isIdentifier(at)) {
            throw unexpected(what);
        }
        return tokens.name(at++);
    }

    QualifiedName qualifiedName(String what) {
        List<Name> parts = new ArrayList<>();
        do {
            parts.add(name(what));
        } while (accept('.'));
        return new QualifiedName(parts);
    }

    List<Name> names(String what) {
        if (!accept('(')) {
            throw unexpected("( and " + what);
        }
        List<Name> names = new ArrayList<>();
        do {
            names.add(name(what));
        } while (accept(','));
        if (!accept(')')) {
            throw unexpected(") after " + what);
        }
        return names;
    }

    /** Passes over one token, or over all between a parenthesis and the one that closes it. */
    void skipGroup() {
        int open = at;
        int depth = 0;
        do {
            if (atEnd()) {
                at = open;
                throw lines.error(offset(), "expected ) for the ( that is opened here");
            }
            depth += isSymbol(0, '(') ? 1 : isSymbol(0, ')') ? -1 : 0;
            at++;
        } while (depth > 0);
    }

    /** The offset of the token here, or of the last one at the end. */
    int offset() {
        return tokens.start(Math.min(at, tokens.size() - 1));
    }

    /** Whether the keyword stands between here and the separator, outside of parentheses. */
    boolean elementHas(String keyword) {
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            if (depth == 0 && (tokens.isSymbol(i, ',') || tokens.isSymbol(i, ')'))) {
                return false;
            }
            if (depth == 0 && tokens.isWord(i, keyword)) {
                return true;
            }
            depth += tokens.isSymbol(i, '(') ? 1 : tokens.isSymbol(i, ')') ? -1 : 0;
        }
        return false;
    }

    String origin(int offset) {
        return lines.origin(offset);
    }

    ScriptException error(int offset, String problem) {
        return lines.error(offset, problem);
    }

    ScriptException unexpected(String expected) {
        String here = atEnd() ? "the end of the statement" : tokens.text(at);
        return lines.error(offset(), "expected " + expected + ", but found " + here);
    }
}
