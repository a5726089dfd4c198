package org.cascadejdbc.stacks;

import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The shop's DataSource, and ours around it. */
final class DataSources {
    private DataSources() {}

    static DataSource plain() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(Shop.url());
        return dataSource;
    }

    static DataSource cascading() {
        return CascadeDataSource.builder(plain()).relations(Shop.RELATIONS).build();
    }
}
