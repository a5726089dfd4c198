package org.cascadejdbc.engine.h2;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.engine.Claim;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Product;
import org.cascadejdbc.engine.Version;

/** H2, in our process or on a server. */
public final class H2Claim implements Claim {
    private static final Set<String> HARMLESS = Set.of("", "ACCESS_MODE_DATA", "AUTOCOMMIT", "CASE_INSENSITIVE_IDENTIFIERS", "CIPHER",
            "DATABASE_TO_LOWER", "DATABASE_TO_UPPER", "DB_CLOSE_DELAY", "DB_CLOSE_ON_EXIT", "DEFAULT_LOCK_TIMEOUT",
            "DEFAULT_NULL_ORDERING", "IFEXISTS", "LOCK_TIMEOUT", "MODE", "NETWORK_TIMEOUT", "NON_KEYWORDS", "PASSWORD",
            "QUERY_TIMEOUT", "SCHEMA", "TIME ZONE", "USER", "WRITE_DELAY");

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public String title() {
        return "H2";
    }

    @Override
    public List<String> subprotocols() {
        return List.of("h2");
    }

    /** H2 executes what settings say: INIT any statement, others make objects of any class, write files, or open a port. */
    @Override
    public boolean isHarmless(String url) {
        return !url.startsWith("h2:") || (url.indexOf('\\') < 0 && Stream.of(url.split(";", -1))
                .skip(1)
                .map(setting -> setting.replaceFirst("=.*", "").strip().toUpperCase(Locale.ROOT))
                .allMatch(HARMLESS::contains));
    }

    @Override
    public boolean claims(Product product) {
        return product.name().equals("H2");
    }

    /** The first one with the standard's INFORMATION_SCHEMA, and TABLE_CONSTRAINTS.ENFORCED in it. */
    @Override
    public Version minimum() {
        return new Version(2, 1, 210);
    }

    @Override
    public Optional<String> question() {
        return Optional.empty();
    }

    @Override
    public List<String> others() {
        return List.of("h2gis", "ignite");
    }

    @Override
    public Engine engine(Product product) {
        return new H2Engine();
    }
}
