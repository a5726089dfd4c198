/**
 * The plan as it is executed: statements and the order they go in, what they rely on (the guard, the session's
 * context), what makes them one (the scope), and why they may refuse. Data without a connection: it knows no engine and
 * sends nothing.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.physical;
