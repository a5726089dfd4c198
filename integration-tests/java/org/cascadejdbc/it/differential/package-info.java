/** Every scenario on every database in every mode against its native twin. */
package org.cascadejdbc.it.differential;
