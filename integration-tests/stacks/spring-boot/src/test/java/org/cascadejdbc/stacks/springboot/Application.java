package org.cascadejdbc.stacks.springboot;

import org.cascadejdbc.stacks.Shop;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts it as {@code java -jar} does, arguments on the command line. */
final class Application {
    /** What switches us off. */
    static final String WITHOUT_US =
            "--spring.autoconfigure.exclude=org.cascadejdbc.spring.CascadeAutoConfiguration";

    private Application() {}

    static ConfigurableApplicationContext start(String... arguments) {
        return start(new Class<?>[] {ShopApplication.class}, arguments);
    }

    static ConfigurableApplicationContext start(Class<?>[] sources, String... arguments) {
        return new SpringApplicationBuilder(sources)
                .web(WebApplicationType.NONE)
                .properties("spring.datasource.url=" + Shop.url()) // its port is not the same each time
                .run(arguments);
    }

    /** What a failed start says, with all causes. */
    static String messages(Throwable e) {
        return e == null ? "" : e + "\n" + messages(e.getCause());
    }
}
