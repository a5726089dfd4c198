package org.cascadejdbc.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.Strategy;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.junit.jupiter.api.Test;

class StartLineTest {
    private static final KeyGraph SHOP = Graphs.graph()
            .table("customer(id*)")
            .table("orders(id*, customer)")
            .table("log.note(id*, orders)")
            .nativeKey("orders(customer) -> customer(id) CASCADE")
            .virtualKey("log.note(orders) -> orders(id) CASCADE")
            .build();

    private static Settings settings(Strategy strategy, String... locations) {
        return new Settings(
                List.of(locations).stream().map(location -> new Scripts().of(location, "")).toList(),
                List.of(),
                strategy,
                ReferentialAction.NO_ACTION,
                true,
                Limits.NONE,
                List.of(),
                List.of(),
                Support.KNOWN_ONLY,
                false);
    }

    @Test
    void whoseTheKeysAre() {
        assertThat(StartLine.text(SHOP, settings(Strategy.AUTO, "classpath:cascade.sql", "more.sql"), null))
                .isEqualTo("2 foreign keys in 2 schemas: 1 carried out by the database, 1 by cascade-jdbc, "
                        + "1 not enforced by the database; relations: classpath:cascade.sql, more.sql");
        assertThat(StartLine.text(SHOP, settings(Strategy.EMULATE), null))
                .contains(": 0 carried out by the database, 2 by cascade-jdbc,");
        assertThat(StartLine.text(SHOP, settings(Strategy.NATIVE), null))
                .contains(": 1 carried out by the database, 1 by nobody (cascade.strategy=native),");
    }

    @Test
    void oneAndNone() {
        KeyGraph one = Graphs.graph()
                .table("t(id*, parent)")
                .nativeKey("t(parent) -> t(id) CASCADE")
                .build();
        assertThat(StartLine.text(one, Settings.DEFAULTS, null))
                .isEqualTo("1 foreign key in 1 schema: 1 carried out by the database, 0 by cascade-jdbc, "
                        + "all enforced by the database; relations: none");
        assertThat(StartLine.text(Graphs.graph().table("t(id*)").build(), Settings.DEFAULTS, null))
                .isEqualTo("no foreign keys; relations: none");
    }
}
