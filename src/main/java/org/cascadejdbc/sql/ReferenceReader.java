package org.cascadejdbc.sql;

import java.util.List;
import java.util.Set;

/** Reads a foreign key from REFERENCES on. */
final class ReferenceReader {
    private static final Set<String> MATCHES = Set.of("FULL", "PARTIAL", "SIMPLE", "NONE");

    private final TokenReader in;
    private String onDelete;
    private List<Name> onDeleteColumns = List.of();
    private String onUpdate;
    private boolean deferrable;
    private boolean initiallyDeferred;

    ReferenceReader(TokenReader in) {
        this.in = in;
    }

    ForeignKeyDeclaration read(Name name, QualifiedName table, List<Name> columns, int offset) {
        in.expect("REFERENCES");
        QualifiedName referenced = in.qualifiedName("the referenced table");
        List<Name> referencedColumns = in.isSymbol(0, '(') ? in.names("the referenced columns") : List.of();
        if (!referencedColumns.isEmpty() && referencedColumns.size() != columns.size()) {
            throw in.error(offset, "the foreign key of " + table + " has "
                    + columns.size() + " referencing but " + referencedColumns.size()
                    + " referenced columns: expected as many");
        }
        boolean more;
        do {
            more = attribute();
        } while (more);
        return new ForeignKeyDeclaration(
                name, table, columns, referenced, referencedColumns, onDelete, onDeleteColumns, deferrable,
                initiallyDeferred, in.origin(offset));
    }

    /** One attribute behind the reference; false where there is none. */
    private boolean attribute() {
        if (in.accept("ON")) {
            action();
        } else if (in.accept("MATCH")) {
            if (!MATCHES.contains(in.keyword())) {
                throw in.unexpected("FULL, PARTIAL or SIMPLE");
            }
            in.skip();
        } else if (in.accept("DEFERRABLE")) {
            deferrable = true;
        } else if (in.accept("INITIALLY")) {
            timing();
        } else if (in.isKeyword(0, "NOT") && Set.of("DEFERRABLE", "VALID", "ENFORCED").contains(in.keyword(1))) {
            in.skip();
            in.skip();
        } else {
            return in.accept("ENFORCED");
        }
        return true;
    }

    private void timing() {
        if (in.accept("DEFERRED")) {
            // SQL says that what is initially deferred is deferrable.
            initiallyDeferred = true;
            deferrable = true;
        } else {
            in.expect("IMMEDIATE");
        }
    }

    private void action() {
        if (in.accept("DELETE")) {
            if (onDelete != null) {
                throw in.unexpected("ON DELETE only once");
            }
            onDelete = rule("ON DELETE");
            if (onDelete.startsWith("SET") && in.isSymbol(0, '(')) {
                onDeleteColumns = in.names("the columns to set");
            }
        } else if (in.accept("UPDATE")) {
            if (onUpdate != null) {
                throw in.unexpected("ON UPDATE only once");
            }
            onUpdate = rule("ON UPDATE");
        } else {
            throw in.unexpected("DELETE or UPDATE after ON");
        }
    }

    private String rule(String of) {
        if (in.accept("CASCADE")) {
            return "CASCADE";
        }
        if (in.accept("RESTRICT")) {
            return "RESTRICT";
        }
        String both = in.keyword() + " " + in.keyword(1);
        if (!Set.of("SET NULL", "SET DEFAULT", "NO ACTION").contains(both)) {
            throw in.unexpected("CASCADE, SET NULL, SET DEFAULT, RESTRICT or NO ACTION after " + of);
        }
        in.skip();
        in.skip();
        return both;
    }
}
