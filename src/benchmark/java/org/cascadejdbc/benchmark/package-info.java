/**
 * A benchmark of cascade shapes on PostgreSQL, MySQL and SQLite: a native {@code ON DELETE CASCADE}, the library over
 * keys that do not cascade (NO ACTION) or are not declared (virtual), texts written by hand, rows deleted one at a
 * time, and Hibernate. All of it is run, with the servers that it needs, by
 *
 * <pre>mvn -q -Pbenchmark</pre>
 *
 * <p>which prints a line for each cell (database, shape, keys, latency) and leaves {@code results.md} and
 * {@code chart.svg} in {@code target/benchmark}. As for the integration tests, {@code CASCADE_MYSQL_URL} may name a
 * running server (with {@code innodb_native_foreign_keys=ON}). A developer who tunes one strategy runs one cell,
 * without Maven once it has compiled ({@code mvn -q -Pbenchmark test-compile}):
 *
 * <pre>
 * java -cp target/classes:target/test-classes:$(cat target/benchmark/classpath) \
 *     -Dbenchmark.databases=postgresql -Dbenchmark.shapes=S1 -Dbenchmark.keys=virtual -Dbenchmark.latency=0.5 \
 *     -Dbenchmark.contenders=ours,hand -Dbenchmark.trace=true org.cascadejdbc.benchmark.Benchmark
 * </pre>
 *
 * <table>
 * <caption>Options, all system properties; lists are separated by commas</caption>
 * <tr><th>option</th><th>values</th><th>default</th></tr>
 * <tr><td>benchmark.databases</td><td>postgresql, mysql, sqlite</td><td>all</td></tr>
 * <tr><td>benchmark.shapes</td><td>S1 point, S2 bulk, S3 diamond, S4 tree, S5 chain</td><td>all</td></tr>
 * <tr><td>benchmark.keys</td><td>noaction, virtual</td><td>both</td></tr>
 * <tr><td>benchmark.latency</td><td>milliseconds added to each round trip</td><td>0,0.5</td></tr>
 * <tr><td>benchmark.contenders</td><td>ours, before, oursmulti, hand, rows, hibernate; native always</td><td>all</td></tr>
 * <tr><td>benchmark.before</td><td>the classes of another build, {@code ../before/target/classes}: contender
 * before</td><td>none</td></tr>
 * <tr><td>benchmark.seconds</td><td>time measured per cell; twice that for S2 and S4</td><td>5</td></tr>
 * <tr><td>benchmark.scale</td><td>1: 100,000 parents in S2, 29,524 nodes in S4</td><td>0.05</td></tr>
 * <tr><td>benchmark.trace</td><td>true: prints what ours sends for one DELETE of each shape</td><td>false</td></tr>
 * </table>
 *
 * <p>How it measures. The contenders of a cell delete in turn, in an order that rotates, each on a connection and a
 * prepared statement that it keeps; each time is divided by the native one of the same round, and medians and
 * quartiles of these ratios are shown. The time is that of the delete without its COMMIT; where targets are many and
 * small (S1, S3, S5) the transaction is then committed and the next target taken from tables of the contender's own,
 * else it is rolled back. For S1 the same is measured in autocommit, too; who needs several statements then commits
 * within the time. The slow contenders delete only until they have used a third of the time, at least once: see
 * their n. A round trip that has a latency goes through a forwarder of our own, which costs something itself.
 *
 * <p>Statements, round trips and rows carried are those of one DELETE after some others, counted on connections that are
 * not measured. Each contender's rows are counted then, in all tables, and again at the end of a cell where they were
 * committed: a contender that deletes other rows ends the program.
 */
package org.cascadejdbc.benchmark;
