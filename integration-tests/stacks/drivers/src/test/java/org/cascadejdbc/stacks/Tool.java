package org.cascadejdbc.stacks;

import com.p6spy.engine.spy.P6DataSource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.jdbc.OpenTelemetryDriver;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** Other tools that stand between an application and its driver, and the statements that each has seen. */
enum Tool {
    OPEN_TELEMETRY("otel") {
        private final InMemorySpanExporter spans = InMemorySpanExporter.create();
        private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();

        {
            OpenTelemetryDriver.install(sdk);
        }

        @Override
        DataSource around(DataSource dataSource) {
            return JdbcTelemetry.create(sdk).wrap(dataSource);
        }

        @Override
        List<String> statements() {
            return spans.getFinishedSpanItems().stream()
                    .filter(span -> span.getKind() == SpanKind.CLIENT)
                    .map(Tool::statement)
                    .filter(Objects::nonNull)
                    .toList();
        }

        @Override
        void forget() {
            spans.reset();
        }
    },
    P6SPY("p6spy") {
        @Override
        DataSource around(DataSource dataSource) {
            return new P6DataSource(dataSource);
        }

        @Override
        List<String> statements() {
            return SpyLog.statements();
        }

        @Override
        void forget() {
            SpyLog.statements().clear();
        }
    },
    DATASOURCE_PROXY(null) {
        private final List<String> statements = new CopyOnWriteArrayList<>();

        @Override
        DataSource around(DataSource dataSource) {
            return ProxyDataSourceBuilder.create(dataSource)
                    .afterQuery((execution, queries) ->
                            queries.stream().map(QueryInfo::getQuery).forEach(statements::add))
                    .build();
        }

        @Override
        List<String> statements() {
            return statements;
        }

        @Override
        void forget() {
            statements.clear();
        }
    };

    private static final AttributeKey<String> STATEMENT = AttributeKey.stringKey("db.statement");
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("db.query.text");

    private final String prefix;

    Tool(String prefix) {
        this.prefix = prefix;
    }

    private static String statement(SpanData span) {
        String statement = span.getAttributes().get(STATEMENT);
        return statement == null ? span.getAttributes().get(QUERY) : statement;
    }

    /** A URL after {@code jdbc:} with the tool's driver in front of it. */
    String around(String url) {
        return prefix + ":" + url;
    }

    abstract DataSource around(DataSource dataSource);

    abstract List<String> statements();

    abstract void forget();
}
