package dev.rushes.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T12:00:00Z");
    private static final String BAD = "bad";

    private final JWTAuthContextInfo settings = new JWTAuthContextInfo();
    private Instant now = BEGIN;
    private Duration lasts = Duration.ofHours(1);
    private int verified;

    private final VerifiedTokens tokens =
            new VerifiedTokens(
                    new JWTCallerPrincipalFactory() {
                        @Override
                        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context)
                                throws ParseException {
                            verified++;
                            if (token.equals(BAD)) {
                                throw new ParseException("not valid");
                            }
                            JwtClaims claims = new JwtClaims();
                            claims.setSubject(token);
                            claims.setStringListClaim("groups", List.of("editor"));
                            claims.setExpirationTime(
                                    NumericDate.fromSeconds(BEGIN.plus(lasts).getEpochSecond()));
                            return new DefaultJWTCallerPrincipal(token, "JWT", claims);
                        }
                    },
                    () -> now,
                    () -> Duration.between(BEGIN, now).toNanos());

    @Test
    void aTokenIsVerifiedOnceAMinute() throws ParseException {
        assertThat(tokens.parse("anna", settings).getSubject()).isEqualTo("anna");
        now = BEGIN.plusSeconds(59);
        assertThat(tokens.parse("anna", settings).getSubject()).isEqualTo("anna");
        assertThat(verified).isEqualTo(1);
        now = BEGIN.plusSeconds(61);
        tokens.parse("anna", settings);
        assertThat(verified).isEqualTo(2);
    }

    @Test
    void eachTokenIsVerifiedForItself() throws ParseException {
        tokens.parse("anna", settings);
        assertThat(tokens.parse("ben", settings).getSubject()).isEqualTo("ben");
        assertThat(verified).isEqualTo(2);
    }

    @Test
    void noTokenIsTrustedBeyondItsEnd() throws ParseException {
        lasts = Duration.ofSeconds(10);
        tokens.parse("anna", settings);
        now = BEGIN.plusSeconds(11);
        tokens.parse("anna", settings);
        tokens.parse("anna", settings);
        assertThat(verified).isEqualTo(3);
    }

    @Test
    void aRefusedTokenIsVerifiedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.parse(BAD, settings))
                    .isInstanceOf(ParseException.class);
        }
        assertThat(verified).isEqualTo(2);
    }

    /** No other thread is asked: there is none. */
    private static final AuthenticationRequestContext THIS_THREAD =
            blocking -> {
                throw new AssertionError("handed to another thread");
            };

    private @Nullable SecurityIdentity trusted(String token) {
        return new TrustedCallers(tokens)
                .authenticate(
                        new TokenAuthenticationRequest(new JsonWebTokenCredential(token)),
                        THIS_THREAD)
                .await()
                .indefinitely();
    }

    @Test
    void whoIsTrustedIsLetInAtOnceForAMinute() throws ParseException {
        assertThat(trusted("anna")).isNull();
        tokens.parse("anna", settings);
        now = BEGIN.plusSeconds(59);
        assertThat(trusted("anna"))
                .isNotNull()
                .satisfies(identity -> {
                    assertThat(identity.isAnonymous()).isFalse();
                    assertThat(identity.getPrincipal().getName()).isEqualTo("anna");
                    assertThat(identity.getRoles()).containsExactly("editor");
                });
        assertThat(trusted("ben")).isNull();
        now = BEGIN.plusSeconds(61);
        assertThat(trusted("anna")).isNull();
        assertThat(verified).isEqualTo(1);
    }
}
