package org.cascadejdbc.stacks.micronaut;

import io.micronaut.context.env.Environment;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.naming.conventions.StringConvention;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeDataSourceBuilder;

/** Wraps each DataSource that has {@code datasources.*.cascade} properties. */
@Singleton
final class CascadeListener implements BeanCreatedEventListener<DataSource>, Ordered {
    private final Environment environment;

    CascadeListener(Environment environment) {
        this.environment = environment;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        Map<String, Object> options = environment.getProperties(
                "datasources." + event.getBeanIdentifier().getName() + ".cascade", StringConvention.CAMEL_CASE);
        if (options.isEmpty()) {
            return event.getBean();
        }
        CascadeDataSourceBuilder builder = CascadeDataSource.builder(event.getBean());
        options.forEach((key, value) -> builder.property("cascade." + key, String.valueOf(value)));
        return builder.build();
    }

    /** Before Micronaut Data's, which gives out the transaction's connection: that one belongs outside. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
