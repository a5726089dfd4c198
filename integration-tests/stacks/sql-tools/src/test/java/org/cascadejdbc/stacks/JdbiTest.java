package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbiTest {
    enum Way {
        URL {
            @Override
            Jdbi open() {
                return Jdbi.create(Shop.cascadeUrl(), "postgres", "");
            }
        },
        DATA_SOURCE {
            @Override
            Jdbi open() {
                return Jdbi.create(DataSources.cascading());
            }
        };

        abstract Jdbi open();

        Jdbi jdbi() {
            return open().installPlugin(new SqlObjectPlugin());
        }
    }

    interface Customers {
        @SqlUpdate("DELETE FROM customer WHERE id = :id")
        int delete(@Bind("id") int id);

        @SqlBatch("DELETE FROM customer WHERE id = ?")
        int[] deleteAll(List<Integer> ids);

        @SqlUpdate("DELETE FROM customer WHERE id = :id")
        @GetGeneratedKeys("name")
        String deleteAndTell(@Bind("id") int id);

        @Transaction
        default void deleteOneOf(int id, int other) {
            delete(id);
            if (delete(other) == 0) {
                throw new IllegalStateException("There is no customer " + other);
            }
        }
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    @ParameterizedTest
    @EnumSource
    void createUpdate(Way way) {
        int count = way.jdbi().withHandle(handle -> handle.createUpdate("DELETE FROM customer WHERE name = :name")
                .bind("name", "Ada")
                .execute());
        assertThat(count).isOne();
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void prepareBatch(Way way) {
        int[] counts = way.jdbi().withHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("DELETE FROM customer WHERE id = :id");
            return batch.bind("id", 7).add().bind("id", 1).add().execute();
        });
        assertThat(counts).containsExactly(0, 1);
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void sqlObject(Way way) {
        assertThat(way.jdbi().onDemand(Customers.class).delete(1)).isOne();
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void sqlObjectsBatch(Way way) {
        assertThat(way.jdbi().onDemand(Customers.class).deleteAll(List.of(7, 1))).containsExactly(0, 1);
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void generatedKeys(Way way) {
        assertThat(way.jdbi().onDemand(Customers.class).deleteAndTell(1)).isEqualTo("Ada");
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void transactionThatFails(Way way) {
        Customers customers = way.jdbi().onDemand(Customers.class);
        assertThatThrownBy(() -> customers.deleteOneOf(1, 7)).hasMessage("There is no customer 7");
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void withoutUs() {
        Jdbi jdbi = Jdbi.create(DataSources.plain());
        assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute("DELETE FROM customer WHERE id = ?", 1)))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("violates");
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void badConfigurationNamesTheProperty() {
        Jdbi jdbi = Jdbi.create(Shop.cascadeUrl() + "&cascade.maxrows=1", "postgres", "");
        assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute("DELETE FROM customer")))
                .rootCause()
                .hasMessageContaining("cascade.maxrows")
                .hasMessageContaining("cascade.maxRows");
    }
}
