package org.cascadejdbc.stacks.hibernate;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

public interface Customers extends JpaRepository<Customer, Integer> {
    @Transactional
    long deleteByName(String name);

    @Transactional
    @Modifying
    @Query("DELETE FROM Customer c WHERE c.name = ?1")
    int removeByName(String name);

    @Transactional
    @Modifying
    @Query(value = "DELETE FROM customer WHERE name = ?1", nativeQuery = true)
    int removeByNameInSql(String name);
}
