package org.cascadejdbc.engine.mariadb;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.engine.Claim;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Product;
import org.cascadejdbc.engine.Version;

/** MariaDB's own servers, whatever the driver calls them. */
public final class MariaDbClaim implements Claim {
    /** Which old clients took for the version (MDEV-4088). */
    private static final String FOR_OLD_CLIENTS = "5.5.5-";

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public String title() {
        return "MariaDB";
    }

    /** Its driver connects to MySQL as well. */
    @Override
    public List<String> subprotocols() {
        return List.of("mariadb");
    }

    @Override
    public boolean claims(Product product) {
        return product.name().equals("MariaDB") || product.mentions("mariadb");
    }

    @Override
    public Version version(Product product) {
        String version = product.version();
        return Version.in(version.startsWith(FOR_OLD_CLIENTS) ? version.substring(FOR_OLD_CLIENTS.length()) : version);
    }

    @Override
    public Version minimum() {
        return new Version(10, 11, 0);
    }

    @Override
    public Optional<String> question() {
        return Optional.of("SELECT @@version_comment");
    }

    @Override
    public List<String> others() {
        return List.of("xpand", "clustrix", "columnstore", "skysql", "shardingsphere");
    }

    @Override
    public Engine engine(Product product) {
        return new MariaDbEngine();
    }
}
