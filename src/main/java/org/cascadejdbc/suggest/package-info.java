/**
 * Suggests keys that a database does not declare: from the names and types of columns, and from what is in them. The names
 * decide what is looked at, pure and without a database; the data only confirm or refute. Reads only.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.suggest;
