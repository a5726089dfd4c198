package org.cascadejdbc.stacks.hibernate;

import org.cascadejdbc.stacks.Shop;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts it as {@code java -jar} does, arguments on the command line. */
final class Application {
    private Application() {}

    static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(ShopApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.datasource.url=" + Shop.url()) // its port is not the same each time
                .run(arguments);
    }
}
