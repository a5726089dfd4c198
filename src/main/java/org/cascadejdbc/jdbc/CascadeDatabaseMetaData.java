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

    /** Most of it is queries of the driver's own: none of them in the midst of a cascade. */
    @Override
    protected DatabaseMetaData delegate() {
        owner.connection().session().turns().await();
        return super.delegate();
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }
}
