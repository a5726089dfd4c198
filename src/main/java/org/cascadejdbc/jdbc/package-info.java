/**
 * The wrappers of the JDBC interfaces: interception only.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.jdbc;
