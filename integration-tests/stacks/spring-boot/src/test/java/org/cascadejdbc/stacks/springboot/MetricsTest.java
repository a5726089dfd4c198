package org.cascadejdbc.stacks.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.cascadejdbc.CascadeListener;
import org.cascadejdbc.stacks.Shop;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** A listener that is a bean, with Micrometer's meters: the lines are those of {@code src/docs/observability.md}. */
class MetricsTest {
    static class Metrics {
        @Bean
        CascadeListener cascadeMetrics(MeterRegistry meters) {
            return event -> {
                String table = String.join(",", event.tables());
                meters.timer("jdbc.cascade", "table", table, "outcome", event.outcome().name())
                        .record(event.duration());
                event.rowsTouched()
                        .ifPresent(rows -> meters.counter("jdbc.cascade.rows", "table", table).increment(rows));
                meters.counter("jdbc.cascade.round.trips", "table", table).increment(event.roundTrips());
            };
        }
    }

    @Test
    void cascadesAreCountedAndTimed() {
        Shop.fill();
        Shop.execute("CREATE TABLE watch (customer_id integer REFERENCES customer); INSERT INTO watch VALUES (2)");
        try (ConfigurableApplicationContext application =
                Application.start(new Class<?>[] {ShopApplication.class, Metrics.class})) {
            JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
            assertThat(jdbc.update("DELETE FROM customer WHERE id = ?", 1)).isOne();
            assertThatThrownBy(() -> jdbc.update("DELETE FROM customer WHERE id = ?", 2))
                    .isInstanceOf(DataIntegrityViolationException.class);

            MeterRegistry meters = application.getBean(MeterRegistry.class);
            for (String outcome : new String[] {"DONE", "REFUSED"}) {
                Timer timer =
                        meters.get("jdbc.cascade").tags("table", "public.customer", "outcome", outcome).timer();
                assertThat(timer.count()).isOne();
                assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
            }
            assertThat(meters.get("jdbc.cascade.round.trips").counter().count()).isGreaterThanOrEqualTo(2);
        } finally {
            Shop.execute("DROP TABLE watch");
        }
    }
}
