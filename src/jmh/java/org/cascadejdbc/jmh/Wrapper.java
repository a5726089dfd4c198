package org.cascadejdbc.jmh;

import com.p6spy.engine.spy.P6DataSource;
import java.util.Properties;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.cascadejdbc.CascadeDataSource;
import software.amazon.jdbc.ds.AwsWrapperDataSource;

/** What is measured, each with as little to do as it can be configured to: no logging, no listeners, no plugins. */
public enum Wrapper {
    BARE("bare driver") {
        @Override
        DataSource around(Target target) {
            return target.dataSource();
        }
    },
    CASCADE("cascade-jdbc") {
        @Override
        DataSource around(Target target) {
            return CascadeDataSource.wrap(target.dataSource());
        }
    },
    P6SPY("p6spy 3.9.1") {
        @Override
        DataSource around(Target target) {
            System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory");
            return new P6DataSource(target.dataSource());
        }
    },
    DATASOURCE_PROXY("datasource-proxy 1.11.0") {
        @Override
        DataSource around(Target target) {
            return ProxyDataSourceBuilder.create(target.dataSource()).build();
        }
    },
    AWS("AWS wrapper 4.3.0") {
        @Override
        DataSource around(Target target) {
            Properties properties = new Properties();
            properties.setProperty("wrapperPlugins", "");
            properties.setProperty("wrapperDialect", "unknown");
            properties.setProperty("wrapperTargetDriverDialect", "generic");
            AwsWrapperDataSource wrapper = new AwsWrapperDataSource();
            wrapper.setTargetDataSourceClassName(target.type().getName());
            wrapper.setTargetDataSourceProperties(properties);
            wrapper.setJdbcProtocol("jdbc:postgresql:");
            wrapper.setServerName("stub");
            wrapper.setDatabase("stub");
            return wrapper;
        }
    };

    private final String title;

    Wrapper(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract DataSource around(Target target);
}
