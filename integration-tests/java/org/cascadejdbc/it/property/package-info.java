/** Random schemas, rows and DELETEs: what we do is what native keys do, and both are what the law says. */
package org.cascadejdbc.it.property;
