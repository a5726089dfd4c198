package org.cascadejdbc.stacks.hibernate;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;

/** The same customers, mapped as if the database's keys cascaded: Hibernate deletes no order. */
@Entity
@Table(name = "customer")
public class Client {
    @Id
    private Integer id;

    @OneToMany(mappedBy = "customer", cascade = CascadeType.REMOVE)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private List<Booking> bookings;

    protected Client() {}

    @Entity
    @Table(name = "orders")
    public static class Booking {
        @Id
        private Integer id;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDelete(action = OnDeleteAction.CASCADE)
        private Client customer;

        protected Booking() {}
    }
}
