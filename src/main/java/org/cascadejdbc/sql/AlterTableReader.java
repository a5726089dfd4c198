package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads ALTER TABLE: what it adds may be a foreign key, and what it drops, renames or moves may be what one above is about. */
final class AlterTableReader {
    /** What ALTER TABLE … DROP drops otherwise. */
    private static final Set<String> NO_COLUMNS =
            Set.of("PRIMARY", "INDEX", "KEY", "CHECK", "PARTITION", "EXPRESSION", "IDENTITY", "DEFAULT", "NOT");

    private final TokenReader in;
    private final ScriptNames names;
    private final ForeignKeyChanges keys;
    private final TableElements elements;
    private QualifiedName table;

    AlterTableReader(TokenReader in, ScriptNames names, ForeignKeyChanges keys, TableElements elements) {
        this.in = in;
        this.names = names;
        this.keys = keys;
        this.elements = elements;
    }

    /** From the table's name on. */
    void read() {
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
        table = names.qualified(in.qualifiedName("the table's name"));
        elements.of(table);
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
        boolean constraint = in.accept("CONSTRAINT") || (elements.isForeignKey() && in.accept("FOREIGN") && in.accept("KEY"));
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
        } else if (elements.isConstraint()) {
            elements.constraints();
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
                elements.element();
            } while (in.accept(','));
            in.expect(')');
            return;
        }
        elements.column();
    }

    private void skipAction() {
        if (in.isKeyword(0, "CONSTRAINT") || in.isKeyword(0, "FOREIGN")) {
            throw in.unexpected("ADD before it");
        }
        while (!in.atSeparator()) {
            if (elements.isForeignKey()) {
                throw in.unexpected("ADD before FOREIGN KEY");
            }
            if (in.isKeyword(0, "REFERENCES")) {
                throw in.unexpected("a foreign key to be added by ADD FOREIGN KEY");
            }
            in.skipGroup();
        }
    }
}
