package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads columns and constraints of a table, wherever they are declared, for the foreign keys that are among them. */
final class TableElements {
    /** What may follow a reference in a column's definition. */
    private static final Set<String> COLUMN_CONSTRAINTS = Set.of(
            "NOT", "NULL", "DEFAULT", "UNIQUE", "PRIMARY", "KEY", "CHECK", "CONSTRAINT", "COLLATE", "GENERATED",
            "COMMENT", "REFERENCES", "AUTO_INCREMENT", "AUTOINCREMENT", "AS", "COLUMN_FORMAT", "STORAGE", "VISIBLE",
            "INVISIBLE", "FIRST", "AFTER", "COMPRESSION");
    /** What a table's constraint starts with; SQLite needs no comma between two. */
    private static final Set<String> TABLE_CONSTRAINTS = Set.of(
            "CONSTRAINT", "FOREIGN", "PRIMARY", "UNIQUE", "CHECK", "EXCLUDE", "KEY", "INDEX", "FULLTEXT", "SPATIAL",
            "LIKE");

    private final TokenReader in;
    private final ScriptNames names;
    private final List<ForeignKeyDeclaration> found = new ArrayList<>();
    private QualifiedName table;

    TableElements(TokenReader in, ScriptNames names) {
        this.in = in;
        this.names = names;
    }

    /** Whose the next ones are. */
    void of(QualifiedName name) {
        table = name;
    }

    List<ForeignKeyDeclaration> found() {
        return found;
    }

    /** A column or a constraint of CREATE TABLE, up to the comma or parenthesis behind it. */
    void element() {
        if (isConstraint()) {
            constraints();
        } else {
            column();
        }
    }

    /** A column may well be called key or exclude: a reference outside of a foreign key is a column's. */
    boolean isConstraint() {
        if (!TABLE_CONSTRAINTS.contains(in.keyword())) {
            return false;
        }
        boolean column = !in.isKeyword(0, "CONSTRAINT") && in.elementHas("REFERENCES") && !in.elementHas("FOREIGN");
        return !column;
    }

    /** Constraints of a table, up to the comma or parenthesis behind them. */
    void constraints() {
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

    boolean isForeignKey() {
        return in.isKeyword(0, "FOREIGN") && in.isKeyword(1, "KEY");
    }

    private Name constraintName() {
        if (!in.accept("CONSTRAINT")) {
            return null;
        }
        boolean unnamed = isForeignKey();
        return unnamed || in.isSymbol(0, ',') ? null : in.name("a constraint's name");
    }

    /** A column, up to the comma or parenthesis behind it. */
    void column() {
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
}
