package org.cascadejdbc.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.cascadejdbc.sql.ClauseReader.Content;
import org.cascadejdbc.sql.DeleteStatement.Embedding;
import org.cascadejdbc.sql.DeleteStatement.Limit;
import org.cascadejdbc.sql.DeleteStatement.Returning;
import org.cascadejdbc.sql.DeleteStatement.Target;
import org.cascadejdbc.sql.DeleteStatement.With;

/**
 * Reads a DELETE as its database's grammar has it, from the word DELETE to the last token. Its clauses are not
 * understood, only delimited ({@link ClauseReader}): what they hold is the database's to understand.
 */
final class DeleteReader {
    /** What MySQL may have behind DELETE. */
    static final Set<String> MODIFIERS = Set.of("LOW_PRIORITY", "QUICK", "IGNORE");
    private static final String HINT = "/*+";

    /** A clause: its tokens from {@code first} to {@code last}, both included. */
    record Clause(int first, int last) {}

    private final Tokens tokens;
    private final Lexis lexis;
    private final ClauseReader clauses;
    private final RowLimitReader limits;
    private List<Target> targets;
    private TargetReader target;
    private String hint;
    private boolean ignore;
    private int at = 1;
    private String from;
    private Clause tables;
    private Clause predicate;
    private Clause cursor;
    private Clause limit;
    private Clause returning;
    private String returningAliases;
    private int parametersOfReturning;

    private DeleteReader(Tokens tokens, Lexis lexis) {
        this.tokens = tokens;
        this.lexis = lexis;
        this.clauses = new ClauseReader(tokens, lexis);
        this.limits = new RowLimitReader(tokens, lexis, clauses);
    }

    /**
     * Reads those tokens, whose first one is DELETE.
     *
     * @throws UnclearException if it is not understood to the last token
     */
    static DeleteReader read(Tokens tokens, Lexis lexis) {
        DeleteReader reader = new DeleteReader(tokens, lexis);
        reader.hint();
        reader.modifiers();
        if (reader.isMultiTable()) {
            reader.multiTable();
        } else {
            reader.singleTable();
        }
        reader.end();
        return reader;
    }

    private void hint() {
        if (!lexis.has(SqlFeature.HINTS)) {
            return; // there it is a comment
        }
        String source = tokens.source();
        int comment = source.indexOf(HINT, tokens.end(0));
        if (tokens.size() > 1 && comment >= 0 && comment < tokens.start(1)) {
            if (comment != source.indexOf("/*", tokens.end(0)) || !source.substring(tokens.end(0), comment).isBlank()) {
                throw new UnclearException("DELETE with an optimizer hint behind a comment");
            }
            hint = source.substring(comment, source.indexOf("*/", comment) + 2);
            if (hint.toUpperCase(Locale.ROOT).contains("SET_VAR")) {
                throw new UnclearException("DELETE with the optimizer hint SET_VAR");
            }
        }
    }

    private void modifiers() {
        while (lexis.has(SqlFeature.MODIFIERS) && MODIFIERS.contains(tokens.keyword(at))) {
            ignore |= tokens.isWord(at, "IGNORE");
            at++;
        }
    }

    // ---- one table ------------------------------------------------------------------------------------------------

    private void singleTable() {
        if (!tokens.isWord(at, "FROM")) {
            throw new UnclearException("DELETE without FROM");
        }
        target = new TargetReader(tokens, at + 1);
        target.read(lexis);
        at = target.end();
        targets = List.of(target.target());
        from = target.from();
        if (lexis.has(SqlFeature.DELETE_USING) && tokens.isWord(at, "USING")) {
            tables = clause("USING", Content.TABLES, Set.of("WHERE", "RETURNING"));
        }
        if (tokens.isWord(at, "WHERE")) {
            where();
        }
        int behind = limits.end(at);
        limit = behind > at ? new Clause(at, behind - 1) : null;
        at = behind;
        if (lexis.has(SqlFeature.DELETE_RETURNING) && tokens.isWord(at, "RETURNING")) {
            readReturning();
        }
    }

    private void where() {
        if (lexis.has(SqlFeature.DELETE_CURRENT_OF) && tokens.isWord(at + 1, "CURRENT") && tokens.isWord(at + 2, "OF")) {
            if (!tokens.isIdentifier(at + 3)) {
                throw new UnclearException("DELETE WHERE CURRENT OF what is no plain name");
            }
            cursor = new Clause(at + 3, at + 3);
            at += 4;
            return;
        }
        predicate = clause("WHERE", Content.EXPRESSION, behindPredicate());
    }

    private Set<String> behindPredicate() {
        Set<String> words = new HashSet<>(limits.words());
        if (lexis.has(SqlFeature.DELETE_RETURNING)) {
            words.add("RETURNING");
        }
        return words;
    }

