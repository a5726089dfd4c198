package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the foreign keys of one statement of a script. */
final class ForeignKeyReader {
    /** What may follow a reference in a column's definition. */
    private static final Set<String> COLUMN_CONSTRAINTS = Set.of(
            "NOT", "NULL", "DEFAULT", "UNIQUE", "PRIMARY", "KEY", "CHECK", "CONSTRAINT", "COLLATE", "GENERATED",
            "COMMENT", "REFERENCES", "AUTO_INCREMENT", "AUTOINCREMENT", "AS", "COLUMN_FORMAT", "STORAGE", "VISIBLE",
            "INVISIBLE", "FIRST", "AFTER", "COMPRESSION");
    /** What a table's constraint starts with; SQLite needs no comma between two. */
    private static final Set<String> TABLE_CONSTRAINTS = Set.of(
            "CONSTRAINT", "FOREIGN", "PRIMARY", "UNIQUE", "CHECK", "EXCLUDE", "KEY", "INDEX", "FULLTEXT", "SPATIAL",
            "LIKE");
    /** What ALTER TABLE … DROP drops otherwise. */
    private static final Set<String> NO_COLUMNS =
            Set.of("PRIMARY", "INDEX", "KEY", "CHECK", "PARTITION", "EXPRESSION", "IDENTITY", "DEFAULT", "NOT");
    private static final Set<String> BEFORE_TABLE = Set.of(
            "GLOBAL", "LOCAL", "TEMP", "TEMPORARY", "UNLOGGED", "OR", "REPLACE", "IGNORE", "ONLINE", "OFFLINE");

    private final TokenReader in;
    private final ScriptNames names;
    private final ForeignKeyChanges keys;
    private final List<ForeignKeyDeclaration> found = new ArrayList<>();
    private final Tokens tokens;
    private QualifiedName table;

    /** @param keys those of the statements before, which this one may change */
    ForeignKeyReader(Tokens tokens, ScriptLines lines, ScriptNames names, ForeignKeyChanges keys) {
        this.tokens = tokens;
        this.in = new TokenReader(tokens, lines);
        this.names = names;
        this.keys = keys;
    }

    void read() {
        if (in.accept("CREATE") && isTable()) {
            createTable();
        } else if (startsTable("ALTER")) {
            alterTable();
        } else if (startsTable("DROP")) {
            dropTables();
        } else if (startsTable("RENAME")) {
            renameTables();
        } else if (!StatementSplitter.definesBody(tokens) && !isOfPrivileges()) {
            in.moveTo(0);
            refuseForeignKey("in CREATE TABLE or ALTER TABLE");
        }
        keys.add(found);
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
        table = tableName();
        if (!in.accept('(')) {
            // CREATE TABLE … AS, LIKE, PARTITION OF: no place for a foreign key.
            refuseForeignKey("between the parentheses of CREATE TABLE");
            return;
        }
        do {
            element();
        } while (in.accept(','));
        in.expect(')');
        refuseForeignKey("between the parentheses of CREATE TABLE");
    }

    /** A column or a constraint of CREATE TABLE, up to the comma or parenthesis behind it. */
    private void element() {
        if (isConstraint()) {
            constraints();
        } else {
            column();
        }
    }

    /** A column may well be called key or exclude: a reference outside of a foreign key is a column's. */
    private boolean isConstraint() {
        if (!TABLE_CONSTRAINTS.contains(in.keyword())) {
            return false;
        }
        boolean column = !in.isKeyword(0, "CONSTRAINT") && in.elementHas("REFERENCES") && !in.elementHas("FOREIGN");
        return !column;
    }

    private void constraints() {
        while (!in.atSeparator()) {
            Name name = constraintName();
            if (isForeignKey()) {
                foreignKey(name);
                in.expectSeparatorOr(TABLE_CONSTRAINTS);
            } else {
                skipConstraint();
            }
        }
    }

    private void skipConstraint() {
        while (!in.atSeparator() && !in.isKeyword(0, "CONSTRAINT") && !isForeignKey()) {
            if (in.isKeyword(0, "REFERENCES")) {
                throw in.unexpected("FOREIGN KEY (…) before REFERENCES");
            }
            in.skipGroup();
        }
    }

    private boolean isForeignKey() {
        return in.isKeyword(0, "FOREIGN") && in.isKeyword(1, "KEY");
    }

    private Name constraintName() {
        if (!in.accept("CONSTRAINT")) {
            return null;
        }
        boolean unnamed = isForeignKey();
        return unnamed || in.isSymbol(0, ',') ? null : in.name("a constraint's name");
    }

    private void column() {
        Name column = in.name("a column's name or a constraint");
        Name constraint = null;
        while (!in.atSeparator()) {
            if (in.isKeyword(0, "CONSTRAINT")) {
                constraint = constraintName();
            } else if (in.isKeyword(0, "REFERENCES")) {
                int offset = in.offset();
                reference(constraint, List.of(column), offset);
                in.expectSeparatorOr(COLUMN_CONSTRAINTS);
                constraint = null;
            } else if (isForeignKey()) {
                throw in.unexpected("a comma before FOREIGN KEY, or REFERENCES alone");
            } else if (in.isKeyword(0, "ON") && in.isKeyword(1, "DELETE")) {
                throw in.unexpected("ON DELETE directly behind REFERENCES");
            } else {
                in.skipGroup();
            }
        }
    }

