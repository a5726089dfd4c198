/**
 * The doctor: finds what is broken in a database already, and writes down, in SQL, what would repair it. Reads only.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.check;
