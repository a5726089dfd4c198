/**
 * Tables and foreign keys as a picture: an SVG, or an HTML page that shows what a DELETE reaches. Part of the command
 * line; the library's own jar goes without it.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.cli.graph;