    private void foreignKey(Name name) {
        int offset = in.offset();
        in.expect("FOREIGN");
        in.expect("KEY");
        if (in.accept("IF")) {
            in.expect("NOT");
            in.expect("EXISTS");
        }
        // MySQL: the name of the index, which names the constraint where it has no other name.
        Name index = in.isSymbol(0, '(') ? null : in.name("( and the referencing columns");
        List<Name> columns = in.names("the referencing columns");
        reference(name == null ? index : name, columns, offset);
    }

    private void reference(Name name, List<Name> columns, int offset) {
        ForeignKeyDeclaration key = new ReferenceReader(in).read(name, table, columns, offset);
        found.add(names.checked(key, in));
    }

    private void alterTable() {
        if (in.accept("IF")) {
            in.expect("EXISTS");
        }
        if (in.isKeyword(0, "ONLY") && !in.isSymbol(1, '.')) {
            in.skip();
        }
        if (in.isKeyword(0, "ALL")) {
            // ALTER TABLE ALL IN TABLESPACE.
            return;
        }
        table = tableName();
        in.accept('*');
        do {
            if (in.accept("ADD")) {
                addition();
            } else if (!changesKeys()) {
                skipAction();
            }
        } while (in.accept(','));
        if (!in.atEnd()) {
            throw in.unexpected(", or ;");
        }
    }

    /** What drops, renames or moves something that a foreign key above may be about. */
    private boolean changesKeys() {
        if (in.accept("DROP")) {
            drop();
        } else if (in.accept("RENAME")) {
            rename();
        } else if (in.accept("CHANGE")) {
            in.accept("COLUMN");
            Name old = in.name("a column's name");
            if (!in.isIdentifier(0) || !in.name("a column's name").text().equalsIgnoreCase(old.text())) {
                keys.changeColumn(table, old, in);
            }
            skipAction();
        } else if (in.isKeyword(0, "SET") && in.isKeyword(1, "SCHEMA")) {
            keys.changeTable(table, in);
            skipAction();
        } else {
            return false;
        }
        return true;
    }

    private void drop() {
        boolean constraint = in.accept("CONSTRAINT") || (isForeignKey() && in.accept("FOREIGN") && in.accept("KEY"));
        boolean column = !constraint && (in.accept("COLUMN") || !NO_COLUMNS.contains(in.keyword()));
        if (in.accept("IF")) {
            in.expect("EXISTS");
        }
        if ((constraint || column) && in.isIdentifier(0)) {
            Name name = in.name("a name");
            if (constraint) {
                keys.dropConstraint(table, name, in);
            } else {
                keys.changeColumn(table, name, in);
            }
        }
        skipAction();
    }

    private void rename() {
        if (in.accept("TO") || in.accept("AS")) {
            keys.renameTable(table, renamed());
        } else if (in.accept("CONSTRAINT")) {
            keys.dropConstraint(table, in.name("a constraint's name"), in);
            throw in.unexpected("no new name for a constraint, which is to be declared with its last one");
        } else if (!Set.of("INDEX", "KEY").contains(in.keyword())) {
            boolean column = in.accept("COLUMN");
            Name name = in.name("a name");
            if (column || in.isKeyword(0, "TO")) {
                keys.changeColumn(table, name, in);
            } else {
                keys.renameTable(table, names.qualified(new QualifiedName(List.of(name)))); // MySQL needs no TO
            }
        }
        skipAction();
    }

    /** Where no schema is said, it stays in its own. */
    private QualifiedName renamed() {
        QualifiedName to = in.qualifiedName("the table's new name");
        if (to.parts().size() > 1 || table.parts().size() < 2) {
            return to;
        }
        List<Name> parts = new ArrayList<>(table.parts());
        parts.set(parts.size() - 1, to.name());
        return new QualifiedName(parts);
    }

    private void addition() {
        if (in.accept("COLUMN")) {
            addedColumns();
        } else if (isConstraint()) {
            constraints();
        } else {
            addedColumns();
        }
    }

    private void addedColumns() {
        if (in.accept("IF")) {
            in.expect("NOT");
            in.expect("EXISTS");
        }
        if (in.accept('(')) {
            do {
                element();
            } while (in.accept(','));
            in.expect(')');
            return;
        }
        column();
    }

    private void skipAction() {
        if (in.isKeyword(0, "CONSTRAINT") || in.isKeyword(0, "FOREIGN")) {
            throw in.unexpected("ADD before it");
        }
        while (!in.atSeparator()) {
            if (isForeignKey()) {
                throw in.unexpected("ADD before FOREIGN KEY");
            }
            if (in.isKeyword(0, "REFERENCES")) {
                throw in.unexpected("a foreign key to be added by ADD FOREIGN KEY");
            }
            in.skipGroup();
        }
    }

    /** A foreign key where none can be was meant to be one: a misspelt ALTER, a missing parenthesis. */
    private void refuseForeignKey(String where) {
        for (; !in.atEnd(); in.skip()) {
            if (isForeignKey() && in.isSymbol(2, '(')) {
                throw in.unexpected("FOREIGN KEY only " + where);
            }
            if (in.isKeyword(0, "REFERENCES") && in.isIdentifier(1)) {
                throw in.unexpected("REFERENCES only " + where + ", or ; before the statement in which it is");
            }
            if (table != null && in.isKeyword(0, "ON") && in.isKeyword(1, "DELETE")) {
                throw in.unexpected("ON DELETE only behind REFERENCES");
            }
        }
    }
}
