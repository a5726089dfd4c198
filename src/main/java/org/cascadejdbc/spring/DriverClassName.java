package org.cascadejdbc.spring;

import org.cascadejdbc.CascadeDriver;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.core.PriorityOrdered;

/** Says which driver {@code jdbc:cascade:} has, where the properties do not: Boot knows prefixes by a fixed list. */
final class DriverClassName implements BeanPostProcessor, PriorityOrdered {
    /** After the properties have been bound, which happens before initialization. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof DataSourceProperties properties
                && properties.getDriverClassName() == null
                && properties.getUrl() != null
                && properties.getUrl().startsWith("jdbc:cascade:")) {
            properties.setDriverClassName(CascadeDriver.class.getName());
        }
        return bean;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
