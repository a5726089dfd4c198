package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.io.Resources;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MybatisTest {
    enum Way {
        URL {
            @Override
            SqlSessionFactory open() {
                return byXml(Shop.cascadeUrl());
            }
        },
        DATA_SOURCE {
            @Override
            SqlSessionFactory open() {
                Configuration configuration = new Configuration(
                        new Environment("shop", new JdbcTransactionFactory(), DataSources.cascading()));
                configuration.addMapper(CustomerMapper.class);
                return new SqlSessionFactoryBuilder().build(configuration);
            }
        };

        abstract SqlSessionFactory open();
    }

    /** By {@code mybatis.xml}, in which {@code ${url}} stands for the URL. */
    private static SqlSessionFactory byXml(String url) {
        Properties properties = new Properties();
        properties.setProperty("url", url);
        try (Reader xml = Resources.getResourceAsReader("mybatis.xml")) {
            return new SqlSessionFactoryBuilder().build(xml, properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    @ParameterizedTest
    @EnumSource
    void annotation(Way way) {
        try (SqlSession session = way.open().openSession(true)) {
            assertThat(session.getMapper(CustomerMapper.class).delete(1)).isOne();
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    /** With the blank lines that an XML mapper leaves in its statements. */
    @ParameterizedTest
    @EnumSource
    void xml(Way way) {
        try (SqlSession session = way.open().openSession()) {
            assertThat(session.getMapper(CustomerMapper.class).deleteAll(List.of(1, 7))).isOne();
            session.commit();
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void batchExecutor(Way way) {
        try (SqlSession session = way.open().openSession(ExecutorType.BATCH)) {
            CustomerMapper customers = session.getMapper(CustomerMapper.class);
            customers.delete(7);
            customers.delete(1);
            List<BatchResult> results = session.flushStatements();
            assertThat(results).singleElement().satisfies(result -> assertThat(result.getUpdateCounts())
                    .containsExactly(0, 1));
            session.commit();
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    /** Its executor keeps the prepared statements. */
    @ParameterizedTest
    @EnumSource
    void reusingExecutor(Way way) {
        try (SqlSession session = way.open().openSession(ExecutorType.REUSE)) {
            CustomerMapper customers = session.getMapper(CustomerMapper.class);
            assertThat(customers.delete(1)).isOne();
            session.rollback();
            assertThat(Shop.rows()).isEqualTo(Shop.ALL);
            assertThat(customers.delete(2)).isOne();
            assertThat(customers.delete(1)).isOne();
            session.commit();
        }
        assertThat(Shop.rows()).isEqualTo("customer 0, orders 0, item 0");
    }

    @Test
    void withoutUs() {
        Configuration configuration =
                new Configuration(new Environment("shop", new JdbcTransactionFactory(), DataSources.plain()));
        configuration.addMapper(CustomerMapper.class);
        try (SqlSession session = new SqlSessionFactoryBuilder().build(configuration).openSession(true)) {
            CustomerMapper customers = session.getMapper(CustomerMapper.class);
            assertThatThrownBy(() -> customers.delete(1))
                    .isInstanceOf(PersistenceException.class)
                    .hasMessageContaining("violates");
        }
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void badConfigurationNamesTheProperty() {
        SqlSessionFactory factory = byXml(Shop.cascadeUrl() + "&cascade.maxrows=1");
        try (SqlSession session = factory.openSession()) {
            CustomerMapper customers = session.getMapper(CustomerMapper.class);
            assertThatThrownBy(() -> customers.delete(1))
                    .rootCause()
                    .hasMessageContaining("cascade.maxrows")
                    .hasMessageContaining("cascade.maxRows");
        }
    }
}
