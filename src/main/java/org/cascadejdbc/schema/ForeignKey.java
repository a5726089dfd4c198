package org.cascadejdbc.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.text.Shown;

/**
 * A foreign key: {@code columns} of {@code referencing} reference {@code referencedColumns} of {@code referenced},
 * pairwise.
 *
 * @param name the constraint's name, or a speaking one where it has none
 * @param declared the rule in the catalog, or {@code null} for a virtual key, which only a relation declares
 * @param action the rule that holds: the declared one unless a relation or an option says otherwise
 * @param enforcement what the database itself does about the key, on such connections
 * @param setColumns the columns that SET NULL and SET DEFAULT set: all of {@code columns} or some of them
 * @param deferrability when the database checks the key
 * @param stated whether a relation names all of its columns, so that whatever the catalog says, it is one by these
 * @param withheld the rule that would hold if no cascade were kept away from the referencing table; {@code null} where none is
 */
public record ForeignKey(
        String name,
        TableName referencing,
        List<String> columns,
        TableName referenced,
        List<String> referencedColumns,
        ReferentialAction declared,
        ReferentialAction action,
        Enforcement enforcement,
        List<String> setColumns,
        Deferrability deferrability,
        boolean stated,
        ReferentialAction withheld) {

    /** What the database does about a key. */
    public enum Enforcement {
        /** Nothing: the key is virtual, or declared where the database ignores it. */
        NONE,
        /** Nothing, because somebody switched it off: a declared key whose rule is not to be carried out for now. */
        RESTING,
        /** Nothing but an error: it does not fit the table that it references, whose rows nobody can delete (SQLite). */
        MISMATCHED,
        /** It refuses or deletes by the key, but one cannot rely on it to do what the rule says. */
        CHECKED,
        /** It does what the rule says, but does not look whether a row then references one that is there (SET DEFAULT on H2). */
        UNCHECKED,
        /** It does what the declared rule says. */
        FULL,
        /**
         * The same, of one DELETE as a whole: rows that reference and go by the same DELETE do not refuse it. Of several
         * statements each is a whole, so that what goes by a later one refuses (NO ACTION on HSQLDB).
         */
        EACH_STATEMENT
    }

    /** When a declared key is checked. */
    public enum Deferrability {
        NOT_DEFERRABLE,
        INITIALLY_IMMEDIATE,
        INITIALLY_DEFERRED
    }

    public ForeignKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(referencing, "referencing");
        Objects.requireNonNull(referenced, "referenced");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(deferrability, "deferrability");
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
        setColumns = List.copyOf(setColumns);
        if (columns.isEmpty() || columns.size() != referencedColumns.size()) {
            throw new IllegalArgumentException(Shown.text("key " + name + " pairs " + columns + " with " + referencedColumns));
        }
    }

    /** Names the rest of a key's parts, which pairs these columns. */
    public static KeyBuilder pairing(
            String name, TableName referencing, List<String> columns, TableName referenced, List<String> referencedColumns) {
        return new KeyBuilder(name, referencing, columns, referenced, referencedColumns);
    }

    /** A key that only a relation declares: the database knows nothing of it. */
    public boolean virtual() {
        return declared == null;
    }

    /** Whether the database itself does what this key's rule says. */
    public boolean isNative() {
        return isFull() && declared == action && withheld == null;
    }

    private boolean isFull() {
        return enforcement == Enforcement.FULL || enforcement == Enforcement.EACH_STATEMENT;
    }

    /** Whether the database watches the key, so that the order of deletes matters to it. */
    public boolean watched() {
        return enforcement == Enforcement.CHECKED || enforcement == Enforcement.UNCHECKED || isFull();
    }

    /** Whether the database answers a DELETE of rows that it may reference by an error. */
    public boolean mismatched() {
        return enforcement == Enforcement.MISMATCHED;
    }

    /** Whether the key is switched off, and nothing but its declaration says that it acts. */
    public boolean resting() {
        return enforcement == Enforcement.RESTING;
    }

    /**
     * Whether the database itself refuses to leave a row without the row that it references. A declared CASCADE or SET
     * NULL does not: where a relation overrides it, the declared rule would act on the rows that ours has left.
     */
    public boolean guarded() {
        return watched() && enforcement != Enforcement.UNCHECKED && declared != ReferentialAction.CASCADE
                && declared != ReferentialAction.SET_NULL;
    }

    public boolean selfReference() {
        return referencing.equals(referenced);
    }

    public ForeignKey withAction(ReferentialAction newAction, List<String> newSetColumns) {
        return new KeyBuilder(this).action(newAction).setColumns(newSetColumns).build();
    }

    ForeignKey withStated(boolean newStated) {
        return new KeyBuilder(this).stated(newStated).build();
    }

    public ForeignKey withEnforcement(Enforcement newEnforcement) {
        return new KeyBuilder(this).enforcement(newEnforcement).build();
    }

    /** The same, but refusing: no cascade comes to its rows. */
    ForeignKey withholding() {
        return new KeyBuilder(this).action(ReferentialAction.NO_ACTION).withheld(action).build();
    }

    /** Which columns of which tables a key pairs, whatever the order of the pairs. */
    public record Pairing(TableName referencing, TableName referenced, Set<List<String>> columns) {}

    /** Equal for keys that pair the same columns. */
    public Pairing pairing() {
        Set<List<String>> pairs = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            pairs.add(List.of(columns.get(i), referencedColumns.get(i)));
        }
        return new Pairing(referencing, referenced, pairs);
    }

    /** {@code shop.orders(customer_id) -> shop.customer(id)}, for people. */
    public String path() {
        return referencing + "(" + String.join(", ", columns) + ") -> " + referenced + "("
                + String.join(", ", referencedColumns) + ")";
    }

    /** {@code orders_customer: shop.orders(customer_id) -> shop.customer(id) ON DELETE CASCADE}, for people. */
    @Override
    public String toString() {
        return name + ": " + path() + " ON DELETE " + (withheld == null ? action : withheld).sql()
                + Optional.ofNullable(declared)
                        .map(d -> d == action || d == withheld ? "" : " (declared " + d.sql() + ")")
                        .orElse(" (virtual)");
    }
}
