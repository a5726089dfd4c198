/** The schema as it is now, whoever has changed it. */
package org.cascadejdbc.it.catalog;
