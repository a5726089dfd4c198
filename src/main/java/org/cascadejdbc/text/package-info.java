/**
 * How texts of others (names, values, SQL, a driver's words) are shown to people and written for programs. Pure: knows no
 * database, and nothing else of ours.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.text;
