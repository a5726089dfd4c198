package org.cascadejdbc.it.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Declared keys under load: no orphan, and no error that native keys do not give in the same work. For ten minutes on a
 * database: {@code mvn verify -Dit.test='StressIT#postgreSql' -Dstress.seconds=67 …} (see concurrency.md).
 */
class StressIT {
    private static final int SECONDS = Integer.getInteger("stress.seconds", 2);
    private static final long SEED = Long.getLong("stress.seed", System.nanoTime());

    /** What a transaction may always meet: it was a deadlock's victim, or could not be serialized. */
    private static final Set<String> DEADLOCKS = Set.of("40P01", "40001/1213");

    @ParameterizedTest
    @ValueSource(ints = {
        Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE
    })
    void postgreSql(int isolation) throws Exception {
        compare(Database.POSTGRESQL, isolation);
    }

    @ParameterizedTest
    @ValueSource(ints = {
        Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE
    })
    void mySql(int isolation) throws Exception {
        compare(Database.MYSQL, isolation);
    }

    @ParameterizedTest
    @ValueSource(ints = {
        Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE
    })
    void mariaDb(int isolation) throws Exception {
        compare(Database.MARIADB, isolation);
    }

    @Test
    void mySqlWithKeysInItsSqlLayer() throws Exception {
        compare(Database.MYSQL_OFF, Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Test
    void sqlite() throws Exception {
        compare(Database.SQLITE, 0);
    }

    private static void compare(Database database, int isolation) throws Exception {
        System.out.printf("stress: %s, isolation %d, %d s each, -Dstress.seed=%d%n", database, isolation, SECONDS, SEED);
        Map<String, Stress.Report> reports = new LinkedHashMap<>();
        for (String keys : new String[] {"native", "overridden", "emulate"}) {
            try (Space space = Space.create(keys.equals("native") ? database.twin() : database)) {
                if (database == Database.SQLITE) {
                    space.run("PRAGMA journal_mode = WAL");
                }
                Schema schema = Schema.build(
                        Stress.FAMILY, space, keys.equals("overridden") ? Schema.Keys.NO_ACTION : Schema.Keys.AS_WANTED);
                try (HikariDataSource writing = pool(space.enforcing());
                        HikariDataSource pool = pool(keys.equals("overridden")
                                ? Ours.withRelations(space.enforcing(), Map.of(), Stress.FAMILY.keys())
                                : space.enforcing())) {
                    DataSource deleting =
                            keys.equals("emulate") ? Ours.over(pool, Map.of("cascade.strategy", "emulate")) : pool;
                    Stress.Report report = new Stress(schema, deleting, writing, isolation).run(SECONDS, SEED);
                    reports.put(keys, report);
                    System.out.printf("  %-10s %s%n", keys, report);
                }
            }
        }
        Stress.Report natives = reports.get("native");
        reports.forEach((keys, report) -> {
            assertThat(report.orphans).as("orphans, %s", keys).isZero();
            assertThat(report.deletedRows).as("deleted parents, %s", keys).hasPositiveValue();
            for (String work : new String[] {"delete", "delete in a transaction", "write", "new parent"}) {
                Set<String> explained = new TreeSet<>(natives.errors(work).keySet());
                explained.addAll(DEADLOCKS);
                explained.addAll(natives.errors("delete").keySet());
                explained.addAll(natives.errors("delete in a transaction").keySet());
                assertThat(explained)
                        .as("errors of '%s' with native keys, %s having %s", work, keys, report.examples)
                        .containsAll(report.errors(work).keySet());
            }
            assertThat(deadlocks(report)).as("deadlocks of DELETEs in autocommit, %s", keys)
                    .isLessThanOrEqualTo(Math.max(deadlocks(natives), 0.01));
        });
    }

    /** Of those DELETEs that are transactions of their own. */
    private static double deadlocks(Stress.Report report) {
        long victims = report.errors("delete").entrySet().stream()
                .filter(error -> DEADLOCKS.contains(error.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return (double) victims / Math.max(1, report.deletes.get());
    }

    private static HikariDataSource pool(DataSource delegate) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(delegate);
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }
}
