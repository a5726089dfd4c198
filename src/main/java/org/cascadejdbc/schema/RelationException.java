package org.cascadejdbc.schema;

import org.cascadejdbc.text.Shown;

/** A relation that does not fit the catalog; the message says where it was declared, and what is wrong. */
public final class RelationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public RelationException(String message) {
        super(Shown.text(message));
    }
}
