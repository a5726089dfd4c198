package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeEvent;
import org.cascadejdbc.CascadeListener;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A span for each cascade, by a listener: the lines are those of {@code src/docs/observability.md}. */
class OpenTelemetryTest {
    static CascadeListener spans(OpenTelemetry telemetry) {
        Tracer tracer = telemetry.getTracer("org.cascadejdbc");
        return event -> {
            Instant end = Instant.now();
            tracer.spanBuilder("cascade " + String.join(", ", event.tables()))
                    .setSpanKind(SpanKind.CLIENT)
                    .setStartTimestamp(end.minus(event.duration()))
                    .setAttribute("cascade.statements", event.statements())
                    .setAttribute("cascade.round_trips", event.roundTrips())
                    .setAttribute("cascade.rows", event.rowsMatched().orElse(-1))
                    .startSpan()
                    .setStatus(event.outcome() == CascadeEvent.Outcome.DONE ? StatusCode.UNSET : StatusCode.ERROR)
                    .end(end);
        };
    }

    @Test
    void aSpanBelowTheOneThatIsCurrent() throws Exception {
        Shop.fill();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(Shop.url());
        InMemorySpanExporter exported = InMemorySpanExporter.create();
        try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exported))
                        .build())
                .build()) {
            CascadeDataSource dataSource = CascadeDataSource.builder(database)
                    .relations(Shop.RELATIONS)
                    .listener(spans(sdk))
                    .build();
            var request = sdk.getTracer("application").spanBuilder("request").startSpan();
            try (Scope scope = request.makeCurrent();
                    Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(scope).isNotNull();
                assertThat(statement.executeUpdate("DELETE FROM customer WHERE id = 1")).isOne();
            }
            assertThat(exported.getFinishedSpanItems()).singleElement().satisfies(span -> {
                assertThat(span.getName()).isEqualTo("cascade public.customer");
                assertThat(span.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
                assertThat(duration(span)).isPositive();
            });
            request.end();
        }
    }

    private static long duration(SpanData span) {
        return span.getEndEpochNanos() - span.getStartEpochNanos();
    }
}
