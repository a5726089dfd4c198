/** What only HSQLDB does. */
package org.cascadejdbc.it.engines.hsqldb;
