package org.cascadejdbc.engine.sqlite;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.engine.Claim;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Product;
import org.cascadejdbc.engine.Version;

/** SQLite, which is in the driver. */
public final class SqliteClaim implements Claim {
    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String title() {
        return "SQLite";
    }

    @Override
    public List<String> subprotocols() {
        return List.of("sqlite");
    }

    @Override
    public boolean claims(Product product) {
        return product.name().equals("SQLite");
    }

    @Override
    public Version minimum() {
        return new Version(3, 37, 0);
    }

    @Override
    public Optional<String> question() {
        return Optional.empty();
    }

    @Override
    public List<String> others() {
        return List.of("libsql", "turso", "rqlite");
    }

    @Override
    public Engine engine(Product product) {
        return new SqliteEngine();
    }
}
