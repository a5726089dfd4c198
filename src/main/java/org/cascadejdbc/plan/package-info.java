/**
 * The planner: from a DELETE's table and the key graph to an immutable, printable plan.
 * Pure: no database, no {@code java.sql}.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.plan;
