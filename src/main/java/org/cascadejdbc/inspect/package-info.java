/**
 * What people ask of a database without changing it: what it would do elsewhere, what is broken in it, which keys it
 * lacks.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.inspect;
