/** The packaged jar, the ways in, class paths and class loaders. */
package org.cascadejdbc.it.packaging;
