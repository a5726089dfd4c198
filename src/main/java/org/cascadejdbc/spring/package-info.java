/**
 * Spring Boot: properties in, DataSource beans that cascade out. Boot finds {@code CascadeAutoConfiguration} by itself;
 * who does not use Spring never loads a class of this package.
 *
 * <p>Not API: it may change in any release. What stays are the properties, and the class's name, by which
 * {@code spring.autoconfigure.exclude} switches it off.
 */
package org.cascadejdbc.spring;
