package org.cascadejdbc.stacks.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.cascadejdbc.stacks.Shop;

/** Tells the application where PostgreSQL is. */
public final class ShopServer implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("shop.address", Shop.url().replaceFirst("^jdbc:postgresql://([^?]+).*", "$1"));
    }

    @Override
    public void stop() {} // it ends with the JVM
}
