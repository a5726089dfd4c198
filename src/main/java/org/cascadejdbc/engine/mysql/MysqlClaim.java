package org.cascadejdbc.engine.mysql;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.engine.Claim;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Product;
import org.cascadejdbc.engine.Version;

/** MySQL's own servers. */
public final class MysqlClaim implements Claim {
    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public String title() {
        return "MySQL";
    }

    @Override
    public List<String> subprotocols() {
        return List.of("mysql", "mysql+srv");
    }

    @Override
    public boolean claims(Product product) {
        return product.name().equals("MySQL") && !product.mentions("mariadb");
    }

    @Override
    public Version minimum() {
        return new Version(8, 0, 19);
    }

    @Override
    public Optional<String> question() {
        return Optional.of("SELECT @@version_comment");
    }

    @Override
    public List<String> others() {
        return List.of("tidb", "vitess", "planetscale", "dolt", "singlestore", "memsql", "oceanbase", "shardingsphere", "starrocks",
                "doris", "polardb-x");
    }

    @Override
    public Engine engine(Product product) {
        return new MysqlEngine();
    }
}
