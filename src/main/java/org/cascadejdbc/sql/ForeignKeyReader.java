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
    private static final Set<String> BEFORE_TABLE = Set.of(
            "GLOBAL", "LOCAL", "TEMP", "TEMPORARY", "UNLOGGED", "OR", "REPLACE", "IGNORE", "ONLINE", "OFFLINE");

    private final TokenReader in;
    private final List<ForeignKeyDeclaration> found = new ArrayList<>();
    private final Tokens tokens;
    private QualifiedName table;

    ForeignKeyReader(Tokens tokens, ScriptLines lines) {
        this.tokens = tokens;
        this.in = new TokenReader(tokens, lines);
    }

    void addTo(List<ForeignKeyDeclaration> all) {
        boolean create = in.accept("CREATE");
        if ((create || in.accept("ALTER")) && isTable()) {
            if (create) {
                createTable();
            } else {
                alterTable();
            }
        } else if (!StatementSplitter.definesBody(tokens)) {
            in.moveTo(0);
            refuseForeignKey("in CREATE TABLE or ALTER TABLE");
        }
        all.addAll(found);
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
        table = in.qualifiedName("the table's name");
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
        found.add(new ReferenceReader(in).read(name, table, columns, offset));
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
        table = in.qualifiedName("the table's name");
        in.accept('*');
        do {
            if (in.accept("ADD")) {
                addition();
            } else {
                skipAction();
            }
        } while (in.accept(','));
        if (!in.atEnd()) {
            throw in.unexpected(", or ;");
        }
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
        boolean drops = in.isKeyword(0, "DROP");
        while (!in.atSeparator()) {
            if (!drops && isForeignKey()) {
                throw in.unexpected("ADD before FOREIGN KEY");
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
            if (table != null && in.isKeyword(0, "ON") && in.isKeyword(1, "DELETE")) {
                throw in.unexpected("ON DELETE only behind REFERENCES");
            }
        }
    }
}
