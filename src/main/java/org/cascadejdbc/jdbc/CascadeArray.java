package org.cascadejdbc.jdbc;

import java.sql.Array;
import org.cascadejdbc.jdbc.delegate.DelegatingArray;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** An SQL array; its result sets are ours. */
final class CascadeArray extends DelegatingArray {
    private final Owner owner;

    CascadeArray(Array delegate, Owner owner) {
        super(delegate);
        this.owner = owner;
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }
}
