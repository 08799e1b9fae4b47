package dev.rushes.common.security;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whose tokens are taken. Without an issuer and its keys nobody could be let in, so the service does not start. */
@Singleton
@IfBuildProperty(name = TokenReader.TOKENS, stringValue = "true")
class TokenSettings {
    private final Optional<String> issuer;
    private final Optional<String> keySet;

    TokenSettings(
            @ConfigProperty(name = "rushes.tokens.issuer") Optional<String> issuer,
            @ConfigProperty(name = "rushes.tokens.jwks-url") Optional<String> keySet) {
        this.issuer = issuer;
        this.keySet = keySet;
    }

    /**
     * One line and no stack trace, and exit code 1: whoever starts it has to set a variable, not to read code. Quarkus does
     * so for this exception alone; after a PreventFurtherStepsException it says nothing and waits for ever.
     */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        missing()
                .ifPresent(variable -> {
                    throw new ConfigurationException(
                            variable
                                    + " is not set. The service checks bearer tokens: set JWT_ISSUER to their"
                                    + " issuer and JWT_JWKS_URL to the address of its key set.");
                });
    }

    private Optional<String> missing() {
        if (issuer.isEmpty()) {
            return Optional.of("JWT_ISSUER");
        }
        return keySet.isEmpty() ? Optional.of("JWT_JWKS_URL") : Optional.empty();
    }
}
