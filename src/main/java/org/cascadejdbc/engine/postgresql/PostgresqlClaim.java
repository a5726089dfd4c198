package org.cascadejdbc.engine.postgresql;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.engine.Claim;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Product;
import org.cascadejdbc.engine.Version;

/** PostgreSQL's own servers. Those that keep its executor, as managed services do, say nothing else. */
public final class PostgresqlClaim implements Claim {
    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String title() {
        return "PostgreSQL";
    }

    @Override
    public List<String> subprotocols() {
        return List.of("postgresql");
    }

    @Override
    public boolean claims(Product product) {
        return product.name().equals("PostgreSQL");
    }

    @Override
    public Version minimum() {
        return new Version(13, 0, 0);
    }

    @Override
    public Optional<String> question() {
        return Optional.of("SELECT pg_catalog.version()");
    }

    @Override
    public List<String> others() {
        return List.of("cockroach", "yugabyte", "-yb-", "redshift", "emcc", "pglite", "shardingsphere", "materialize",
                "risingwave", "cratedb", "questdb", "greenplum", "opengauss", "gaussdb", "spanner");
    }

    @Override
    public Engine engine(Product product) {
        return new PostgresqlEngine(version(product).major());
    }
}
