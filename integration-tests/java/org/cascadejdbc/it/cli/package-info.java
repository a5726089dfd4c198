/** The packaged command line, its pages, and the demo. */
package org.cascadejdbc.it.cli;
