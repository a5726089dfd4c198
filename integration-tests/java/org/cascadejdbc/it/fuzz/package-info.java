/** Random and chosen texts: a DELETE is read as the database reads it, or refused. */
package org.cascadejdbc.it.fuzz;
