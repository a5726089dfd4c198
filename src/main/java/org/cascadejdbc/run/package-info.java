/**
 * Runs physical plans on a connection: the scope of a transaction, parameters, counts, what is done after a failure,
 * and the caches of catalog and plans. It asks an engine what it can do, and never which one it is.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.run;
