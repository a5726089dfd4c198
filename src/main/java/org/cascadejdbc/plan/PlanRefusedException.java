package org.cascadejdbc.plan;

import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.text.Shown;

/** There is no plan for this DELETE under these options; the message says why, and what to do. */
public final class PlanRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int SQLITE_ERROR = 1;

    private final int errorCode;

    public PlanRefusedException(String message) {
        this(message, 0);
    }

    /** @param errorCode that of the database's own error, which this one takes the place of; 0 for none */
    public PlanRefusedException(String message, int errorCode) {
        super(Shown.text(message));
        this.errorCode = errorCode;
    }

    static PlanRefusedException mismatched(ForeignKey key) {
        return new PlanRefusedException("foreign key mismatch: the key " + key.name() + " of " + key.referencing() + " ("
                + String.join(", ", key.columns()) + ") does not fit " + key.referenced() + ", whose columns that it references "
                + "are neither its PRIMARY KEY nor UNIQUE by themselves and in their own collation; make them so, or take the "
                + "key away", SQLITE_ERROR);
    }

    public int errorCode() {
        return errorCode;
    }
}
