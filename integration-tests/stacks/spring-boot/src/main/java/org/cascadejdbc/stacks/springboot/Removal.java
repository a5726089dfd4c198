package org.cascadejdbc.stacks.springboot;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class Removal {
    private final Customers customers;

    Removal(Customers customers) {
        this.customers = customers;
    }

    @Transactional
    public void remove(int id, Runnable afterwards) {
        customers.deleteById(id);
        afterwards.run();
    }
}
