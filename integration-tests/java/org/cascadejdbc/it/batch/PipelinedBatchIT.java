package org.cascadejdbc.it.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.LockWaits;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A prepared batch that is sent in few messages counts, fails and leaves the tables as a batch on native keys does. */
class PipelinedBatchIT {
    private static final int PARENTS = 100;

    /** Each parent has two children, each of them a grandchild; 40 is kept by RESTRICT, 60 by NO ACTION. */
    private static final Scenario FAMILY = Scenario.named("a large family")
            .table("p", "id int primary key, n int, s varchar(20)", rows(PARENTS, i -> i + "," + i % 10 + ",'" + i + "'"))
            .table("c", "id int primary key, p int", rows(2 * PARENTS, i -> i + "," + (i + 1) / 2))
            .table("g", "id int primary key, c int", rows(2 * PARENTS, i -> i + "," + i))
            .table("n", "id int primary key, p int", rows(PARENTS, i -> i + "," + i))
            .table("k", "id int primary key, p int", "(1,40)")
            .table("o", "id int primary key, p int", "(1,60)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)")
            .key("n(p)", SET_NULL, "p(id)")
            .key("k(p)", RESTRICT, "p(id)")
            .key("o(p)", NO_ACTION, "p(id)");

    /** The same without what is updated or refuses: on MySQL one statement. */
    static final Scenario LINE = Scenario.named("a line")
            .table("p", "id int primary key, n int, s varchar(20)", rows(PARENTS, i -> i + "," + i % 10 + ",'" + i + "'"))
            .table("c", "id int primary key, p int", rows(2 * PARENTS, i -> i + "," + (i + 1) / 2))
            .table("g", "id int primary key, c int", rows(2 * PARENTS, i -> i + "," + i))
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    /** Node 1 is the root of all, the parent of i is i / 2. */
    private static final Scenario TREE = Scenario.named("a tree")
            .table("p", "id int primary key, up int", rows(63, i -> i + "," + (i == 1 ? "NULL" : i / 2)))
            .key("p(up)", CASCADE, "p(id)");

