package org.cascadejdbc.spring;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * With a {@code cascade.*} property in the environment, each DataSource bean of the application becomes one that
 * cascades. Without any, no DataSource is touched.
 */
@AutoConfiguration
public final class CascadeAutoConfiguration {
    private CascadeAutoConfiguration() {}

    /** The application's DataSources with the options that its properties say. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnCascadeProperty.class)
    static class Wrapping {
        @Bean
        static BeanPostProcessor cascadeDataSources(Environment environment, ListableBeanFactory beans) {
            return new DataSourceWrapping(CascadeProperties.read(environment), beans);
        }
    }

    /** {@code spring.datasource.url=jdbc:cascade:…}, of which Boot cannot guess the driver. */
    @Configuration(proxyBeanMethods = false)
    static class Prefix {
        @Bean
        static BeanPostProcessor cascadeDriverClassName() {
            return new DriverClassName();
        }
    }
}
