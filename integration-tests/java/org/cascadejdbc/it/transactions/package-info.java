/** A cascade beside other transactions and threads: one statement, without a race that a native key has not. */
package org.cascadejdbc.it.transactions;