    private static String rows(int number, IntFunction<String> row) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> "(" + row.apply(i) + ")").collect(Collectors.joining(","));
    }

    /** How an entry sets its parameters. */
    @FunctionalInterface
    private interface Entry {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** @param inTransactionOnly where pgjdbc commits in pieces, and a failure may come after the first of them */
    private record Filling(String sql, List<Entry> entries, boolean inTransactionOnly) {
        static Filling of(String sql, Entry... entries) {
            return new Filling(sql, List.of(entries), false);
        }

        static Filling ofInts(String sql, int... values) {
            return new Filling(sql, Arrays.stream(values).mapToObj(PipelinedBatchIT::id).toList(), values.length > 200);
        }
    }

    private static Entry id(int value) {
        return statement -> statement.setInt(1, value);
    }

    static final String BY_ID = "DELETE FROM p WHERE id = ?";

    private static List<Filling> fillings(int most) {
        int[] many = new Random(5).ints(most, 1, 3 * PARENTS).toArray();
        return List.of(
                Filling.ofInts(BY_ID, 1, 2, 99999, 3, 1, 2, 7),
                Filling.ofInts(BY_ID, 1, 2, 3),
                Filling.ofInts("DELETE FROM p WHERE n = ? AND n > 0", 1, 2, 1, 77, 3, 0, 4),
                Filling.of("DELETE FROM p WHERE id BETWEEN ? AND ?",
                        range(1, 10), range(5, 15), range(8, 8), range(20, 10), range(30, 40), range(1, 50)),
                Filling.ofInts(BY_ID, 10, 11, 40, 12, 13, 14),
                Filling.ofInts(BY_ID, 10, 11, 12, 13, 60, 40, 14),
                Filling.of(BY_ID,
                        id(20), statement -> statement.setNull(1, Types.INTEGER), id(21),
                        statement -> statement.setLong(1, 22), statement -> statement.setObject(1, "23", Types.INTEGER),
                        statement -> statement.setShort(1, (short) 24), id(25)),
                Filling.of(BY_ID, id(20), id(21), statement -> statement.setString(1, "22"), id(23), id(24)),
                Filling.of("DELETE FROM p WHERE s = ?",
                        statement -> statement.setString(1, "30"), statement -> statement.setString(1, "31"),
                        statement -> statement.setNull(1, Types.VARCHAR), statement -> statement.setString(1, "nobody"),
                        statement -> statement.setObject(1, "32")),
                Filling.ofInts("DELETE FROM p WHERE nonsense = ?", 1, 2, 3, 4, 5),
                Filling.ofInts(BY_ID, IntStream.of(many).filter(i -> i != 40 && i != 60).toArray()),
                Filling.ofInts(BY_ID, many));
    }

    private static Entry range(int first, int last) {
        return statement -> {
            statement.setInt(1, first);
            statement.setInt(2, last);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL,'',''",
        "POSTGRESQL,prepareThreshold=0,''",
        "POSTGRESQL,prepareThreshold=-1,prepareThreshold=-1",
        "POSTGRESQL,autosave=always,autosave=always",
        "POSTGRESQL,preferQueryMode=extendedCacheEverything,preferQueryMode=extendedCacheEverything",
        "MYSQL,'',''",
        "MYSQL,rewriteBatchedStatements=true,rewriteBatchedStatements=true",
        "MYSQL,rewriteBatchedStatements=true&continueBatchOnError=false,"
                + "rewriteBatchedStatements=true&continueBatchOnError=false",
        "MYSQL,rewriteBatchedStatements=true&useServerPrepStmts=true,rewriteBatchedStatements=true&useServerPrepStmts=true",
        "MYSQL_OFF,rewriteBatchedStatements=true,rewriteBatchedStatements=true",
        "MARIADB,'',''",
        "MARIADB,useServerPrepStmts=true,useServerPrepStmts=true",
        "SQLITE,'',''"
    })
    void asNatively(Database database, String parameters, String nativeParameters) throws SQLException {
        int most = database == Database.MARIADB ? 10 : 150; // there each entry is a cascade of its own
        for (Scenario scenario : List.of(FAMILY, LINE)) {
            List<String> told = SideBySide.compare(
                    database, scenario, parameters, nativeParameters, (schema, connection, list) -> {
                        for (Filling filling : fillings(scenario == LINE ? 8 * most : most)) {
                            run(schema, connection, filling, list);
                        }
                    });
            assertThat(told).anyMatch(line -> line.endsWith("[1, 1, 0, 1, 0, 0, 1]"));
        }
        List<String> ofTree = SideBySide.compare(
                database, TREE, parameters, nativeParameters, (schema, connection, list) -> {
                    run(schema, connection, Filling.ofInts(BY_ID, 32, 16, 33, 4, 8, 5, 20, 3, 6, 7, 1, 2), list);
                    run(schema, connection, Filling.ofInts("DELETE FROM p WHERE up = ?", 16, 8, 8, 2, 3, 1), list);
                });
        assertThat(ofTree).anyMatch(line -> line.endsWith("[1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0]"));
    }

    /** What is found out behind the back of a plan that is known to be right is found out in the batch, too. */
    @ParameterizedTest
    @CsvSource({"POSTGRESQL,''", "MYSQL,''", "MYSQL,rewriteBatchedStatements=true", "MARIADB,''", "SQLITE,''"})
    void theSchemaChangesBetweenBatches(Database database, String parameters) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(LINE, space, Schema.Keys.AS_WANTED);
            DataSource ours = Ours.over(
                    SideBySide.with(space.dataSource(), parameters), Map.of("cascade.strategy", "emulate"));
            try (Connection connection = ours.getConnection();
                    PreparedStatement delete = connection.prepareStatement(BY_ID)) {
                assertThat(execute(delete, 1, 2, 3, 4, 5)).containsOnly(1);
                String columns = "id int primary key, p int, FOREIGN KEY (p) REFERENCES p(id) ON DELETE ";
                space.run("CREATE TABLE later (" + columns + "CASCADE)");
                space.run("INSERT INTO later VALUES (1,6),(2,7),(3,99)");
                assertThat(execute(delete, 1, 6, 7, 8, 9)).containsExactly(0, 1, 1, 1, 1);
                assertThat(schema.rows(connection, "later")).containsExactly("(3,99)");
                assertThat(execute(delete, 10, 11, 12, 13)).containsOnly(1);
                space.run("CREATE TABLE keeping (" + columns + "RESTRICT)");
                space.run("INSERT INTO keeping VALUES (1,15)");
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> execute(delete, 14, 15, 16, 17)).isInstanceOf(SQLException.class);
                connection.rollback();
                assertThat(execute(delete, 14, 16, 17, 18)).containsOnly(1);
                connection.commit();
                assertThat(schema.rows(connection, "p")).hasSize(PARENTS - 17).contains("(15,5,15)");
                connection.setAutoCommit(true);
            }
        }
    }

    /** A child that another transaction inserts while the batch waits for it goes too, as natively. */
    @Test
    void anotherTransactionIsFaster() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(LINE, space, Schema.Keys.NO_ACTION);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), LINE.keys());
            for (boolean transaction : new boolean[] {false, true}) {
                try (Connection connection = ours.getConnection();
                        Connection writer = space.dataSource().getConnection();
                        PreparedStatement delete = connection.prepareStatement(BY_ID);
                        PreparedStatement insert = writer.prepareStatement("INSERT INTO c VALUES (1000, 4)");
                        LockWaits waits = LockWaits.of(space, connection)) {
                    connection.setAutoCommit(!transaction);
                    writer.setAutoCommit(false);
                    insert.executeUpdate();
                    Future<int[]> batch = thread.submit(() -> execute(delete, 1, 2, 3, 4, 5, 6, 1));
                    waits.awaitEndOrWait(batch);
                    assertThat(batch).isNotDone();
                    writer.commit();
                    assertThat(batch.get(60, TimeUnit.SECONDS)).containsExactly(1, 1, 1, 1, 1, 1, 0);
                    if (transaction) {
                        connection.commit();
                    }
                    assertThat(schema.rows(writer, "c")).hasSize(2 * PARENTS - 12).doesNotContain("(1000,4)");
                    writer.commit();
                    connection.setAutoCommit(true);
                }
                schema.fill();
            }
        } finally {
            thread.shutdownNow();
        }
    }

    static int[] execute(PreparedStatement delete, int... ids) throws SQLException {
        for (int id : ids) {
            delete.setInt(1, id);
            delete.addBatch();
        }
        return delete.executeBatch();
    }

    private static void run(Schema schema, Connection connection, Filling filling, List<String> told)
            throws SQLException {
        for (boolean transaction : new boolean[] {false, true}) {
            if (filling.inTransactionOnly() && !transaction) {
                continue;
            }
            String name = filling.sql() + " " + filling.entries().size() + (transaction ? " in a transaction: " : ": ");
            connection.setAutoCommit(!transaction);
            try (PreparedStatement statement = connection.prepareStatement(schema.space().say(filling.sql()))) {
                for (Entry entry : filling.entries()) {
                    entry.set(statement);
                    statement.addBatch();
                }
                told.add(name + Arrays.toString(statement.executeBatch()));
            } catch (SQLException e) {
                told.add(name + SideBySide.describe(e));
                if (transaction && schema.space().database() == Database.POSTGRESQL) {
                    connection.rollback();
                }
            }
            told.add(name + schema.content(connection));
            if (transaction) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            schema.fill();
        }
    }
}
