package org.cascadejdbc.engine.hsqldb;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.engine.Claim;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Product;
import org.cascadejdbc.engine.Version;

/** HSQLDB, in our process or on a server. */
public final class HsqldbClaim implements Claim {
    private static final Set<String> HARMLESS = Set.of("", "close_result", "default_schema", "get_column_name", "hsqldb.default_table_type",
            "hsqldb.tx", "hsqldb.tx_level", "ifexists", "password", "readonly", "shutdown", "sql.enforce_tdc_delete",
            "sql.enforce_tdc_update", "sql.ignore_case", "sql.pad_space", "sql.syntax_db2", "sql.syntax_mss", "sql.syntax_mys",
            "sql.syntax_ora", "sql.syntax_pgs", "user");

    @Override
    public String name() {
        return "hsqldb";
    }

    @Override
    public String title() {
        return "HSQLDB";
    }

    @Override
    public List<String> subprotocols() {
        return List.of("hsqldb");
    }

    /**
     * Some settings make an object of any class ({@code crypt_provider}), or write files. For {@code ${name}} the driver puts that system
     * property's value, which may be a secret, and goes to whatever host the URL names; or a setting.
     */
    @Override
    public boolean isHarmless(String url) {
        if (!url.startsWith("hsqldb:")) {
            return true;
        }
        return !url.contains("${") && Stream.of(url.split(";", -1))
                .skip(1)
                .map(setting -> setting.replaceFirst("=.*", "").strip().toLowerCase(Locale.ROOT))
                .allMatch(HARMLESS::contains);
    }

    @Override
    public boolean claims(Product product) {
        return product.name().equals("HSQL Database Engine");
    }

    /** The first one that is run in the tests. */
    @Override
    public Version minimum() {
        return new Version(2, 7, 0);
    }

    @Override
    public Optional<String> question() {
        return Optional.empty();
    }

    @Override
    public List<String> others() {
        return List.of();
    }

    @Override
    public Engine engine(Product product) {
        return new HsqldbEngine();
    }
}
