package org.cascadejdbc.stacks.springboot;

import org.springframework.data.annotation.Id;

/** Its orders and their items are no business of this application. */
public record Customer(@Id Integer id, String name) {}
