package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the foreign keys of one statement of a script. */
final class ForeignKeyReader {
    private static final Set<String> BEFORE_TABLE = Set.of(
            "GLOBAL", "LOCAL", "TEMP", "TEMPORARY", "UNLOGGED", "OR", "REPLACE", "IGNORE", "ONLINE", "OFFLINE");

    private final TokenReader in;
    private final ScriptNames names;
    private final ForeignKeyChanges keys;
    private final TableElements elements;
    private final Tokens tokens;
    private boolean ofTable;

    /** @param keys those of the statements before, which this one may change */
    ForeignKeyReader(Tokens tokens, ScriptLines lines, ScriptNames names, ForeignKeyChanges keys) {
        this.tokens = tokens;
        this.in = new TokenReader(tokens, lines);
        this.names = names;
        this.keys = keys;
        this.elements = new TableElements(in, names);
    }

    void read() {
        if (in.accept("CREATE") && isTable()) {
            createTable();
        } else if (startsTable("ALTER")) {
            ofTable = true;
            new AlterTableReader(in, names, keys, elements).read();
        } else if (startsTable("DROP")) {
            dropTables();
        } else if (startsTable("RENAME")) {
            renameTables();
        } else if (!StatementSplitter.definesBody(tokens) && !isOfPrivileges()) {
            in.moveTo(0);
            refuseForeignKey("in CREATE TABLE or ALTER TABLE");
        }
        keys.add(elements.found());
    }

    private boolean startsTable(String keyword) {
        in.moveTo(0);
        return in.accept(keyword) && isTable();
    }

    /** REFERENCES is a privilege, too. */
    private boolean isOfPrivileges() {
        return tokens.isWord(0, "GRANT")
                || tokens.isWord(0, "REVOKE")
                || (tokens.isWord(0, "ALTER") && tokens.isWord(1, "DEFAULT"));
    }

    private void dropTables() {
        if (in.accept("IF")) {
            in.expect("EXISTS");
        }
        List<QualifiedName> dropped = new ArrayList<>();
        do {
            dropped.add(tableName());
        } while (in.accept(','));
        boolean cascade = in.isKeyword(0, "CASCADE");
        dropped.forEach(each -> keys.dropTable(each, cascade));
    }

    /** MySQL's. */
    private void renameTables() {
        do {
            QualifiedName old = tableName();
            in.expect("TO");
            keys.renameTable(old, tableName());
        } while (in.accept(','));
    }

    private QualifiedName tableName() {
        return names.qualified(in.qualifiedName("the table's name"));
    }

    private boolean isTable() {
        while (BEFORE_TABLE.contains(in.keyword())) {
            in.skip();
        }
        return in.accept("TABLE");
    }

    private void createTable() {
        if (in.accept("IF")) {
            in.expect("NOT");
            in.expect("EXISTS");
        }
        ofTable = true;
        elements.of(tableName());
        if (!in.accept('(')) {
            // CREATE TABLE … AS, LIKE, PARTITION OF: no place for a foreign key.
            refuseForeignKey("between the parentheses of CREATE TABLE");
            return;
        }
        do {
            elements.element();
        } while (in.accept(','));
        in.expect(')');
        refuseForeignKey("between the parentheses of CREATE TABLE");
    }

    /** A foreign key where none can be was meant to be one: a misspelt ALTER, a missing parenthesis. */
    private void refuseForeignKey(String where) {
        for (; !in.atEnd(); in.skip()) {
            if (elements.isForeignKey() && in.isSymbol(2, '(')) {
                throw in.unexpected("FOREIGN KEY only " + where);
            }
            if (in.isKeyword(0, "REFERENCES") && in.isIdentifier(1)) {
                throw in.unexpected("REFERENCES only " + where + ", or ; before the statement in which it is");
            }
            if (ofTable && in.isKeyword(0, "ON") && in.isKeyword(1, "DELETE")) {
                throw in.unexpected("ON DELETE only behind REFERENCES");
            }
        }
    }
}
