package org.cascadejdbc.stacks.hibernate;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.List;

/** The same customers, of whom Hibernate removes the orders itself, one by one; it knows nothing of their items. */
@Entity
@Table(name = "customer")
public class Owner {
    @Id
    private Integer id;

    @OneToMany(mappedBy = "customer", cascade = CascadeType.REMOVE, orphanRemoval = true)
    private List<Purchase> purchases;

    protected Owner() {}

    public List<Purchase> getPurchases() {
        return purchases;
    }

    @Entity
    @Table(name = "orders")
    public static class Purchase {
        @Id
        private Integer id;

        @ManyToOne(fetch = FetchType.LAZY)
        private Owner customer;

        protected Purchase() {}
    }
}
