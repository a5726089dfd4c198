package org.cascadejdbc.engine.h2;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.engine.Claim;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Product;
import org.cascadejdbc.engine.Version;

/** H2, in our process or on a server. */
public final class H2Claim implements Claim {
    @Override
    public String name() {
        return "h2";
    }

    @Override
    public String title() {
        return "H2";
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
