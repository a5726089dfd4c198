/** The forms of a DELETE and the ways in which JDBC executes one: what they give is what they give natively. */
package org.cascadejdbc.it.forms;
