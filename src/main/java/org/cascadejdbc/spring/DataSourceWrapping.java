package org.cascadejdbc.spring;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeDataSourceBuilder;
import org.cascadejdbc.CascadeListener;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeansException;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.PriorityOrdered;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ClassUtils;

/**
 * Puts a CascadeDataSource around each DataSource bean. Transactions are bound to the DataSource by identity, so it
 * must be the bean itself that is replaced: all who are given it are given the same one.
 *
 * <p>Comes before the other post-processors: one of them may need a DataSource itself, and what is created before us
 * would not cascade, silently.
 */
final class DataSourceWrapping implements BeanPostProcessor, PriorityOrdered {
    private static final Logger LOG = LoggerFactory.getLogger(DataSourceWrapping.class);

    /** Spring can do without; then {@link Routing} must not be loaded. */
    private static final boolean SPRING_JDBC = ClassUtils.isPresent(
            "org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource",
            DataSourceWrapping.class.getClassLoader());

    private final Map<String, String> options;
    private final ListableBeanFactory beans;

    DataSourceWrapping(Map<String, String> options, ListableBeanFactory beans) {
        this.options = Map.copyOf(options);
        this.beans = beans;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof DataSource dataSource && isToBeWrapped(dataSource, beanName)
                ? wrap(dataSource, beanName)
                : bean;
    }

    /** Of a scoped bean the proxy: it may be a subclass of the pool, behind which no other class is possible. */
    private static boolean isToBeWrapped(DataSource dataSource, String beanName) {
        if (dataSource instanceof CascadeDataSource || ScopedProxyUtils.isScopedTarget(beanName)) {
            return false;
        }
        if (dataSource instanceof ScopedObject) {
            return true; // not to be asked any further: its scope may not be there yet
        }
        if (hasOurUrl(dataSource)) {
            LOG.info("DataSource {} has a jdbc:cascade: URL: its options are those in the URL", Shown.text(beanName));
            return false;
        }
        return !isOurs(dataSource);
    }

    private static boolean isOurs(DataSource dataSource) {
        if (SPRING_JDBC && Routing.isIt(dataSource)) {
            return Routing.targets(dataSource).stream().allMatch(DataSourceWrapping::isOurs);
        }
        try {
            return dataSource.isWrapperFor(CascadeDataSource.class);
        } catch (SQLException e) {
            return false; // it does not know what it wraps
        }
    }

    /** A pool calls its URL {@code jdbcUrl} or {@code url}. */
    private static boolean hasOurUrl(DataSource dataSource) {
        BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(dataSource);
        return Stream.of("jdbcUrl", "url").anyMatch(name -> isOurUrl(properties, name));
    }

    private static boolean isOurUrl(BeanWrapper properties, String name) {
        try {
            return properties.isReadableProperty(name)
                    && properties.getPropertyValue(name) instanceof String url
                    && url.startsWith("jdbc:cascade:");
        } catch (BeansException e) {
            return false; // it does not tell
        }
    }

    private CascadeDataSource wrap(DataSource dataSource, String beanName) {
        CascadeDataSourceBuilder builder = CascadeDataSource.builder(dataSource);
        options.forEach(builder::property);
        for (String name : listeners()) {
            builder.listener(new ListenerBean(beans, name));
        }
        try {
            CascadeDataSource wrapped = builder.build();
            LOG.info("DELETE cascades on DataSource {}: {}", Shown.text(beanName), Shown.text(options));
            return wrapped;
        } catch (IllegalArgumentException e) { // the values are checked: what is left is a file
            throw new InvalidConfigurationPropertyValueException(
                    "cascade.relations", options.get("cascade.relations"), e.getMessage() + ".");
        }
    }

    /** By name, so that none is made before its time. */
    private String[] listeners() {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, CascadeListener.class, true, false);
    }

    /** One DataSource out of several, where each may cascade by itself. Asking it needs a key that is not there yet. */
    private static final class Routing {
        static boolean isIt(DataSource dataSource) {
            return dataSource instanceof AbstractRoutingDataSource;
        }

        static Collection<DataSource> targets(DataSource dataSource) {
            return ((AbstractRoutingDataSource) dataSource).getResolvedDataSources().values();
        }
    }
}
