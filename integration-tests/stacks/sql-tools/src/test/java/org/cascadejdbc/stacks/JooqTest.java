package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import org.jooq.CloseableDSLContext;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JooqTest {
    private static final Table<Record> CUSTOMER = table(name("customer"));
    private static final Field<Integer> ID = field(name("customer", "id"), SQLDataType.INTEGER);
    private static final Field<String> NAME = field(name("customer", "name"), SQLDataType.VARCHAR);
    private static final Table<Record> ORDERS = table(name("orders"));
    private static final Field<Integer> CUSTOMER_ID = field(name("orders", "customer_id"), SQLDataType.INTEGER);

    /** How a test comes by a DSLContext: closed by what is run, where it is jOOQ that opens the connection. */
    enum Way {
        URL {
            @Override
            void run(Use use) {
                try (CloseableDSLContext jooq = DSL.using(Shop.cascadeUrl(), "postgres", "")) {
                    assertThat(jooq.dialect().family()).isEqualTo(SQLDialect.POSTGRES);
                    use.with(jooq);
                }
            }
        },
        DATA_SOURCE {
            @Override
            void run(Use use) {
                use.with(DSL.using(DataSources.cascading(), SQLDialect.POSTGRES));
            }
        };

        abstract void run(Use use);
    }

    @FunctionalInterface
    interface Use {
        void with(DSLContext jooq);
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    @ParameterizedTest
    @EnumSource
    void deleteFrom(Way way) {
        way.run(jooq -> assertThat(jooq.deleteFrom(CUSTOMER).where(ID.eq(1)).execute()).isOne());
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void aPredicateThatLooksIntoTheChildren(Way way) {
        way.run(jooq -> assertThat(jooq.deleteFrom(CUSTOMER)
                        .whereExists(selectOne().from(ORDERS).where(CUSTOMER_ID.eq(ID).and(ID.lt(2))))
                        .execute())
                .isOne());
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    /** On PostgreSQL jOOQ writes it as a predicate on {@code (tableoid, ctid)}. */
    @ParameterizedTest
    @EnumSource
    void limit(Way way) {
        way.run(jooq -> assertThat(jooq.deleteFrom(CUSTOMER).orderBy(ID.desc()).limit(1).execute()).isOne());
        assertThat(Shop.rows()).isEqualTo("customer 1, orders 2, item 4");
    }

    @ParameterizedTest
    @EnumSource
    void returning(Way way) {
        way.run(jooq -> assertThat(jooq.deleteFrom(CUSTOMER).where(ID.eq(1)).returning(ID, NAME).fetch(NAME))
                .containsExactly("Ada"));
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void batchOfOneStatement(Way way) {
        way.run(jooq -> assertThat(jooq.batch(jooq.deleteFrom(CUSTOMER).where(ID.eq((Integer) null)))
                        .bind(7)
                        .bind(1)
                        .execute())
                .containsExactly(0, 1));
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void batchOfSeveralStatements(Way way) {
        way.run(jooq -> assertThat(jooq.batch(
                                jooq.update(CUSTOMER).set(NAME, "Ada Lovelace").where(ID.eq(1)),
                                jooq.deleteFrom(CUSTOMER).where(NAME.eq("Ada Lovelace")))
                        .execute())
                .containsExactly(1, 1));
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    /** A nested transaction is a savepoint, which takes its cascade back; the outer one goes on. */
    @ParameterizedTest
    @EnumSource
    void nestedTransaction(Way way) {
        way.run(jooq -> jooq.transaction(outer -> {
            assertThatThrownBy(() -> outer.dsl().transaction(inner -> {
                assertThat(inner.dsl().deleteFrom(CUSTOMER).execute()).isEqualTo(2);
                throw new IllegalStateException("the inner one fails");
            })).hasMessage("the inner one fails");
            assertThat(outer.dsl().deleteFrom(CUSTOMER).where(ID.eq(1)).execute()).isOne();
        }));
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void withoutUs() {
        DSLContext jooq = DSL.using(DataSources.plain(), SQLDialect.POSTGRES);
        assertThatThrownBy(() -> jooq.deleteFrom(CUSTOMER).where(ID.eq(1)).execute())
                .isInstanceOf(IntegrityConstraintViolationException.class);
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void badConfigurationNamesTheProperty() {
        assertThatThrownBy(() -> DSL.using(Shop.cascadeUrl() + "&cascade.maxrows=1", "postgres", "").close())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("cascade.maxrows")
                .hasMessageContaining("cascade.maxRows");
    }
}
