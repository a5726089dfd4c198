/** What a cascade costs: statements, round trips, memory; and that nothing else costs anything. */
package org.cascadejdbc.it.cost;
