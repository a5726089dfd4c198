package org.cascadejdbc.stacks.quarkus;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Its orders and their items are no business of this application. */
@Entity
public class Customer {
    @Id
    Integer id;

    String name;
}
