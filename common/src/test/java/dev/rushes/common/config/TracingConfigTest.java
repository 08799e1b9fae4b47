package dev.rushes.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TracingConfigTest {
    private static final String OFF = "quarkus.otel.sdk.disabled";
    private static final String OTLP = "quarkus.otel.exporter.otlp.traces.";

    private static Map<String, String> settings(Map<String, String> environment) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(environment, "environment", 300))
                        .withSources(new TracingConfig())
                        .build();
        Map<String, String> settings = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("quarkus.")) {
                settings.put(name, config.getValue(name, String.class));
            }
        }
        return settings;
    }

    @Test
    void withoutACollectorNothingIsTracedAndNothingConnectedTo() {
        assertThat(settings(Map.of())).isEqualTo(Map.of(OFF, "true"));
        assertThat(settings(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " ")))
                .isEqualTo(Map.of(OFF, "true"));
        assertThat(settings(Map.of("OTEL_SDK_DISABLED", "false"))).isEqualTo(Map.of(OFF, "true"));
    }

    @Test
    void aCollectorTurnsTracingOnAndOneOfTracesWins() {
        assertThat(settings(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " http://all:4317 ")))
                .isEqualTo(Map.of(OFF, "false", OTLP + "endpoint", "http://all:4317"));
        assertThat(
                        settings(
                                Map.of(
                                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://all:4317",
                                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                                                "http://traces:4317")))
                .isEqualTo(Map.of(OFF, "false", OTLP + "endpoint", "http://traces:4317"));
    }

    @Test
    void openTelemetrysSwitchTurnsItOffAgain() {
        assertThat(
                        settings(
                                Map.of(
                                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://all:4317",
                                        "OTEL_SDK_DISABLED", "true")))
                .containsEntry(OFF, "true");
    }

    @Test
    void headersProtocolAndNameAreThoseOfOpenTelemetrysVariables() {
        assertThat(
                        settings(
                                Map.of(
                                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://all:4318",
                                        "OTEL_EXPORTER_OTLP_HEADERS", "key=all",
                                        "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "key=traces",
                                        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                                        "OTEL_SERVICE_NAME", "rushes-api")))
                .isEqualTo(
                        Map.of(
                                OFF,
                                "false",
                                OTLP + "endpoint",
                                "http://all:4318",
                                OTLP + "headers",
                                "key=traces",
                                OTLP + "protocol",
                                "http/protobuf",
                                "quarkus.otel.service.name",
                                "rushes-api"));
    }
}
