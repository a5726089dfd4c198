/**
 * Tests on real databases. {@link org.cascadejdbc.it.DifferentialIT} is the heart: a
 * {@link org.cascadejdbc.it.Scenario} is built twice, once with native keys (the twin) and once as a
 * {@link org.cascadejdbc.it.Mode} says with the library in front; every DELETE of it must do the same on both.
 *
 * <p>The servers are the tests' own: PostgreSQL from a test dependency, MySQL and MariaDB through {@code database-server.sh}, which
 * downloads it once; {@code CASCADE_MYSQL_URL} and {@code CASCADE_MYSQL_OFF_URL} name running ones instead.
 */
package org.cascadejdbc.it;
