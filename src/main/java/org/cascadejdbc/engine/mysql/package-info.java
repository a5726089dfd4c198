/**
 * MySQL: its catalog, its types and settings, a plan said by freezing rows first, its errors. It knows no other engine.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.engine.mysql;
