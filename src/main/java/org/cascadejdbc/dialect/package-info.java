/**
 * One class a database: its lexical rules, its catalog queries, what it enforces, and a plan said in its SQL.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.dialect;
