/** What only MariaDB does. */
package org.cascadejdbc.it.engines.mariadb;
