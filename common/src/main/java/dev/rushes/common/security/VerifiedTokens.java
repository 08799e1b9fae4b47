package dev.rushes.common.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Verifies a token once and trusts it for a minute, but never beyond its end: a client sends the same one with every
 * request, and checking its signature costs more than reading a job. A key that is taken out of the issuer's set is
 * honoured no longer than that minute beyond the time for which the set itself is kept.
 */
@Singleton
@Alternative
@Priority(1)
@IfBuildProperty(name = TokenReader.TOKENS, stringValue = "true")
class VerifiedTokens extends JWTCallerPrincipalFactory {
    private static final Duration TRUSTED_FOR = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final JWTCallerPrincipalFactory verifier;
    private final InstantSource clock;
    private final Cache<String, JWTCallerPrincipal> verified;

    @Inject
    VerifiedTokens() {
        this(new DefaultJWTCallerPrincipalFactory(), InstantSource.system(), Ticker.systemTicker());
    }

    VerifiedTokens(JWTCallerPrincipalFactory verifier, InstantSource clock, Ticker ticker) {
        this.verifier = verifier;
        this.clock = clock;
        verified =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .ticker(ticker)
                        .expireAfter(
                                Expiry.creating((String token, JWTCallerPrincipal caller) ->
                                        trustedFor(caller)))
                        .build();
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings)
            throws ParseException {
        JWTCallerPrincipal known = verified.getIfPresent(token);
        if (known != null) {
            return known;
        }
        // What is refused is not kept: it would push out what is good.
        JWTCallerPrincipal caller = verifier.parse(token, settings);
        verified.put(token, caller);
        return caller;
    }

    /** Who that token names, where it is trusted at this moment. */
    Optional<JWTCallerPrincipal> trusted(String token) {
        return Optional.ofNullable(verified.getIfPresent(token));
    }

    private Duration trustedFor(JWTCallerPrincipal caller) {
        Duration left =
                Duration.between(
                        clock.instant(), Instant.ofEpochSecond(caller.getExpirationTime()));
        if (left.isNegative()) {
            // Within the tolerance for clocks that differ.
            return Duration.ZERO;
        }
        return left.compareTo(TRUSTED_FOR) < 0 ? left : TRUSTED_FOR;
    }
}
