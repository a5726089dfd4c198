/** Whatever breaks in the middle of a cascade: the database has all of it or nothing, and the application is told. */
package org.cascadejdbc.it.faults;
