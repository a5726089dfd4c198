package org.cascadejdbc.it.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Hiding;
import org.cascadejdbc.it.support.Newest;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches in which something cascades count, fail and leave the tables as batches on native keys do. */
class BatchIT {
    /** Parents 1 to 6, all with children; parent 5 is kept by a RESTRICT key. */
    private static final Scenario SHOP = Scenario.named("shop")
            .table("p", "id int primary key, n int", "(1,0),(2,0),(3,0),(4,0),(5,0),(6,0)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,3),(5,4),(6,5),(7,6)")
            .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,7)")
            .table("r", "id int primary key, p int", "(1,5)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)")
            .key("r(p)", RESTRICT, "p(id)");

    private static final List<List<String>> BATCHES = List.of(
            List.of("DELETE FROM p WHERE id = 1"),
            List.of(
                    "INSERT INTO c VALUES (100, 1)",
                    "UPDATE p SET n = 1 WHERE id < 3",
                    "DELETE FROM p WHERE id = 1",
                    "INSERT INTO p VALUES (1, 7)",
                    "INSERT INTO c VALUES (101, 1)",
                    "DELETE FROM r WHERE p = 99",
                    "DELETE FROM p WHERE n = 1 OR id = 3",
                    "DELETE FROM c WHERE id = 101",
                    "DELETE FROM p WHERE id = 99",
                    "UPDATE p SET n = 2"),
            List.of(
                    "DELETE FROM p WHERE id = 2",
                    "INSERT INTO p VALUES (8, 0)",
                    "DELETE FROM p WHERE id = 5",
                    "DELETE FROM p WHERE id = 6",
                    "INSERT INTO p VALUES (9, 0)"),
            List.of(
                    "DELETE FROM p WHERE id = 2",
                    "INSERT INTO p VALUES (3, 0)",
                    "DELETE FROM p WHERE id = 6"),
            List.of("DELETE FROM p WHERE id = 5", "DELETE FROM p WHERE id = 6"),
            List.of("DELETE FROM p WHERE id = 6", "DELETE FROM p WHERE id IN (4, 5)"),
            List.of("DELETE FROM p WHERE id = 6", "DELETE FROM p WHERE nonsense = 5", "DELETE FROM p WHERE id = 4"));

    @OnDatabases(h2 = true)
    void statementBatches(Database database) throws SQLException {
        compareStatements(database, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepareThreshold=-1", "preferQueryMode=simple", "preferQueryMode=extendedForPrepared"})
    void batchesInOtherModesOfPgjdbc(String parameters) throws SQLException {
        compareStatements(Database.POSTGRESQL, parameters);
        comparePrepared(Database.POSTGRESQL, parameters);
    }

    /** A pool's wrapper need not let anybody through: whether a transaction is open is found out all the same. */
    @ParameterizedTest
    @EnumSource
    void batchesBehindWrappers(Hiding hiding) throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.ABSENT);
            DataSource ours = Ours.withRelations(hiding.of(space.dataSource()), Map.of(), SHOP.keys());
            try (Connection connection = ours.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String id : List.of("4", "1 / 0")) {
                    statement.addBatch("DELETE FROM p WHERE id = " + id);
                }
                assertThatThrownBy(statement::executeBatch).isInstanceOf(BatchUpdateException.class);
                assertThat(schema.rows(connection, "p")).anyMatch(row -> row.startsWith("(4,"));
                statement.execute("BEGIN");
                statement.addBatch("DELETE FROM p WHERE id = 4");
                assertThat(statement.executeBatch()).containsExactly(1);
                statement.execute("ROLLBACK");
                assertThat(schema.rows(connection, "p")).anyMatch(row -> row.startsWith("(4,"));
            }
        }
    }

    /** pgjdbc reads them when they are added, and takes neither several statements nor an escape that it does not know. */
    @Newest
    @ParameterizedTest
    @ValueSource(strings = {"", "preferQueryMode=simple", "preferQueryMode=extendedForPrepared", "prepareThreshold=-1"})
    void entriesThatTheDriverRefuses(String parameters) throws SQLException {
        List<String> entries = List.of(
                "DELETE FROM p WHERE id = 1; DELETE FROM p WHERE id = 2",
                "DELETE FROM p WHERE id = 1; ",
                "UPDATE p SET n = 1; DELETE FROM p WHERE id = 2",
                "INSERT INTO p VALUES (8, 0); INSERT INTO p VALUES (9, 0)",
                "DELETE FROM p WHERE id = {fn abs(-4)}",
                "DELETE FROM p WHERE id = {fn timestampdiff(SQL_TSI_DAY)}");
        List<String> told = SideBySide.compare(
                Database.POSTGRESQL, SHOP, parameters, (schema, connection, list) -> {
                    Statement statement = connection.createStatement();
                    statement.addBatch("DELETE FROM p WHERE id = 6");
                    for (String sql : entries) {
                        list.add(sql + ": " + added(statement, sql));
                    }
                    list.add(Arrays.toString(statement.executeBatch()));
                    list.add(schema.content(connection));
                    statement.setEscapeProcessing(false);
                    for (String sql : entries) {
                        list.add("without escapes, " + sql + ": " + added(statement, sql));
                    }
                    statement.close();
                    list.add("closed: " + added(statement, entries.get(0)));
                });
        assertThat(told)
                .anyMatch(line -> line.startsWith(entries.get(0)) && line.endsWith("0A000/0"))
                .anyMatch(line -> line.startsWith(entries.get(5)) && line.endsWith("42601/0"))
                .contains("[1, 1, 1]");
    }

    private static String added(Statement statement, String sql) {
        try {
            statement.addBatch(sql);
            return "added";
        } catch (SQLException e) {
            return SideBySide.describe(e);
        }
    }

    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF})
    void statementBatchesThatStopAtTheFirstFailure(Database database) throws SQLException {
        compareStatements(database, "continueBatchOnError=false");
    }

    private static void compareStatements(Database database, String parameters) throws SQLException {
        List<String> told = SideBySide.compare(database, SHOP, parameters, (schema, connection, list) -> {
            for (int i = 0; i < BATCHES.size(); i++) {
                for (int way = 0; way < 4; way++) {
                    List<String> batch = BATCHES.get(i);
                    String name = "batch " + i + (way % 2 == 0 ? " autocommit: " : " in a transaction: ");
                    try (Statement statement = connection.createStatement()) {
                        run(schema, connection, statement, way, line -> list.add(name + line), () -> {
                            for (String sql : batch) {
                                statement.addBatch(sql);
                            }
                        });
                    }
                }
            }
        });
        assertThat(told).anyMatch(line -> line.endsWith("[1, 2, 1, 1, 1, 0, 2, 1, 0, 4]"));
    }

    @OnDatabases(h2 = true)
    void preparedBatches(Database database) throws SQLException {
        comparePrepared(database, "");
    }

    /** What it tells of batches that it sends in bulk is not the same in older versions: some tell no counts, or their sum. */
    @Newest
    @OnDatabases(Database.MARIADB)
    void preparedBatchesOfMariaDbsDriver(Database database) throws SQLException {
        comparePrepared(database, "useBulkStmts=true");
        comparePrepared(database, "useServerPrepStmts=true&useBulkStmts=true");
        comparePrepared(database, "disablePipeline=true");
        comparePrepared(database, "useServerPrepStmts=true&disablePipeline=true");
        compareStatements(database, "disablePipeline=true");
        comparePrepared(database, "rewriteBatchedStatements=true");
    }

    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF})
    void preparedBatchesOfOtherKinds(Database database) throws SQLException {
        comparePrepared(database, "continueBatchOnError=false");
        comparePrepared(database, "useServerPrepStmts=true&cachePrepStmts=true");
    }

    private static void comparePrepared(Database database, String parameters) throws SQLException {
        List<List<Integer>> batches =
                List.of(List.of(1), List.of(1, 2, 99, 3, 1), List.of(1, 5, 6), List.of(5, 6), List.of(4, 3, 5));
        List<String> told = SideBySide.compare(database, SHOP, parameters, (schema, connection, list) -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                for (List<Integer> batch : batches) {
                    for (int way = 0; way < 4; way++) {
                        String name = batch + (way % 2 == 0 ? " autocommit: " : " in a transaction: ");
                        run(schema, connection, statement, way, line -> list.add(name + line), () -> {
                            for (int id : batch) {
                                statement.setInt(1, id);
                                statement.addBatch();
                            }
                        });
                    }
                }
            }
        });
        assertThat(told).anyMatch(line -> line.endsWith("[1, 1, 0, 1, 0]"));
    }

    private interface Filling {
        void fill() throws SQLException;
    }

    private static void run(
            Schema schema, Connection connection, Statement statement, int way, Consumer<String> told, Filling filling)
            throws SQLException {
        boolean transaction = way % 2 == 1;
        connection.setAutoCommit(!transaction);
        filling.fill();
        try {
            told.accept(way < 2
                    ? Arrays.toString(statement.executeBatch())
                    : Arrays.toString(statement.executeLargeBatch()));
        } catch (SQLException e) {
            told.accept(SideBySide.describe(e));
            if (transaction && schema.space().database() == Database.POSTGRESQL) {
                try {
                    schema.content(connection);
                } catch (SQLException aborted) {
                    told.accept("then " + aborted.getSQLState());
                }
                connection.rollback();
            }
        } catch (UnsupportedOperationException e) {
            told.accept("unsupported");
        }
        told.accept("autocommit afterwards " + connection.getAutoCommit());
        told.accept(schema.content(connection));
        if (transaction && schema.space().database() != Database.HSQLDB) { // which refuses a prepared batch that is empty
            told.accept(Arrays.toString(statement.executeBatch()));
        }
        if (transaction) {
            connection.rollback();
            told.accept(schema.content(connection));
            connection.setAutoCommit(true);
        }
        statement.clearBatch();
        schema.fill();
    }
}
