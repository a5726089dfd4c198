package org.cascadejdbc.stacks.micronaut;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** Its orders and their items are no business of this application. */
@MappedEntity
public record Customer(@Id Integer id, String name) {}
