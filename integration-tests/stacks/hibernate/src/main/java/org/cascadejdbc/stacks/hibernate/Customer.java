package org.cascadejdbc.stacks.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** As a team maps it that leaves the children to the database. */
@Entity
@Table(name = "customer")
public class Customer {
    @Id
    private Integer id;

    private String name;

    protected Customer() {}

    public Integer getId() {
        return id;
    }

    public String getName() {
        return name;
    }
}
