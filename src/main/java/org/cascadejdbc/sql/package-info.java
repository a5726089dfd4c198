/**
 * Understands statements: the scanner, the recognition of DELETE, foreign keys in DDL.
 * Pure: no database, no {@code java.sql}. The only user of JSqlParser.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.sql;
