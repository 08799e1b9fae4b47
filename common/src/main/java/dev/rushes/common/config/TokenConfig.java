package dev.rushes.common.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Turns {@code JWT_ISSUER}, {@code JWT_JWKS_URL} and {@code JWT_AUDIENCE} into the settings of token checks. A variable
 * that is there but empty is as one that is missing, which the settings of MicroProfile JWT would not take.
 */
public final class TokenConfig implements ConfigSourceFactory {
    /** As that of {@code DATABASE_URL}. */
    private static final int ORDINAL = 275;

    /** MicroProfile's own word for nothing. */
    private static final String NONE = "NONE";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        String issuer = value(context, "JWT_ISSUER");
        String keySet = value(context, "JWT_JWKS_URL");
        String audience = value(context, "JWT_AUDIENCE");
        settings.put("rushes.tokens.issuer", issuer);
        settings.put("rushes.tokens.jwks-url", keySet);
        settings.put("mp.jwt.verify.issuer", issuer.isEmpty() ? NONE : issuer);
        settings.put("mp.jwt.verify.publickey.location", keySet.isEmpty() ? NONE : keySet);
        if (!audience.isEmpty()) {
            settings.put("mp.jwt.verify.audiences", audience);
        }
        return List.of(new PropertiesConfigSource(settings, "JWT_ISSUER", ORDINAL));
    }

    private static String value(ConfigSourceContext context, String name) {
        var value = context.getValue(name);
        return value == null || value.getValue() == null ? "" : value.getValue().strip();
    }
}
