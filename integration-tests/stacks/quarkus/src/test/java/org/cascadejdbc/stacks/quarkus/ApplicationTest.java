package org.cascadejdbc.stacks.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.cascadejdbc.stacks.Shop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The application with our URL in its properties, by Panache and by JDBC. */
@QuarkusTest
@QuarkusTestResource(ShopServer.class)
class ApplicationTest {
    @Inject
    Removal removal;

    @Inject
    Customers customers;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    @DataSource("without")
    AgroalDataSource without;

    @Inject
    @DataSource("bad")
    AgroalDataSource bad;

    @Inject
    @DataSource("driverless")
    AgroalDataSource driverless;

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    private void goesWithAllItsRows(Consumer<Customers> delete) {
        removal.remove(delete);
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    private static int deleteBy(AgroalDataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM customer WHERE id = ?")) {
            delete.setInt(1, 1);
            return delete.executeUpdate();
        }
    }

    @Test
    void deletesById() {
        goesWithAllItsRows(all -> assertThat(all.deleteById(1)).isTrue());
    }

    @Test
    void deletesAnEntity() {
        goesWithAllItsRows(all -> all.delete(all.findById(1)));
    }

    @Test
    void deletesByAQuery() {
        goesWithAllItsRows(all -> assertThat(all.delete("name", "Ada")).isOne());
    }

    @Test
    void deletesAll() {
        removal.remove(all -> assertThat(all.deleteAll()).isEqualTo(2));
        assertThat(Shop.rows()).isEqualTo("customer 0, orders 0, item 0");
    }

    @Test
    void jdbc() throws SQLException {
        assertThat(deleteBy(dataSource)).isOne();
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void aRollbackTakesTheCascadeBack() {
        assertThatThrownBy(() -> removal.remove(all -> {
            assertThat(all.delete("id", 1)).isOne();
            assertThat(all.count()).isOne();
            assertThat(Shop.rows()).isEqualTo(Shop.ALL);
            throw new IllegalStateException("changed my mind");
        })).hasMessage("changed my mind");
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void withoutUsItIsAnError() {
        assertThatThrownBy(() -> deleteBy(without)).isInstanceOf(SQLException.class).hasMessageContaining("violates");
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void aBadOptionIsNamed() {
        assertThatThrownBy(() -> deleteBy(bad))
                .hasStackTraceContaining("cascade.maxrows")
                .hasStackTraceContaining("cascade.maxRows");
    }

    @Test
    void ourUrlNeedsOurDriversName() {
        assertThatThrownBy(() -> deleteBy(driverless)).hasMessageContaining("Driver does not support the provided URL");
    }
}