    private void readReturning() {
        int before = clauses.parameters();
        int named = clauses.named();
        if (tokens.isWord(at + 1, "WITH") && tokens.isSymbol(at + 2, '(')) {
            int close = at + 3;
            while (close < tokens.size() && !tokens.isSymbol(close, ')')) {
                close++;
            }
            returningAliases = close < tokens.size() ? tokens.text(at + 1, close) : "";
            at = close;
        }
        returning = clause("RETURNING", Content.LIST, Set.of());
        parametersOfReturning = clauses.parameters() - before;
        if (lexis.has(SqlFeature.NAMED_PARAMETERS) && clauses.named() > (parametersOfReturning > 0 ? 0 : named)) {
            throw ClauseReader.uncountable();
        }
    }

    /** The clause behind the word at this place. */
    private Clause clause(String name, Content content, Set<String> next) {
        int first = at + 1;
        at = clauses.end(first, content, next, name);
        return new Clause(first, at - 1);
    }

    // ---- MySQL's DELETE from several tables -----------------------------------------------------------------------

    /** DELETE a, b FROM tables, or DELETE FROM a, b USING tables. */
    private boolean isMultiTable() {
        if (!lexis.has(SqlFeature.DELETE_SEVERAL_TABLES)) {
            return false;
        }
        if (!tokens.isWord(at, "FROM")) {
            return true;
        }
        TargetReader first = new TargetReader(tokens, at + 1);
        first.readNameOfList();
        return tokens.isSymbol(first.end(), ',') || tokens.isWord(first.end(), "USING")
                || tokens.isSymbol(first.end() - 1, '*');
    }

    private void multiTable() {
        boolean using = tokens.isWord(at, "FROM");
        JoinedTables joined = new JoinedTables(tokens);
        at += using ? 0 : -1;
        do {
            TargetReader named = new TargetReader(tokens, at + 1);
            named.readNameOfList();
            joined.toBeFound(named.name());
            at = named.end();
        } while (tokens.isSymbol(at, ','));
        if (!tokens.isWord(at, using ? "USING" : "FROM")) {
            throw new UnclearException("DELETE without FROM");
        }
        tables = clause("FROM", Content.TABLES, Set.of("WHERE", "ORDER", "LIMIT"));
        targets = joined.find(tables.first(), tables.last());
        from = tokens.text(tables.first(), tables.last());
        if (tokens.isWord(at, "WHERE")) {
            predicate = clause("WHERE", Content.EXPRESSION, Set.of());
        }
    }

    private void end() {
        if (at == tokens.size()) {
            return;
        }
        if (tokens.isSymbol(at, '*')) {
            throw new UnclearException("DELETE FROM table *");
        }
        if (tokens.isSymbol(at, ',')) {
            throw new UnclearException("DELETE from several tables");
        }
        throw new UnclearException(ClauseReader.clause(tokens.keyword(at)));
    }

    /** @param before how many parameters stand before the DELETE */
    DeleteStatement statement(With with, Embedding embedding, int before) {
        return new DeleteBuilder(tokens.source(), targets)
                .with(with)
                .hint(hint)
                .ignore(ignore)
                .from(from)
                .using(target == null ? null : text(tables))
                .predicate(text(predicate))
                .cursor(text(cursor))
                .limit(limit == null ? null : new Limit(text(limit), has(limit, "ORDER"), !has(limit, "ORDER") || has(limit, "LIMIT")))
                .returning(returning == null
                        ? null
                        : new Returning(returningAliases, text(returning), parametersOfReturning, returnsOfQueries()))
                .embedding(embedding)
                .parameters(before + clauses.parameters() - parametersOfReturning)
                .build();
    }

    private boolean has(Clause clause, String word) {
        return IntStream.rangeClosed(clause.first(), clause.last()).anyMatch(i -> tokens.isWord(i, word));
    }

    /** SQLite's IN may have a table's name behind it. */
    private boolean returnsOfQueries() {
        for (int i = returning.first(); i <= returning.last(); i++) {
            boolean inTable = tokens.isWord(i, "IN") && !tokens.isSymbol(i + 1, '(');
            if (inTable || tokens.isWord(i, "SELECT") || tokens.isWord(i, "VALUES")) {
                return true;
            }
        }
        return false;
    }

    private String text(Clause clause) {
        return clause == null ? null : tokens.text(clause.first(), clause.last());
    }

    /** The table and its alias, or {@code null} where there are several. */
    TargetReader target() {
        return target;
    }

    /** USING, or MySQL's table references; {@code null} where there are none. */
    Clause tables() {
        return tables;
    }

    /** {@code null} where there is none. */
    Clause predicate() {
        return predicate;
    }

    /** {@code null} where there is none. */
    Clause limit() {
        return limit;
    }

    /** {@code null} where there is none. */
    Clause returning() {
        return returning;
    }

    boolean hasReturningAliases() {
        return returningAliases != null;
    }

    boolean hasCursor() {
        return cursor != null;
    }

    /** All of them. */
    int parameters() {
        return clauses.parameters();
    }

    /** How deep the brackets nest. */
    int deepest() {
        return clauses.deepest();
    }
}
