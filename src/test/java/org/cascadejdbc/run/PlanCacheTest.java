package org.cascadejdbc.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.engine.Engines;
import org.cascadejdbc.engine.Product;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Deletion;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.Lexis;
import org.junit.jupiter.api.Test;

/** A plan is made once, and no more of them are kept than there is room for. */
class PlanCacheTest {
    private static final int TABLES = 120;

    private static Catalog catalog() throws SQLException {
        Graphs tables = Graphs.graph().table("c(id*, p)");
        for (int i = 0; i < TABLES; i++) {
            tables.table("t" + i + "(id*)");
        }
        KeyGraph graph = tables.virtualKey("c(p) -> t0(id) CASCADE").build();
        SessionContext sessionContext = new SessionContext(
                Lexis.SQLITE, new SearchPath(List.of(Graphs.SCHEMA)), SessionContext.Keys.ENFORCED, "");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            return new Catalog(
                    graph, sessionContext, Engines.of(Product.of(connection)), Settings.DEFAULTS, new MissingIndexes());
        }
    }

    private static TableName table(int number) {
        return Graphs.name("t" + number);
    }

    @Test
    void aPlanIsMadeOnce() throws SQLException {
        Catalog catalog = catalog();
        Deletion deletion = new Deletion(List.of(table(0)), false);
        Optional<CascadePlan> plan = catalog.plan(deletion);
        assertThat(plan).isPresent();
        assertThat(catalog.plan(new Deletion(List.of(table(0)), false))).isSameAs(plan);
    }

    /** Every pair of tables in either order, as MySQL's multi-table DELETE may name them. */
    @Test
    void theyAreBounded() throws SQLException {
        Catalog catalog = catalog();
        List<Deletion> deletions = new ArrayList<>();
        for (int one = 0; one < TABLES; one++) {
            for (int other = 0; other < TABLES; other++) {
                deletions.add(new Deletion(List.of(Graphs.name("t0"), table(one), table(other)), false));
            }
        }
        assertThat(deletions).hasSizeGreaterThan(Catalog.MAX_PLANS);
        Set<Object> plans = Collections.newSetFromMap(new IdentityHashMap<>());
        deletions.forEach(deletion -> plans.add(catalog.plan(deletion)));
        long kept = deletions.stream().filter(deletion -> plans.contains(catalog.plan(deletion))).count();
        assertThat(kept).isPositive().isLessThanOrEqualTo(Catalog.MAX_PLANS);
    }
}
