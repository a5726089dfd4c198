/** What only PostgreSQL does. */
package org.cascadejdbc.it.engines.postgresql;
