/**
 * Runs rendered plans: the transaction bracket, parameters, counts, and the caches of catalog and plans.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.execution;
