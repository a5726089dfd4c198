package org.cascadejdbc.it.transactions;

import static java.sql.Connection.TRANSACTION_READ_COMMITTED;
import static java.sql.Connection.TRANSACTION_REPEATABLE_READ;
import static java.sql.Connection.TRANSACTION_SERIALIZABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.it.transactions.Interleaving.Order.COMMITTED_AFTER_SNAPSHOT;
import static org.cascadejdbc.it.transactions.Interleaving.Order.WRITTEN_AFTER;
import static org.cascadejdbc.it.transactions.Interleaving.Order.WRITTEN_BEFORE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.CountingDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.cascadejdbc.it.transactions.Interleaving.Ending;
import org.cascadejdbc.it.transactions.Interleaving.Order;
import org.cascadejdbc.it.transactions.Interleaving.Players;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cells of concurrency.md: what another transaction can do to a cascade by virtual keys, and how a cascade by declared
 * keys is run again on PostgreSQL. That both end as with native keys is shown by {@link InterleavingIT}.
 */
class ConcurrencyIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .table("g", "id int primary key, c int", "(1,1),(2,2)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static final String DELETE = "DELETE FROM p WHERE id = 1";
    private static final List<String> INSERT = List.of("INSERT INTO c VALUES (3, 1)");
    private static final String LOOK_FIRST = "UPDATE p SET id = id WHERE id = 1";

    // ---- virtual keys ---------------------------------------------------------------------------------------------

    private enum Child {
        GOES,
        STAYS_WITHOUT_PARENT,
        /** Since one of the two failed. */
        HAS_ITS_PARENT_OR_IS_NOT_INSERTED
    }

    static Stream<Arguments> virtual() {
        List<Arguments> cells = new ArrayList<>();
        int rc = TRANSACTION_READ_COMMITTED;
        int rr = TRANSACTION_REPEATABLE_READ;
        int ser = TRANSACTION_SERIALIZABLE;
        Child orphan = Child.STAYS_WITHOUT_PARENT;
        cells.add(Arguments.of(Database.POSTGRESQL, rc, WRITTEN_BEFORE, orphan));
        cells.add(Arguments.of(Database.POSTGRESQL, rc, COMMITTED_AFTER_SNAPSHOT, Child.GOES));
        cells.add(Arguments.of(Database.POSTGRESQL, rc, WRITTEN_AFTER, orphan));
        for (int level : new int[] {rr, ser}) {
            cells.add(Arguments.of(Database.POSTGRESQL, level, WRITTEN_BEFORE, orphan));
            cells.add(Arguments.of(Database.POSTGRESQL, level, COMMITTED_AFTER_SNAPSHOT, orphan));
            cells.add(Arguments.of(Database.POSTGRESQL, level, WRITTEN_AFTER, orphan));
        }
        for (int level : new int[] {rc, rr, ser}) {
            for (Database database : List.of(Database.MYSQL, Database.MARIADB)) {
                cells.add(Arguments.of(database, level, WRITTEN_BEFORE, Child.GOES));
                cells.add(Arguments.of(database, level, COMMITTED_AFTER_SNAPSHOT, Child.GOES));
                cells.add(Arguments.of(database, level, WRITTEN_AFTER, orphan));
            }
        }
        cells.add(Arguments.of(Database.SQLITE, 0, WRITTEN_BEFORE, Child.GOES));
        cells.add(Arguments.of(Database.SQLITE, 0, COMMITTED_AFTER_SNAPSHOT, Child.HAS_ITS_PARENT_OR_IS_NOT_INSERTED));
        cells.add(Arguments.of(Database.SQLITE, 0, WRITTEN_AFTER, orphan));
        return cells.stream();
    }

    @ParameterizedTest
    @MethodSource("virtual")
    void aVirtualKeyAndAnInsert(Database database, int isolation, Order order, Child expected) throws Exception {
        Ending ending = virtual(database, isolation, order, INSERT);
        // With innodb_snapshot_isolation, from 11.6 on, the DELETE fails where its snapshot is too old.
        boolean mayFail = database == Database.MARIADB && expected == Child.GOES && isolation > TRANSACTION_READ_COMMITTED;
        assertThat(fate(ending)).as("%s", ending)
                .isIn(expected, mayFail ? Child.HAS_ITS_PARENT_OR_IS_NOT_INSERTED : expected);
    }

    /** A writer that reads its parent in a way that locks it, or is serializable, is safe without a declared key. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 2", "POSTGRESQL, 4", "POSTGRESQL, 8", "MYSQL, 2", "MYSQL, 4", "MYSQL, 8",
        "MARIADB, 2", "MARIADB, 4", "MARIADB, 8"
    })
    void aWriterThatLocksTheParentFirst(Database database, int isolation) throws Exception {
        for (Order order : List.of(WRITTEN_BEFORE, WRITTEN_AFTER)) {
            Ending ending = virtual(database, isolation, order, List.of(
                    LOOK_FIRST, "INSERT INTO c SELECT 3, id FROM p WHERE id = 1"));
            boolean seenByFreshSnapshot = database.isMySql() || isolation == TRANSACTION_READ_COMMITTED;
            if (order == WRITTEN_BEFORE && !seenByFreshSnapshot) {
                assertThat(ending.delete()).isEqualTo("40001");
            }
            assertThat(fate(ending)).as("%s, %s", order, ending)
                    .isIn(order == WRITTEN_BEFORE && database == Database.POSTGRESQL
                                    && isolation == TRANSACTION_READ_COMMITTED
                            ? List.of(Child.STAYS_WITHOUT_PARENT)
                            : List.of(Child.GOES, Child.HAS_ITS_PARENT_OR_IS_NOT_INSERTED));
        }
    }

    /** PostgreSQL notices the dangerous structure as soon as the writer has read the parent. */
    @ParameterizedTest
    @ValueSource(strings = {"WRITTEN_BEFORE", "WRITTEN_AFTER"})
    void serializableAndAWriterThatReadsTheParent(Order order) throws Exception {
        Ending ending = virtual(Database.POSTGRESQL, TRANSACTION_SERIALIZABLE, order,
                List.of("INSERT INTO c SELECT 3, id FROM p WHERE id = 1"));
        assertThat(fate(ending)).as("%s", ending).isEqualTo(Child.HAS_ITS_PARENT_OR_IS_NOT_INSERTED);
        assertThat(List.of(ending.delete(), ending.write())).anyMatch(end -> end.contains("40001"));
    }

    /** At every level: a child that moves away takes its own children along. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 2", "POSTGRESQL, 4", "POSTGRESQL, 8", "MYSQL, 2", "MYSQL, 4", "MYSQL, 8",
        "MARIADB, 2", "MARIADB, 4", "MARIADB, 8", "SQLITE, 0"
    })
    void aVirtualKeyAndAChildThatMovesAway(Database database, int isolation) throws Exception {
        Ending ending = virtual(database, isolation, WRITTEN_BEFORE, List.of("UPDATE c SET p = 2 WHERE id = 1"));
        assertThat(ending.content()).endsWith("c[(1,2), (2,2)]\ng[(1,1), (2,2)]\n");
    }

    private static Ending virtual(Database database, int isolation, Order order, List<String> writes) throws Exception {
        try (Space space = Space.create(database)) {
            if (database == Database.SQLITE) {
                space.run("PRAGMA journal_mode = WAL");
            }
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Players players = Players.of(schema, Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()))) {
                return new Interleaving(order, isolation, true, DELETE, writes).run(players);
            }
        }
    }

    private static Child fate(Ending ending) {
        boolean parent = ending.content().startsWith("p[(1)");
        boolean child = ending.content().contains("(3,1)");
        if (child && !parent) {
            return Child.STAYS_WITHOUT_PARENT;
        }
        return parent || ending.write().matches("done 0|.*40001") ? Child.HAS_ITS_PARENT_OR_IS_NOT_INSERTED : Child.GOES;
    }

    // ---- declared keys on PostgreSQL: run again -------------------------------------------------------------------

    /** Whatever way the driver sends it, and whatever savepoints it makes by itself. */
    @ParameterizedTest
    @ValueSource(strings = {
        "", "&preferQueryMode=simple", "&preferQueryMode=extendedCacheEverything", "&autosave=always",
        "&autosave=conservative", "&autosave=always&preferQueryMode=simple", "&prepareThreshold=-1"
    })
    void everyModeOfTheDriver(String parameters) throws Exception {
        for (boolean inTransaction : new boolean[] {false, true}) {
            assertThat(overtaken(parameters, DELETE, TRANSACTION_READ_COMMITTED, inTransaction))
                    .isEqualTo(new Ending("done 1", "done 1", "p[(2)]\nc[(2,2)]\ng[(2,2)]\n"));
        }
    }

    /** What cannot be locked beforehand is tried again; a result is the application's own. */
    @ParameterizedTest
    @ValueSource(strings = {
        "WITH gone AS (DELETE FROM p WHERE id = 1 RETURNING id) INSERT INTO other_work SELECT id FROM gone",
        "MERGE INTO p USING (VALUES (1)) AS v (id) ON p.id = v.id WHEN MATCHED THEN DELETE",
        "WITH noted AS (INSERT INTO other_work VALUES (1)) DELETE FROM p WHERE id = 1",
        "DELETE FROM p USING (VALUES (1)) AS v (id) WHERE p.id = v.id"
    })
    void everyForm(String sql) throws Exception {
        for (boolean inTransaction : new boolean[] {false, true}) {
            assertThat(overtaken("", sql, TRANSACTION_READ_COMMITTED, inTransaction))
                    .isEqualTo(new Ending("done 1", "done 1", "p[(2)]\nc[(2,2)]\ng[(2,2)]\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TRANSACTION_REPEATABLE_READ, TRANSACTION_SERIALIZABLE})
    void aFixedSnapshotIsNotSerializable(int isolation) throws Exception {
        for (boolean inTransaction : new boolean[] {false, true}) {
            assertThat(overtaken("", DELETE, isolation, inTransaction).delete()).isEqualTo("40001");
        }
    }

    private static Ending overtaken(String parameters, String sql, int isolation, boolean inTransaction) throws Exception {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
            UrlDataSource delegate = new UrlDataSource(space.url() + parameters);
            try (Players players = Players.of(schema, Ours.withRelations(delegate, Map.of(), FAMILY.keys()))) {
                return new Interleaving(WRITTEN_BEFORE, isolation, inTransaction, sql, INSERT).run(players);
            }
        }
    }

    /** Also where every run fails: a trigger keeps a child. Then nothing is done, and a transaction is aborted. */
    @Test
    void whatFailsEveryTimeLeavesTheTransactionAborted() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
            space.run("CREATE FUNCTION @own.kept() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
                    + " CREATE TRIGGER kept BEFORE DELETE ON @own.c FOR EACH ROW EXECUTE FUNCTION @own.kept()");
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            try (Connection connection =
                    Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys()).getConnection()) {
                SQLException failure = failure(connection, DELETE);
                assertThat(failure.getSQLState()).isEqualTo("23503");
                assertThat(failure.getMessage()).contains("nothing was deleted", "trigger");
                assertThat(schema.content(connection)).isEqualTo(schema.initial());
                connection.setAutoCommit(false);
                counting.reset();
                assertThat(failure(connection, DELETE).getSQLState()).isEqualTo("23503");
                assertThat(counting.statements()).filteredOn(sql -> sql.contains("DELETE FROM")).hasSize(2);
                assertThat(failure(connection, "SELECT 1").getSQLState()).isEqualTo("25P02");
                connection.rollback();
            }
        }
    }

    /** A refusal by a key that is not ours to carry out is none of this. */
    @Test
    void aGenuineRefusalIsNotRunTwice() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
            space.run("CREATE TABLE @own.other (c int); INSERT INTO @own.other VALUES (1);"
                    + " ALTER TABLE @own.other ADD CONSTRAINT k1 FOREIGN KEY (c) REFERENCES @own.c (id)");
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            try (Connection connection =
                    Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys()).getConnection()) {
                failure(connection, DELETE);
                counting.reset();
                assertThat(failure(connection, DELETE).getSQLState()).isEqualTo("23503");
                assertThat(counting.statements()).hasSize(1);
            }
        }
    }

    /** Declared keys in an open transaction: the savepoint comes and goes with the statement. */
    @Test
    void oneMessageInATransaction() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            try (Connection connection =
                    Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys()).getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "DELETE FROM p WHERE id = 2");
                counting.reset();
                execute(connection, DELETE);
                assertThat(counting.statements()).singleElement().asString().startsWith("SAVEPOINT");
                connection.commit();
                assertThat(schema.content(connection)).isEqualTo("p[]\nc[]\ng[]\n");
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static SQLException failure(Connection connection, String sql) {
        try {
            execute(connection, sql);
        } catch (SQLException e) {
            return e;
        }
        throw new AssertionError("no failure of " + sql);
    }
}
