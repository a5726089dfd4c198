/** What people ask of a database: explanations, checks, suggestions. */
package org.cascadejdbc.it.inspect;
