package dev.rushes.common.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code DATABASE_URL} ({@code postgresql://[user[:password]@]host[:port]/database[?parameters]}), and {@code
 * DATABASE_USER} and {@code DATABASE_PASSWORD} where given, into Quarkus' datasource settings.
 */
public final class DatabaseUrlConfig implements ConfigSourceFactory {
    /** Above application.properties (250), below the environment (300), so that Quarkus' own names still win. */
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String url = value(context, "DATABASE_URL");
        if (url == null) {
            return List.of();
        }
        Map<String, String> settings =
                settings(url, value(context, "DATABASE_USER"), value(context, "DATABASE_PASSWORD"));
        return List.of(new PropertiesConfigSource(settings, "DATABASE_URL", ORDINAL));
    }

    static Map<String, String> settings(
            String url, @Nullable String user, @Nullable String password) {
        URI uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        boolean postgres =
                "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!postgres || uri.getHost() == null) {
            // Never the URL itself: it may hold a password.
            throw new IllegalArgumentException(
                    "DATABASE_URL must look like postgresql://host:5432/database");
        }
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://"
                        + uri.getHost()
                        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                        + uri.getRawPath()
                        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        String info = uri.getRawUserInfo();
        if (info != null) {
            int colon = info.indexOf(':');
            settings.put(
                    "quarkus.datasource.username",
                    decoded(colon < 0 ? info : info.substring(0, colon)));
            if (colon >= 0) {
                settings.put("quarkus.datasource.password", decoded(info.substring(colon + 1)));
            }
        }
        if (user != null) {
            settings.put("quarkus.datasource.username", user);
        }
        if (password != null) {
            settings.put("quarkus.datasource.password", password);
        }
        return settings;
    }

    private static @Nullable String value(ConfigSourceContext context, String name) {
        var value = context.getValue(name);
        return value == null || value.getValue() == null || value.getValue().isBlank()
                ? null
                : value.getValue();
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
