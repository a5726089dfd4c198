/** Random cases along what the other generator does not vary: types, names, sessions, threads, settings. */
package org.cascadejdbc.it.property.wide;
