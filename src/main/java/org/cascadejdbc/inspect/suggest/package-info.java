/**
 * Which foreign keys a schema that lacks them seems to mean, with the evidence for and against each. It changes
 * nothing.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.inspect.suggest;
