package org.cascadejdbc.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeEvent;
import org.cascadejdbc.CascadeListener;
import org.junit.jupiter.api.Test;
import org.springframework.aop.scope.ScopedProxyFactoryBean;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.sqlite.SQLiteDataSource;

class DataSourceWrappingTest {
    private static final DefaultListableBeanFactory BEANS = new DefaultListableBeanFactory();
    private static final String URL = "jdbc:sqlite::memory:";

    private static DataSource processed(DataSource dataSource) {
        return (DataSource) new DataSourceWrapping(Map.of("cascade.maxRows", "7"), BEANS)
                .postProcessAfterInitialization(dataSource, "dataSource");
    }

    private static SQLiteDataSource sqlite(String url) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    @Test
    void aDataSourceIsWrapped() {
        assertThat(processed(sqlite(URL))).isInstanceOf(CascadeDataSource.class);
    }

    /** It may need the DataSource itself. */
    @Test
    void aListenerIsMadeWhenThereIsSomethingToTell() throws SQLException {
        List<CascadeEvent> events = new ArrayList<>();
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.getBeanFactory().addBeanPostProcessor(new DataSourceWrapping(
                    Map.of("cascade.strategy", "emulate"), context.getDefaultListableBeanFactory()));
            context.registerBean("pool", DataSource.class, () -> sqlite(URL));
            context.registerBean("listener", CascadeListener.class, () -> {
                assertThat(context.getBean("pool")).isInstanceOf(CascadeDataSource.class);
                return events::add;
            });
            context.refresh();
            try (Connection connection = context.getBean("pool", DataSource.class).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE p (id INTEGER PRIMARY KEY)");
                statement.execute("CREATE TABLE c (p REFERENCES p ON DELETE CASCADE)");
                statement.execute("DELETE FROM p");
            }
        }
        assertThat(events).extracting(CascadeEvent::outcome).containsExactly(CascadeEvent.Outcome.DONE);
    }

    @Test
    void whatIsNoneIsNot() {
        assertThat(new DataSourceWrapping(Map.of(), BEANS).postProcessAfterInitialization("text", "dataSource"))
                .isEqualTo("text");
    }

    @Test
    void whatIsOursAlreadyIsNot() {
        DataSource ours = CascadeDataSource.wrap(sqlite(URL));
        assertThat(processed(ours)).isSameAs(ours);

        DataSource around = new LazyConnectionDataSourceProxy(ours);
        assertThat(processed(around)).isSameAs(around);

        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:cascade:sqlite::memory:");
        assertThat(processed(pool)).isSameAs(pool);

        DataSource byUrl = sqlite("jdbc:cascade:sqlite::memory:");
        assertThat(processed(byUrl)).isSameAs(byUrl);
    }

    @Test
    void aRoutingOneIsWrappedUnlessItsTargetsAre() {
        DataSource ours = CascadeDataSource.wrap(sqlite(URL));
        assertThat(processed(routing(Map.of("a", sqlite(URL), "b", ours)))).isInstanceOf(CascadeDataSource.class);
        DataSource routing = routing(Map.of("a", ours, "b", ours));
        assertThat(processed(routing)).isSameAs(routing);
    }

    private static DataSource routing(Map<Object, Object> targets) {
        AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
            @Override
            protected Object determineCurrentLookupKey() {
                throw new IllegalStateException("nobody has a key at the start");
            }
        };
        routing.setTargetDataSources(targets);
        routing.afterPropertiesSet();
        return routing;
    }

    /** The target may have to be a pool for its proxy, and the scope may not be there yet. */
    @Test
    void ofAScopedOneTheProxyIsWrapped() {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.getBeanFactory().addBeanPostProcessor(new DataSourceWrapping(Map.of(), BEANS));
            context.registerBean("scopedTarget.pool", HikariDataSource.class, () -> {
                throw new IllegalStateException("not yet");
            }, definition -> {
                definition.setLazyInit(true);
                definition.setScope("prototype");
                definition.setAutowireCandidate(false);
            });
            context.registerBeanDefinition(
                    "pool",
                    BeanDefinitionBuilder.rootBeanDefinition(ScopedProxyFactoryBean.class)
                            .addPropertyValue("targetBeanName", "scopedTarget.pool")
                            .getBeanDefinition());
            context.refresh();
            assertThat(context.getBean("pool")).isInstanceOf(CascadeDataSource.class);
        }
        DataSource target = sqlite(URL);
        assertThat(new DataSourceWrapping(Map.of(), BEANS).postProcessAfterInitialization(target, "scopedTarget.pool"))
                .isSameAs(target);
    }

    @Test
    void aFileThatIsMissingIsThePropertysFault() {
        DataSourceWrapping wrapping = new DataSourceWrapping(Map.of("cascade.relations", "classpath:nowhere.sql"), BEANS);
        assertThatThrownBy(() -> wrapping.postProcessAfterInitialization(sqlite(URL), "dataSource"))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("cascade.relations", "classpath:nowhere.sql");
    }
}
