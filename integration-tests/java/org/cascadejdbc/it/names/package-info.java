/** A name means what it means on this connection now, and ours are in nobody's way. */
package org.cascadejdbc.it.names;
