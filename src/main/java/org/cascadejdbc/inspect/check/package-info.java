/**
 * The doctor: what is wrong with a database's keys, and its repair as SQL. It changes nothing itself.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.inspect.check;
