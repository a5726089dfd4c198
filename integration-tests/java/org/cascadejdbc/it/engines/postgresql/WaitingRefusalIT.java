package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.RESTRICT;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.transactions.Interleaving;
import org.cascadejdbc.it.transactions.Interleaving.Ending;
import org.cascadejdbc.it.transactions.Interleaving.Order;
import org.cascadejdbc.it.transactions.Interleaving.Players;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PostgreSQL: a row that another transaction is deleting refuses nothing before that one has ended, as with a native key. */
class WaitingRefusalIT {
    private static final List<String> KINDS = List.of(" (overridden)", " (emulated)", " (virtual)");
    private static final int VIRTUAL = 2;

    private static final String DELETE = "DELETE FROM p WHERE id = 1";
    private static final List<List<String>> WRITES = List.of(
            List.of("DELETE FROM r WHERE id = 1"),
            List.of("UPDATE r SET c = 2 WHERE id = 1"),
            List.of("UPDATE r SET c = NULL WHERE id = 1"),
            List.of("UPDATE r SET id = 5 WHERE id = 1"),
            List.of("DELETE FROM r WHERE id = 1", "INSERT INTO r VALUES (4, 1)"),
            List.of("SELECT id FROM r WHERE id = 1 FOR UPDATE"));

    private static Scenario family(DeleteRule rule) {
        return Scenario.named("family")
                .table("p", "id int primary key", "(1),(2)")
                .table("c", "id int primary key, p int", "(1,1),(2,2)")
                .table("r", "id int primary key, c int", "(1,1),(2,2)")
                .key("c(p)", CASCADE, "p(id)")
                .key("r(c)", rule, "c(id)");
    }

    static Stream<Arguments> levels() {
        return Stream.of(RESTRICT, NO_ACTION).flatMap(rule -> Stream.of(
                        Connection.TRANSACTION_READ_COMMITTED,
                        Connection.TRANSACTION_REPEATABLE_READ,
                        Connection.TRANSACTION_SERIALIZABLE)
                .map(level -> Arguments.of(rule, level)));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void asNatively(DeleteRule rule, int isolation) throws Exception {
        Scenario scenario = family(rule);
        try (Space twin = Space.create(Database.POSTGRESQL);
                Space overriding = Space.create(Database.POSTGRESQL);
                Space emulating = Space.create(Database.POSTGRESQL);
                Space without = Space.create(Database.POSTGRESQL);
                Players natives = Players.of(Schema.build(scenario, twin, Schema.Keys.AS_WANTED), twin.dataSource());
                Players overridden = Players.of(Schema.build(scenario, overriding, Schema.Keys.NO_ACTION),
                        Ours.withRelations(overriding.dataSource(), Map.of(), scenario.keys()));
                Players emulated = Players.of(Schema.build(scenario, emulating, Schema.Keys.AS_WANTED),
                        Ours.over(emulating.dataSource(), Map.of("cascade.strategy", "emulate")));
                Players virtual = Players.of(Schema.build(scenario, without, Schema.Keys.ABSENT),
                        Ours.withRelations(without.dataSource(), Map.of(), scenario.keys()))) {
            List<String> differences = new ArrayList<>();
            for (Interleaving interleaving : interleavings(isolation)) {
                List<Players> kinds = List.of(overridden, emulated, virtual);
                Ending expected = interleaving.run(natives);
                for (int kind = 0; kind < kinds.size(); kind++) {
                    Players ours = kinds.get(kind);
                    Ending actual = interleaving.run(ours);
                    boolean insertsBelow = interleaving.writes().size() > 1;
                    boolean retriable = isolation > Connection.TRANSACTION_READ_COMMITTED && actual.delete().equals("40001")
                            && actual.content().equals(refused(interleaving, natives));
                    if (!actual.equals(expected) && !retriable && !(insertsBelow && kind == VIRTUAL)) {
                        differences.add("\n" + interleaving + "\n  expected " + expected + "\n  but was  " + actual
                                + KINDS.get(kind));
                    }
                }
            }
            assertThat(differences).isEmpty();
        }
    }

    private static String refused(Interleaving interleaving, Players natives) throws Exception {
        return interleaving.withDelete("DELETE FROM p WHERE id = 99").run(natives).content();
    }

    private static List<Interleaving> interleavings(int isolation) {
        List<Interleaving> interleavings = new ArrayList<>();
        for (List<String> write : WRITES) {
            for (Order order : List.of(Order.WRITTEN_BEFORE, Order.WRITTEN_AND_ROLLED_BACK)) {
                interleavings.add(new Interleaving(order, isolation, true, DELETE, write));
                interleavings.add(new Interleaving(order, isolation, false, DELETE, write));
            }
            interleavings.add(new Interleaving(Order.COMMITTED_AFTER_SNAPSHOT, isolation, true, DELETE, write));
        }
        return interleavings;
    }
}
