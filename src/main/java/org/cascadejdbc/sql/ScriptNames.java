package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;

/** What the names without a schema mean in a script, as far as its own statements say so: {@code USE}, a search path. */
final class ScriptNames {
    private Name schema;
    private boolean unclear;

    /** If it is a statement of that kind; else nothing happens. */
    void read(Tokens tokens, Lexis lexis) {
        int value = value(tokens, lexis);
        if (value < 0) {
            return;
        }
        List<Name> path = new ArrayList<>();
        unclear = false;
        for (int i = value; i < tokens.size(); i += 2) {
            boolean literal = tokens.text(i).startsWith("'");
            if (!literal && !tokens.isIdentifier(i)) {
                unclear = true;
                return;
            }
            path.add(literal ? tokens.nameInLiteral(i) : tokens.name(i));
            unclear |= i + 1 < tokens.size() && !tokens.isSymbol(i + 1, ',');
        }
        path.removeIf(each -> each.text().isEmpty());
        boolean reset = path.size() == 1 && !path.get(0).quoted() && path.get(0).text().equalsIgnoreCase("DEFAULT");
        schema = path.isEmpty() || reset ? null : path.get(0);
        unclear |= path.size() > 1 || (schema != null && schema.text().startsWith("$"));
    }

    /** Where the value begins that says it, or a negative number. */
    private static int value(Tokens tokens, Lexis lexis) {
        if (lexis.has(SqlFeature.USE)) {
            return tokens.isWord(0, "USE") && tokens.size() == 2 ? 1 : -1;
        }
        int at = 1;
        if (!lexis.has(SqlFeature.SET_SEARCH_PATH) || !tokens.isWord(0, "SET")) {
            return -1;
        }
        at += tokens.isWord(at, "SESSION") || tokens.isWord(at, "LOCAL") ? 1 : 0;
        if (tokens.isWord(at, "SCHEMA")) {
            return at + 1;
        }
        return tokens.isWord(at, "SEARCH_PATH") ? at + 2 : -1;
    }

    QualifiedName qualified(QualifiedName name) {
        return schema == null || unclear || name.parts().size() > 1
                ? name
                : new QualifiedName(List.of(schema, name.name()));
    }

    /** The key with its tables as they are meant. */
    ForeignKeyDeclaration checked(ForeignKeyDeclaration key, TokenReader in) {
        if (unclear && (key.table().parts().size() < 2 || key.referencedTable().parts().size() < 2)) {
            throw in.error(in.offset(), "a search path of more than one schema is set above, so that it is not clear here which "
                    + "tables the foreign key at " + key.origin() + " means: write them with their schemas");
        }
        return new ForeignKeyDeclaration(
                key.name(),
                key.table(),
                key.columns(),
                qualified(key.referencedTable()),
                key.referencedColumns(),
                key.onDelete(),
                key.onDeleteColumns(),
                key.deferrable(),
                key.initiallyDeferred(),
                key.origin());
    }
}
