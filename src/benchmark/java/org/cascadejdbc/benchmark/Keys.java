package org.cascadejdbc.benchmark;

/** What the database knows of the foreign keys. */
enum Keys {
    /** Declared with {@code ON DELETE CASCADE}: the native reference. */
    CASCADE("ON DELETE CASCADE"),
    /** Declared without a rule; relations of ours say CASCADE. */
    NO_ACTION("NO ACTION"),
    /** Not declared at all; relations of ours declare them. The referencing columns have their indexes. */
    VIRTUAL("virtual");

    private final String label;

    Keys(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** The table constraint of a reference, with a comma in front of it, or nothing. */
    String constraint(Shape.Reference reference) {
        if (this == VIRTUAL) {
            return "";
        }
        return ", FOREIGN KEY (" + reference.column() + ") REFERENCES " + reference.parent() + " (id)"
                + (this == CASCADE ? " ON DELETE CASCADE" : "");
    }
}
