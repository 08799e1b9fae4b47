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
 * collector on this machine. Quarkus does not read the variables of the exporter and the name itself; those of sampling
 * are read by OpenTelemetry.
 */
public final class TracingConfig implements ConfigSourceFactory {
    /** Above the services' own settings, below QUARKUS_ variables. */
    private static final int ORDINAL = 275;

    private static final String EXPORTER = "quarkus.otel.exporter.otlp.traces.";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        String endpoint = ofTraces(context, "ENDPOINT");
        boolean off =
                endpoint.isEmpty() || Boolean.parseBoolean(value(context, "OTEL_SDK_DISABLED"));
        settings.put("quarkus.otel.sdk.disabled", Boolean.toString(off));
        put(settings, EXPORTER + "endpoint", endpoint);
        put(settings, EXPORTER + "headers", ofTraces(context, "HEADERS"));
        put(settings, EXPORTER + "protocol", ofTraces(context, "PROTOCOL"));
        put(settings, "quarkus.otel.service.name", value(context, "OTEL_SERVICE_NAME"));
        return List.of(
                new PropertiesConfigSource(settings, "OTEL_EXPORTER_OTLP_ENDPOINT", ORDINAL));
    }

    private static void put(Map<String, String> settings, String name, String value) {
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
    }

    /** The variable for traces, or the one for all signals. */
    private static String ofTraces(ConfigSourceContext context, String what) {
        String traces = value(context, "OTEL_EXPORTER_OTLP_TRACES_" + what);
        return traces.isEmpty() ? value(context, "OTEL_EXPORTER_OTLP_" + what) : traces;
    }

    private static String value(ConfigSourceContext context, String name) {
        var value = context.getValue(name);
        return value == null || value.getValue() == null ? "" : value.getValue().strip();
    }
}
