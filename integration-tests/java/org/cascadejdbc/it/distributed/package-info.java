/** Cascades where several servers hold the rows. */
package org.cascadejdbc.it.distributed;
