package org.cascadejdbc.stacks.micronaut;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Customers extends CrudRepository<Customer, Integer> {
    long deleteByName(String name);

    List<Customer> deleteReturning(String name);
}
