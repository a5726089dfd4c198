package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The tables that may lose rows on SQLite by a text that is no DELETE: DROP TABLE begins with an implicit DELETE FROM, and
 * REPLACE deletes what is in the way (documentation: "DROP TABLE", "ON CONFLICT"). Names are in lower case, without a
 * schema; one too many does no harm.
 *
 * @param dropped the tables of DROP TABLE
 * @param replacing the tables of REPLACE, INSERT OR REPLACE, UPDATE OR REPLACE
 * @param mentioned all identifiers of statements that write
 * @param unclear whether other tables may be concerned, which the text does not show
 * @param several whether it is more than one statement
 * @param rollsBack whether one of several undoes what came before
 */
public record ImplicitDeletion(
        Set<String> dropped,
        Set<String> replacing,
        Set<String> mentioned,
        boolean unclear,
        boolean several,
        boolean rollsBack) {
    private static final Set<String> WRITING = Set.of("INSERT", "UPDATE", "REPLACE", "WITH");

    public ImplicitDeletion {
        dropped = Set.copyOf(dropped);
        replacing = Set.copyOf(replacing);
        mentioned = Set.copyOf(mentioned);
    }

    /** What that text does. Takes time linear in its length. */
    public static ImplicitDeletion of(String sql, Lexis lexis) {
        Scanner scanner = new Scanner(sql, lexis);
        StatementSplitter splitter = new StatementSplitter(sql, scanner, lexis);
        List<Tokens> statements = new ArrayList<>();
        for (Tokens statement = splitter.next(); statement != null; statement = splitter.next()) {
            statements.add(statement);
        }
        Set<String> dropped = new HashSet<>();
        Set<String> replacing = new HashSet<>();
        Set<String> mentioned = new HashSet<>();
        boolean unclear = scanner.error() != null;
        boolean rollsBack = false;
        for (Tokens tokens : statements) {
            if (tokens.isWord(0, "DROP") && tokens.isWord(1, "TABLE")) {
                unclear |= !drops(tokens, dropped);
            } else if (WRITING.contains(tokens.keyword(0))) {
                unclear |= replaces(tokens) && !replaces(tokens, lexis, replacing);
                tokens.addIdentifiers(mentioned, true);
            }
            rollsBack |= tokens.isWord(0, "ROLLBACK");
        }
        return new ImplicitDeletion(dropped, replacing, mentioned, unclear, statements.size() > 1, rollsBack);
    }

    /** Whether a definition, of a table or of a trigger, has a REPLACE that is no function. */
    public static boolean isIn(String definition, Lexis lexis) {
        return replaces(Tokens.of(definition, new Scanner(definition, lexis)));
    }

    private static boolean drops(Tokens tokens, Set<String> dropped) {
        int at = tokens.isWord(2, "IF") && tokens.isWord(3, "EXISTS") ? 4 : 2;
        if (tokens.isSymbol(at + 1, '.')) {
            at += 2;
        }
        boolean literal = tokens.kind(at) == Scanner.Kind.STRING;
        if (literal || tokens.isIdentifier(at)) {
            Name name = literal ? tokens.nameInLiteral(at) : tokens.name(at);
            dropped.add(name.text().toLowerCase(Locale.ROOT));
            return true;
        }
        return false;
    }

    private static boolean replaces(Tokens tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.isWord(i, "REPLACE") && DeletionTargets.deletes(tokens, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean replaces(Tokens tokens, Lexis lexis, Set<String> replacing) {
        Optional<Set<String>> targets = DeletionTargets.of(tokens, lexis);
        targets.ifPresent(replacing::addAll);
        return targets.isPresent();
    }

    /** Whether a DROP TABLE or a REPLACE is, or may be, in the text itself. */
    public boolean any() {
        return unclear || !dropped.isEmpty() || !replacing.isEmpty();
    }
}
