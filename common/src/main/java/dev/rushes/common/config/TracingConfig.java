package dev.rushes.common.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Traces only where OpenTelemetry's own variables say where to: without {@code OTEL_EXPORTER_OTLP_ENDPOINT} (or {@code
 * OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}) nothing is traced and nothing is connected to, instead of Quarkus' default of a
 * collector on this machine.
 */
public final class TracingConfig implements ConfigSourceFactory {
    /** Above the services' own settings, below QUARKUS_ variables. */
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        String endpoint = value(context, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        if (endpoint.isEmpty()) {
            endpoint = value(context, "OTEL_EXPORTER_OTLP_ENDPOINT");
        }
        boolean off =
                endpoint.isEmpty() || Boolean.parseBoolean(value(context, "OTEL_SDK_DISABLED"));
        settings.put("quarkus.otel.sdk.disabled", Boolean.toString(off));
        if (!endpoint.isEmpty()) {
            settings.put("quarkus.otel.exporter.otlp.traces.endpoint", endpoint);
        }
        return List.of(
                new PropertiesConfigSource(settings, "OTEL_EXPORTER_OTLP_ENDPOINT", ORDINAL));
    }

    private static String value(ConfigSourceContext context, String name) {
        var value = context.getValue(name);
        return value == null || value.getValue() == null ? "" : value.getValue().strip();
    }
}
