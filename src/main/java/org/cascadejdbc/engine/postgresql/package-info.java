/**
 * PostgreSQL: its catalog, its types and operators, a plan said in one statement, its errors. It knows no other engine.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.engine.postgresql;
