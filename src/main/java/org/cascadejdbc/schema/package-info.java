/**
 * Tables, foreign keys and their graph, and the relations that a user declares beside the catalog.
 * Pure: no database, no {@code java.sql}.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.schema;
