/** What only SQLite does. */
package org.cascadejdbc.it.engines.sqlite;
