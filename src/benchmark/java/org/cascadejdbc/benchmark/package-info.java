/**
 * A benchmark of cascade shapes on real databases; {@code mvn -q -Pbenchmark} runs all of it.
 */
package org.cascadejdbc.benchmark;
