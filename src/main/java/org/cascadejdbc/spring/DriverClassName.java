package org.cascadejdbc.spring;

import java.util.Set;
import org.cascadejdbc.CascadeDriver;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;

/**
 * Says which driver {@code jdbc:cascade:} has, where {@code spring.datasource} does not: Boot knows prefixes by a fixed
 * list. Without it Boot ends the start, or takes the driver of an embedded database that is on the class path.
 */
final class DriverClassName implements BeanPostProcessor, PriorityOrdered {
    /** Boot's DataSourceProperties: where they are in Boot 4, and where they are in 2 and 3. */
    private static final Set<String> PROPERTIES = Set.of(
            "org.springframework.boot.jdbc.autoconfigure.DataSourceProperties",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceProperties");

    /** After the properties have been bound, which happens before initialization. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (areProperties(bean.getClass())) {
            BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(bean);
            if (properties.getPropertyValue("driverClassName") == null
                    && properties.getPropertyValue("url") instanceof String url
                    && url.startsWith("jdbc:cascade:")) {
                properties.setPropertyValue("driverClassName", CascadeDriver.class.getName());
            }
        }
        return bean;
    }

    /** An application may have a subclass of its own. */
    private static boolean areProperties(Class<?> type) {
        return type != null && (PROPERTIES.contains(type.getName()) || areProperties(type.getSuperclass()));
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
