/**
 * MariaDB: what it does otherwise than MySQL, whose room it extends. It knows no other engine.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.engine.mariadb;
