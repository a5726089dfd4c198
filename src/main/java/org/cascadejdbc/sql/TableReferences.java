package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cascadejdbc.sql.DeleteStatement.Target;

/**
 * The table references of MySQL's DELETE from several tables: finds which tables the names mean that rows are to be
 * deleted from, which may be aliases. Where that is not certain, the statement is not read.
 */
final class TableReferences {
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");

    private final Tokens tokens;
    private final List<QualifiedName> wanted = new ArrayList<>();
    private final List<Target> found = new ArrayList<>();

    TableReferences(Tokens tokens) {
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
                at = join ? at + 1 : closing(at) + 1;
                expected = join;
            } else if (expected && tokens.isIdentifier(at)) {
                at = table(at);
                expected = false;
            } else {
                expected = tokens.isSymbol(at, ',') || tokens.isWord(at, "JOIN") || tokens.isWord(at, "STRAIGHT_JOIN");
                at++;
            }
        }
        return wanted.stream().map(this::meant).distinct().toList();
    }

    private int behindParentheses(int open) {
        int at = open;
        while (tokens.isSymbol(at, '(')) {
            at++;
        }
        return at;
    }

    /** Brackets are known to be balanced. */
    private int closing(int open) {
        int depth = 0;
        int at = open;
        do {
            depth += tokens.isSymbol(at, '(') ? 1 : tokens.isSymbol(at, ')') ? -1 : 0;
            at++;
        } while (depth > 0 && at < tokens.size());
        return at - 1;
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

    private Target meant(QualifiedName name) {
        List<Target> meant = found.stream().filter(table -> isMeant(table, name)).toList();
        if (meant.size() != 1) {
            throw new UnclearException("DELETE from several tables, of which " + name
                    + (meant.isEmpty() ? " is not found behind FROM by that name" : " is found more than once"));
        }
        return meant.get(0);
    }

    /** Whether an alias or a table's name differs in case only is for the server to say; then both are meant. */
    private boolean isMeant(Target table, QualifiedName name) {
        if (table.alias() != null) {
            return name.parts().size() == 1 && unquoted(table.alias()).equalsIgnoreCase(name.name().text());
        }
        return table.table().name().text().equalsIgnoreCase(name.name().text())
                && table.table().parts().size() == name.parts().size()
                && table.table().qualifier().map(Name::text).equals(name.qualifier().map(Name::text));
    }

    private static String unquoted(String alias) {
        boolean quoted = alias.length() > 2 && (alias.charAt(0) == '`' || alias.charAt(0) == '"');
        String quote = alias.substring(0, 1);
        return quoted ? alias.substring(1, alias.length() - 1).replace(quote + quote, quote) : alias;
    }
}
