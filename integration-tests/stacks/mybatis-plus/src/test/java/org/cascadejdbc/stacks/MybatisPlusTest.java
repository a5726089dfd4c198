package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.baomidou.mybatisplus.annotation.DbType;
import com.baomidou.mybatisplus.core.MybatisConfiguration;
import com.baomidou.mybatisplus.core.MybatisSqlSessionFactoryBuilder;
import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.baomidou.mybatisplus.core.toolkit.Wrappers;
import com.baomidou.mybatisplus.extension.plugins.MybatisPlusInterceptor;
import com.baomidou.mybatisplus.extension.plugins.inner.BlockAttackInnerInterceptor;
import com.baomidou.mybatisplus.extension.plugins.inner.PaginationInnerInterceptor;
import com.baomidou.mybatisplus.extension.plugins.pagination.Page;
import java.util.List;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.cascadejdbc.CascadeDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Its interceptors parse each statement by a JSqlParser of another version than ours, before we see it. */
class MybatisPlusTest {
    enum Way {
        URL {
            @Override
            DataSource dataSource() {
                return pooled(Shop.cascadeUrl());
            }
        },
        DATA_SOURCE {
            @Override
            DataSource dataSource() {
                return CascadeDataSource.builder(plain()).relations(Shop.RELATIONS).build();
            }
        };

        abstract DataSource dataSource();
    }

    private static DataSource pooled(String url) {
        return new PooledDataSource("org.cascadejdbc.CascadeDriver", url, "postgres", "");
    }

    private static DataSource plain() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(Shop.url());
        return dataSource;
    }

    private static SqlSession open(DataSource dataSource, ExecutorType executor) {
        MybatisPlusInterceptor interceptor = new MybatisPlusInterceptor();
        interceptor.addInnerInterceptor(new BlockAttackInnerInterceptor()); // reads every UPDATE and DELETE
        interceptor.addInnerInterceptor(new PaginationInnerInterceptor(DbType.POSTGRE_SQL)); // rewrites queries

        MybatisConfiguration configuration =
                new MybatisConfiguration(new Environment("shop", new JdbcTransactionFactory(), dataSource));
        configuration.addInterceptor(interceptor);
        configuration.addMapper(CustomerMapper.class);
        configuration.addMapper(KeptCustomerMapper.class);
        return new MybatisSqlSessionFactoryBuilder().build(configuration).openSession(executor, true);
    }

    private static int with(DataSource dataSource, ToIntFunction<CustomerMapper> use) {
        try (SqlSession session = open(dataSource, ExecutorType.SIMPLE)) {
            return use.applyAsInt(session.getMapper(CustomerMapper.class));
        }
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    @ParameterizedTest
    @EnumSource
    void deleteById(Way way) {
        assertThat(with(way.dataSource(), customers -> customers.deleteById(1))).isOne();
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void deleteByIds(Way way) {
        assertThat(with(way.dataSource(), customers -> customers.deleteByIds(List.of(1, 7)))).isOne();
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    /** A predicate that both parsers have to read: a page of a query in the same session is theirs alone. */
    @ParameterizedTest
    @EnumSource
    void deleteByWrapper(Way way) {
        QueryWrapper<Customer> doomed = Wrappers.<Customer>query()
                .likeRight("lower(name)", "ad")
                .and(either -> either.exists("SELECT 1 FROM orders WHERE orders.customer_id = customer.id AND id < {0}", 2)
                        .or()
                        .inSql("id", "SELECT max(customer_id) + 7 FROM orders"))
                .apply("CASE WHEN id BETWEEN 1 AND 2 THEN TRUE ELSE FALSE END");
        int count = with(way.dataSource(), customers -> {
            Page<Customer> page = customers.selectPage(new Page<>(1, 1), Wrappers.<Customer>query().orderByAsc("id"));
            assertThat(page.getTotal()).isEqualTo(2);
            assertThat(page.getRecords()).singleElement().extracting(Customer::getName).isEqualTo("Ada");
            return customers.delete(doomed);
        });
        assertThat(count).isOne();
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void batchExecutor(Way way) {
        try (SqlSession session = open(way.dataSource(), ExecutorType.BATCH)) {
            CustomerMapper customers = session.getMapper(CustomerMapper.class);
            customers.deleteById(7);
            customers.deleteById(1);
            assertThat(session.flushStatements()).singleElement().satisfies(result -> assertThat(result.getUpdateCounts())
                    .containsExactly(0, 1));
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    /** A logical delete is an UPDATE: what is marked is not gone, and nothing cascades. */
    @ParameterizedTest
    @EnumSource
    void logicalDelete(Way way) {
        Shop.execute("ALTER TABLE customer ADD COLUMN deleted boolean NOT NULL DEFAULT false");
        try (SqlSession session = open(way.dataSource(), ExecutorType.SIMPLE)) {
            KeptCustomerMapper customers = session.getMapper(KeptCustomerMapper.class);
            assertThat(customers.deleteById(1)).isOne();
            assertThat(customers.selectList(null)).extracting(KeptCustomer::getId).containsExactly(2);
        }
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    /** What their parser refuses does not come to us: that it has read is seen by that. */
    @ParameterizedTest
    @EnumSource
    void theirParserReads(Way way) {
        assertThatThrownBy(() -> with(way.dataSource(), customers -> customers.delete(null)))
                .isInstanceOf(PersistenceException.class)
                .hasMessageContaining("Prohibition of full table deletion");
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void twoParsers() throws ReflectiveOperationException {
        String parser = "jsqlparser.parser.CCJSqlParser";
        Class<?> theirs = Class.forName("net.sf." + parser);
        Class<?> ours = Class.forName("org.cascadejdbc.shaded." + parser);
        assertThat(jar(theirs)).endsWith("jsqlparser-5.2.jar");
        assertThat(jar(ours)).isEqualTo(jar(CascadeDataSource.class)).isNotEqualTo(jar(theirs));
    }

    private static String jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    @Test
    void withoutUs() {
        assertThatThrownBy(() -> with(plain(), customers -> customers.deleteById(1)))
                .isInstanceOf(PersistenceException.class)
                .hasMessageContaining("violates");
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void badConfigurationNamesTheProperty() {
        DataSource bad = pooled(Shop.cascadeUrl() + "&cascade.maxrows=1");
        assertThatThrownBy(() -> with(bad, customers -> customers.deleteById(1)))
                .rootCause()
                .hasMessageContaining("cascade.maxrows")
                .hasMessageContaining("cascade.maxRows");
    }
}
