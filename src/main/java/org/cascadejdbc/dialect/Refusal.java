package org.cascadejdbc.dialect;

import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ReferentialAction;

/** Why a whole DELETE is refused by a key that we carry out. */
public record Refusal(ForeignKey key, Reason reason) {
    public enum Reason {
        /** A row that stays references a row that goes, by a RESTRICT or NO ACTION key. */
        REFERENCED,
        /** After SET DEFAULT a row would reference no row. */
        DEFAULT_MISSING,
        /** Referencing rows may be hidden from the user, whom a native key would not ask. */
        HIDDEN
    }

    public static Refusal of(ForeignKey key) {
        return new Refusal(
                key, key.action() == ReferentialAction.SET_DEFAULT ? Reason.DEFAULT_MISSING : Reason.REFERENCED);
    }

    /** For the error. */
    public String message() {
        return switch (reason) {
            case REFERENCED -> "the DELETE is refused: a row of " + key.referencing() + " that stays references a row "
                    + "that would go, by the key " + key + "; delete or change the referencing rows first, or give the "
                    + "key another rule in the relations (ON DELETE CASCADE, SET NULL)";
            case DEFAULT_MISSING -> "the DELETE is refused: by the key " + key + " rows of " + key.referencing()
                    + " would get the default of " + key.setColumns() + ", but " + key.referenced()
                    + " has no such row that stays; add that row, or change the default or the rule";
            case HIDDEN -> "the DELETE is not carried out: row-level security is in force for this user on "
                    + key.referencing() + ", and rows that it hides would not be found by the key " + key
                    + ", which natively sees all rows; delete as a role with BYPASSRLS or as the table's owner, or "
                    + "declare that key in the database with ON DELETE NO ACTION, so that it refuses to leave such rows";
        };
    }
}
