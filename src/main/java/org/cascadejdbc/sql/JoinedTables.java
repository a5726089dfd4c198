package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cascadejdbc.sql.DeleteStatement.Target;

/**
 * The table references of MySQL's DELETE from several tables: finds which tables the names mean that rows are to be
 * deleted from, which may be aliases. Where that is not certain, the statement is not read.
 */
final class JoinedTables {
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");

    private final Tokens tokens;
    private final List<QualifiedName> wanted = new ArrayList<>();
    private final List<Target> found = new ArrayList<>();

    JoinedTables(Tokens tokens) {
        this.tokens = tokens;
    }

    void toBeFound(QualifiedName name) {
        wanted.add(name);
    }

    /** The tables that are wanted, as they are referred to between these tokens. */
    List<Target> find(int first, int last) {
        boolean expected = true;
        int at = first;
        while (at <= last) {
            if (tokens.isSymbol(at, '(')) {
                boolean join = expected && !QUERIES.contains(tokens.keyword(behindParentheses(at)));
                at = join ? at + 1 : tokens.closing(at) + 1; // all brackets are known to be balanced
                expected = join;
            } else if (expected && tokens.isIdentifier(at)) {
                at = table(at);
                expected = false;
            } else {
                expected = tokens.isSymbol(at, ',') || tokens.isWord(at, "JOIN") || tokens.isWord(at, "STRAIGHT_JOIN");
                at++;
            }
        }
        return wanted.stream().map(this::meant).toList();
    }

    private int behindParentheses(int open) {
        int at = open;
        while (tokens.isSymbol(at, '(')) {
            at++;
        }
        return at;
    }

    private int table(int at) {
        if (tokens.isWord(at, "LATERAL") || tokens.isSymbol(at + 1, '(')) {
            return at + 1; // a query or a table function, from which nothing is deleted
        }
        TargetReader table = new TargetReader(tokens, at);
        table.readName();
        int end = table.end();
        if (tokens.isWord(end, "PARTITION") && tokens.isSymbol(end + 1, '(')) {
            throw new UnclearException("DELETE from several tables with PARTITION");
        }
        table.readAlias();
        found.add(table.target());
        return table.end();
    }

    /** Case is for the server to judge: names that differ in nothing else are taken for the same here. */
    private Target meant(QualifiedName name) {
        List<Target> named =
                found.stream().filter(table -> exposed(table).equalsIgnoreCase(name.name().text())).toList();
        if (named.size() > 1) {
            throw new UnclearException("DELETE from several tables, of which " + name + " is found more than once");
        }
        if (named.isEmpty() || !isQualifiedLike(named.get(0), name)) {
            throw new UnclearException("DELETE from several tables, of which " + name
                    + " is not found behind FROM by the same name");
        }
        return named.get(0);
    }

    private static String exposed(Target table) {
        return table.alias() != null ? unquoted(table.alias()) : table.table().name().text();
    }

    private static boolean isQualifiedLike(Target table, QualifiedName name) {
        return table.alias() != null
                ? name.parts().size() == 1
                : table.table().qualifier().map(Name::text).equals(name.qualifier().map(Name::text));
    }

    private static String unquoted(String alias) {
        boolean quoted = alias.length() > 2 && (alias.charAt(0) == '`' || alias.charAt(0) == '"');
        String quote = alias.substring(0, 1);
        return quoted ? alias.substring(1, alias.length() - 1).replace(quote + quote, quote) : alias;
    }
}
