/**
 * HSQLDB: its catalog, its identifiers, a plan said by freezing rows first, level by level, its errors. It knows no other
 * engine.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.engine.hsqldb;
