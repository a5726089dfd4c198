/** What only MySQL does. */
package org.cascadejdbc.it.engines.mysql;
