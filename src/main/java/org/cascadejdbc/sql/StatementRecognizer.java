package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    /** Whether a word that deletes and a character beyond ASCII are both in the text, be it in a literal or a comment. */
    public static boolean mayHideDeletion(String sql) {
        return sql.chars().anyMatch(c -> c >= 0x7f) && Prefilter.mentionsDeletion(sql, 0, sql.length());
    }

    /** What the statement is. Takes time linear in its length, whatever its contents. */
    public Recognition recognize(String sql) {
        if (!mayConcern(sql)) {
            return Recognition.Other.INSTANCE;
        }
        Scanner scanner = new Scanner(sql, lexis);
        List<Tokens> statements = split(sql, scanner);
        StatementClass trouble = trouble(sql, scanner, statements);
        if (trouble != null) {
            // Without the word nothing deletes, wherever the tokens' ends may be; with it, it may be anything.
            return Prefilter.mentionsDeletion(sql, 0, sql.length())
                    ? unclear(trouble, statements)
                    : Recognition.Definition.SCHEMA;
        }
        if (statements.isEmpty()) {
            return Recognition.Other.INSTANCE;
        }
        return statements.size() == 1 ? single(statements.get(0)) : several(statements);
    }

    /** Whether a text is more than one statement. */
    public boolean isSeveral(String sql) {
        return split(sql, new Scanner(sql, lexis)).size() > 1;
    }

    /** What a text of several statements is of which one may change how the next one's literals are read, into another reading. */
    public static Recognition.Unclear changingItsReading(String sql) {
        return new Recognition.Unclear("several statements in one string, which end elsewhere if one of them changes how the "
                + "literals of the next are read", WayOut.ONE_AT_A_TIME, HiddenText.of(sql), true);
    }

    /** What a text is in which JDBC's escapes are other words when the driver has replaced them. */
    public static Recognition.Unclear hiddenInEscapes(String sql) {
        return new Recognition.Unclear("a statement that deletes only when the driver has replaced its escapes {…}",
                WayOut.WITHOUT_ESCAPES, HiddenText.of(sql), true);
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

    /** Why the tokens do not tell what the statement does, or {@code null} where they do. */
    private StatementClass trouble(String sql, Scanner scanner, List<Tokens> statements) {
        StatementClass found = null;
        Optional<String> garbled = scanner.error() == null ? Optional.empty() : lexis.alphabet().objection(sql);
        if (garbled.isPresent()) {
            return StatementClass.deleting(
                            "a statement whose tokens cannot be told apart (" + garbled.get() + ")", WayOut.ASCII)
                    .concerning(new Mentions.Garbled(sql))
                    .andDefining();
        }
        if (scanner.error() != null) {
            found = StatementClass.deleting(
                    "a statement whose tokens cannot be told apart (" + scanner.error() + ")", WayOut.COMPLETE);
            if (lexis.has(SqlFeature.LETTERS_OF_JAVA) || lexis.has(SqlFeature.LETTERS_ALONE)) {
                return found.concerning(new Mentions.Garbled(sql)).andDefining(); // some character may be a blank
            }
        } else if (scanner.executableComment()) {
            found = StatementClass.deleting(
                    "a statement with an executable comment /*! … */", WayOut.WITHOUT_COMMENT);
        } else if (!statements.isEmpty() && statements.get(statements.size() - 1).isCutOff()) {
            found = StatementClass.deleting(
                    "a definition whose BEGIN … END block or parenthesis is not closed", WayOut.COMPLETE);
        } else if (scanner.escapedIdentifier() && statements.stream().anyMatch(Tokens::hasUnreadableIdentifier)) {
            found = StatementClass.deleting(
                    "a statement with an escaped identifier U&\"…\"", WayOut.PLAIN_IDENTIFIERS);
        }
        return found == null ? null : found.concerning(HiddenText.of(sql)).andDefining();
    }

    private Recognition single(Tokens tokens) {
        StatementClass found = StatementClassifier.classify(tokens, lexis);
        return switch (found.kind()) {
            case OTHER -> Recognition.Other.INSTANCE;
            case DEFINITION -> Recognition.Definition.SCHEMA;
            case SETTING -> Recognition.Definition.SESSION;
            case DELETE, DELETING -> deleting(tokens, found);
            case TRUNCATE -> truncate(tokens);
        };
    }

    private Recognition deleting(Tokens tokens, StatementClass found) {
        try {
            if (tokens.hasEscapedIdentifier()) {
                throw new UnclearException("DELETE with an escaped identifier U&\"…\"", WayOut.PLAIN_IDENTIFIERS);
            }
            List<DeleteStatement> parts = new DeletingParts(tokens, lexis).read();
            if (parts.isEmpty()) {
                return unclear(found, List.of(tokens));
            }
            if (Blanks.skip(tokens.source(), 0, lexis) != tokens.start(0)) {
                throw new UnclearException("DELETE behind a semicolon", WayOut.PLAIN_DELETE);
            }
            return new Recognition.Delete(parts);
        } catch (UnclearException e) {
            return unclear(StatementClass.deleting(e.getMessage(), e.advice()), List.of(tokens));
        }
    }

    private Recognition truncate(Tokens tokens) {
        Optional<Recognition.Truncate> truncate = TruncateReader.read(tokens);
        return truncate.isPresent()
                ? truncate.get()
                : unclear(
                        StatementClass.deleting("TRUNCATE in a form that is not known", WayOut.PLAIN_TRUNCATE),
                        List.of(tokens));
    }

    private Recognition several(List<Tokens> statements) {
        boolean defines = false;
        boolean sets = false;
        List<Tokens> deleting = new ArrayList<>();
        Mentions hidden = null;
        for (Tokens tokens : statements) {
            StatementClass found = StatementClassifier.classify(tokens, lexis);
            defines |= found.definition();
            sets |= found.kind() == StatementClass.Kind.SETTING;
            if (found.kind().deletes()) {
                deleting.add(tokens);
                hidden = found.tables() == null ? hidden : Mentions.Anything.INSTANCE;
            }
        }
        if (!deleting.isEmpty()) {
            StatementClass found =
                    StatementClass.deleting("several statements in one string", WayOut.ONE_AT_A_TIME);
            found = hidden == null ? found : found.concerning(hidden);
            return unclear(defines || sets ? found.andDefining() : found, deleting);
        }
        if (defines) {
            return Recognition.Definition.SCHEMA;
        }
        return sets ? Recognition.Definition.SESSION : Recognition.Other.INSTANCE;
    }

    private Recognition unclear(StatementClass found, List<Tokens> statements) {
        Mentions tables = found.tables() != null ? found.tables() : new Mentions.Named(targets(statements));
        return new Recognition.Unclear(found.form(), found.advice(), tables, found.definition());
    }

    /** The tables that they delete from; of a statement that does not show them for certain, all identifiers. */
    private Set<String> targets(List<Tokens> statements) {
        Set<String> targets = new HashSet<>();
        for (Tokens tokens : statements) {
            DeletionTargets.of(tokens, lexis).ifPresentOrElse(
                    targets::addAll, () -> targets.addAll(identifiers(List.of(tokens))));
        }
        return targets;
    }

    private Set<String> identifiers(List<Tokens> statements) {
        Set<String> identifiers = new HashSet<>();
        for (Tokens tokens : statements) {
            tokens.addIdentifiers(identifiers, lexis.has(SqlFeature.LITERALS_AS_NAMES));
        }
        return identifiers;
    }
}
