package org.cascadejdbc.jdbc;

import java.sql.DatabaseMetaData;
import org.cascadejdbc.jdbc.delegate.DelegatingDatabaseMetaData;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/**
 * What the delegate says of the database, its URL without our prefix included: tools recognize the database by it.
 */
final class CascadeDatabaseMetaData extends DelegatingDatabaseMetaData {
    private final Owner owner;

    CascadeDatabaseMetaData(DatabaseMetaData delegate, Owner owner) {
        super(delegate);
        this.owner = owner;
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }
}
