/** What only H2 does. */
package org.cascadejdbc.it.engines.h2;
