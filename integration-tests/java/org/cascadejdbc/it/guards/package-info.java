/** What is refused, when, with which words, and that nothing has happened then. */
package org.cascadejdbc.it.guards;
