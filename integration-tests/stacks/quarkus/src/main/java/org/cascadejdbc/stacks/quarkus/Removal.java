package org.cascadejdbc.stacks.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Consumer;

@ApplicationScoped
public class Removal {
    private final Customers customers;

    Removal(Customers customers) {
        this.customers = customers;
    }

    @Transactional
    public void remove(Consumer<Customers> removal) {
        removal.accept(customers);
    }
}
