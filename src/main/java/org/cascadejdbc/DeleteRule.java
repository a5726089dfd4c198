package org.cascadejdbc;

import org.cascadejdbc.schema.ReferentialAction;

/** What a foreign key does with the referencing rows when a referenced row is deleted (SQL's referential actions). */
public enum DeleteRule {
    /** The referencing rows are deleted as well. */
    CASCADE(ReferentialAction.CASCADE),
    /** The referencing columns become NULL. */
    SET_NULL(ReferentialAction.SET_NULL),
    /** The referencing columns get their defaults, which must again reference a row or be NULL. */
    SET_DEFAULT(ReferentialAction.SET_DEFAULT),
    /** The DELETE is refused. */
    RESTRICT(ReferentialAction.RESTRICT),
    /** The DELETE is refused if a referencing row is still there at its end. */
    NO_ACTION(ReferentialAction.NO_ACTION);

    private final ReferentialAction action;

    DeleteRule(ReferentialAction action) {
        this.action = action;
    }

    ReferentialAction action() {
        return action;
    }

    static DeleteRule of(ReferentialAction action) {
        return valueOf(action.name());
    }

    /** As SQL writes it: {@code SET NULL}. */
    @Override
    public String toString() {
        return action.sql();
    }
}
