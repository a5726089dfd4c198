package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Says what a statement is, as far as cascades are concerned. Immutable and free of state: one for each
 * {@link Lexis} serves all threads.
 *
 * <p>A DELETE is recognised only if it is understood to its last token, by us and by JSqlParser ({@link
 * SecondOpinion}); every other statement that may delete is {@link Recognition.Unclear}. A false Unclear costs an
 * error message, a false Delete or Other costs rows.
 */
public final class StatementRecognizer {
    private final Lexis lexis;

    public StatementRecognizer(Lexis lexis) {
        this.lexis = Objects.requireNonNull(lexis, "lexis");
    }

    /**
     * Whether {@link #recognize} could answer anything but {@link Recognition.Other}: a cheap look that says no to
     * ordinary SELECT, INSERT and UPDATE, and never no to what matters.
     */
    public boolean mayConcern(String sql) {
        return Prefilter.mayConcern(sql, lexis);
    }

    /** What the statement is. Takes time linear in its length, whatever its contents. */
    public Recognition recognize(String sql) {
        if (!mayConcern(sql)) {
            return Recognition.Other.INSTANCE;
        }
        Scanner scanner = new Scanner(sql, lexis);
        List<Tokens> statements = split(sql, scanner);
        String trouble = trouble(scanner, statements);
        if (trouble != null) {
            // Without the word nothing deletes, wherever the tokens' ends may be; with it, it may be anything.
            return Prefilter.mentionsDeletion(sql, 0, sql.length())
                    ? new Recognition.Unclear(trouble, identifiers(statements), true, true)
                    : Recognition.Definition.SCHEMA;
        }
        if (statements.isEmpty()) {
            return Recognition.Other.INSTANCE;
        }
        return statements.size() == 1 ? single(statements.get(0)) : several(statements);
    }

    /** Every identifier in a text, without quotes, in lower case; keywords are among them. */
    public Set<String> identifiers(String sql) {
        return identifiers(split(sql, new Scanner(sql, lexis)));
    }

    private List<Tokens> split(String sql, Scanner scanner) {
        StatementSplitter splitter = new StatementSplitter(sql, scanner, lexis);
        List<Tokens> statements = new ArrayList<>();
        for (Tokens statement = splitter.next(); statement != null; statement = splitter.next()) {
            statements.add(statement);
        }
        return statements;
    }

    private static String trouble(Scanner scanner, List<Tokens> statements) {
        if (scanner.error() != null) {
            return "a statement whose tokens cannot be told apart (" + scanner.error() + ")";
        }
        if (scanner.executableComment()) {
            return "a statement with an executable comment /*! … */";
        }
        if (scanner.escapedIdentifier()) {
            return "a statement with an escaped identifier U&\"…\"";
        }
        if (!statements.isEmpty() && statements.get(statements.size() - 1).isCutOff()) {
            return "a definition whose BEGIN … END block or parenthesis is not closed";
        }
        return null;
    }

    private Recognition single(Tokens tokens) {
        StatementClass found = StatementClassifier.classify(tokens);
        return switch (found.kind()) {
            case OTHER -> Recognition.Other.INSTANCE;
            case DEFINITION -> Recognition.Definition.SCHEMA;
            case SETTING -> Recognition.Definition.SESSION;
            case DELETE, DELETING -> deleting(tokens, found);
        };
    }

    private Recognition deleting(Tokens tokens, StatementClass found) {
        try {
            List<DeleteStatement> parts = new DeletingParts(tokens, lexis).read();
            if (parts.isEmpty()) {
                return unclear(found, List.of(tokens));
            }
            if (Blanks.skip(tokens.source(), 0, lexis) != tokens.start(0)) {
                throw new UnclearException("DELETE behind a semicolon");
            }
            return new Recognition.Delete(parts);
        } catch (UnclearException e) {
            return unclear(StatementClass.deleting(e.getMessage()), List.of(tokens));
        }
    }

    private static Recognition several(List<Tokens> statements) {
        boolean deletes = false;
        boolean defines = false;
        boolean sets = false;
        boolean anything = false;
        for (Tokens tokens : statements) {
            StatementClass found = StatementClassifier.classify(tokens);
            deletes |= found.kind() == StatementClass.Kind.DELETE || found.kind() == StatementClass.Kind.DELETING;
            defines |= found.kind() == StatementClass.Kind.DEFINITION || found.definition();
            sets |= found.kind() == StatementClass.Kind.SETTING;
            anything |= found.anything();
        }
        if (deletes) {
            return new Recognition.Unclear(
                    "several statements in one string", identifiers(statements), anything, defines || sets);
        }
        if (defines) {
            return Recognition.Definition.SCHEMA;
        }
        return sets ? Recognition.Definition.SESSION : Recognition.Other.INSTANCE;
    }

    private static Recognition unclear(StatementClass found, List<Tokens> statements) {
        return new Recognition.Unclear(
                found.form(), identifiers(statements), found.anything(), found.definition());
    }

    private static Set<String> identifiers(List<Tokens> statements) {
        Set<String> identifiers = new HashSet<>();
        for (Tokens tokens : statements) {
            tokens.addIdentifiers(identifiers);
        }
        return identifiers;
    }
}
