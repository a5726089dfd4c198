package org.cascadejdbc.physical;

import java.util.Collections;
import org.cascadejdbc.plan.SideEffect;
import org.cascadejdbc.schema.ForeignKey;

/**
 * Why a whole DELETE is refused by a key that we carry out.
 *
 * @param update the key by which a row would be changed so that {@code key} does not hold; else {@code key} itself
 * @param seeingAll as whom no rows are hidden, where that is the reason: what the error advises; else {@code null}
 */
public record Refusal(ForeignKey key, Reason reason, ForeignKey update, String seeingAll) {
    private static final String AFFINITIES = ", whose columns have types of different affinities; delete or change that row "
            + "first, or give both columns the same type";

    public enum Reason {
        /** A row that stays references a row that goes, by a RESTRICT or NO ACTION key. */
        REFERENCED,
        /** After SET DEFAULT a row would reference no row. */
        DEFAULT_MISSING,
        /** Referencing rows may be hidden from the user, whom a native key would not ask. */
        HIDDEN,
        /** SET NULL or SET DEFAULT would change a column by which another row references the changed one. */
        REFERENCE_LOST,
        /** Of columns with two affinities: a row that stays equals one that goes for SQLite's check, not for the rule. */
        COUNTED_ONLY,
        /** Of such columns: a row that goes or lets go also references one that is still there, so that it still counts. */
        REFERENCED_TWICE,
        /** A row that goes by one key would be set by another one, which HSQLDB refuses as the standard has it. */
        SET_AND_GONE
    }

    public Refusal(ForeignKey key, Reason reason, ForeignKey update) {
        this(key, reason, update, null);
    }

    public static Refusal referenced(ForeignKey key) {
        return new Refusal(key, Reason.REFERENCED, key);
    }

    public static Refusal defaultMissing(SideEffect effect) {
        return new Refusal(effect.key(), Reason.DEFAULT_MISSING, effect.update());
    }

    public static Refusal referenceLost(SideEffect effect) {
        return new Refusal(effect.key(), Reason.REFERENCE_LOST, effect.update());
    }

    public static Refusal hidden(ForeignKey key, String seeingAll) {
        return new Refusal(key, Reason.HIDDEN, key, seeingAll);
    }

    /** For the error. */
    public String message() {
        return switch (reason) {
            case REFERENCED -> key.withheld() != null
                    ? "the DELETE is refused: it would cascade to rows of " + key.referencing() + " by the key " + key
                            + ", but cascade.protect keeps cascades away from that table; delete these rows by a DELETE of "
                            + "their own first, or take the table out of cascade.protect"
                    : "the DELETE is refused: a row of " + key.referencing() + " that stays references a row "
                    + "that would go, by the key " + key + "; delete or change the referencing rows first, or give the "
                    + "key another rule in the relations (ON DELETE CASCADE, SET NULL)";
            case DEFAULT_MISSING -> "the DELETE is refused: by the key " + update + " rows of " + update.referencing()
                    + " would get the default of " + update.setColumns() + ", but " + key.referenced()
                    + " has no such row that stays; add that row, or change the default or the rule";
            case HIDDEN -> "the DELETE is not carried out: row-level security is in force for this user on "
                    + key.referencing() + ", and rows that it hides would not be found by the key " + key
                    + ", which natively sees all rows; delete " + seeingAll + ", or "
                    + "declare that key in the database with ON DELETE NO ACTION, so that it refuses to leave such rows";
            case REFERENCE_LOST -> "the DELETE is refused: by the key " + update + " rows of " + update.referencing()
                    + " would lose the value of " + lost() + ", by which other rows that stay reference them "
                    + "with the key " + key + "; delete or change those rows first, or give one of the keys another rule";
            case COUNTED_ONLY -> "the DELETE is refused, as by SQLite's own keys: a row of " + key.referencing()
                    + " equals a row that would go, but is not found by the rule of the key " + key + AFFINITIES;
            case SET_AND_GONE -> "the DELETE is refused, as by HSQLDB's own keys (triggered data change violation): a row of "
                    + key.referencing() + " goes by another key, and would be set by the key " + key + "; SET DATABASE SQL TDC DELETE"
                    + " FALSE lets it go, natively, too";
            case REFERENCED_TWICE -> "the DELETE is refused, as by SQLite's own keys: a row of " + key.referencing()
                    + " equals a row that would go and another one that would still be there, by the key " + key + AFFINITIES;
        };
    }

    private String lost() {
        return Collections.disjoint(update.setColumns(), key.referencedColumns())
                ? key.referencedColumns() + ", computed from " + update.setColumns()
                : String.valueOf(update.setColumns());
    }
}
