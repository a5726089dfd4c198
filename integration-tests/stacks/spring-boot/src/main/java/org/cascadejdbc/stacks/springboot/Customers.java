package org.cascadejdbc.stacks.springboot;

import org.springframework.data.repository.CrudRepository;

public interface Customers extends CrudRepository<Customer, Integer> {}
