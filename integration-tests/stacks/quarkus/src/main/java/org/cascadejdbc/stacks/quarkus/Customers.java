package org.cascadejdbc.stacks.quarkus;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class Customers implements PanacheRepositoryBase<Customer, Integer> {}
