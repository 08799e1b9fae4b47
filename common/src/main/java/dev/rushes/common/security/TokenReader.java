package dev.rushes.common.security;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Rushes needs of a token whose signature, issuer and times were checked: who ({@code sub}), and which shows
 * ({@code shows}, an array of ids; all of them where it is missing). A claim that cannot be read makes the token invalid,
 * since the alternative would be to show everything. Every role reads, so each of them makes a viewer too.
 */
@Singleton
@IfBuildProperty(name = TokenReader.TOKENS, stringValue = "true")
class TokenReader implements SecurityIdentityAugmentor {
    /** Set by the services that check tokens: nothing of theirs is open by oversight. */
    static final String TOKENS = "quarkus.security.jaxrs.deny-unannotated-endpoints";

    private static final int LONGEST_SUBJECT = 255;

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Uni.createFrom().item(() -> read(identity, token))
                : Uni.createFrom().item(identity);
    }

    private static SecurityIdentity read(SecurityIdentity identity, JsonWebToken token) {
        QuarkusSecurityIdentity.Builder read =
                QuarkusSecurityIdentity.builder(identity)
                        .addAttribute(Caller.SUBJECT, subject(token.getSubject()));
        if (Role.ALL.stream().anyMatch(identity::hasRole)) {
            read.addRole(Role.VIEWER);
        }
        shows(token).ifPresent(shows -> read.addAttribute(Caller.SHOWS, shows));
        return read.build();
    }

    private static String subject(@Nullable String subject) {
        if (subject == null
                || subject.isBlank()
                || subject.length() > LONGEST_SUBJECT
                || subject.chars().anyMatch(Character::isISOControl)) {
            throw new AuthenticationFailedException("the token's sub is missing or not usable");
        }
        return subject;
    }

    private static Optional<Set<UUID>> shows(JsonWebToken token) {
        if (!token.getClaimNames().contains("shows")) {
            return Optional.empty();
        }
        Object claim = token.getClaim("shows");
        if (!(claim instanceof JsonArray ids)) {
            throw new AuthenticationFailedException("the token's shows is no array");
        }
        Set<UUID> shows = new HashSet<>();
        for (JsonValue id : ids) {
            shows.add(showId(id));
        }
        return Optional.of(Set.copyOf(shows));
    }

    private static UUID showId(JsonValue value) {
        if (value instanceof JsonString text) {
            try {
                UUID id = UUID.fromString(text.getString());
                // The JDK reads shortened ids as well.
                if (id.toString().equalsIgnoreCase(text.getString())) {
                    return id;
                }
            } catch (IllegalArgumentException e) {
                throw new AuthenticationFailedException("the token's shows are not all ids", e);
            }
        }
        throw new AuthenticationFailedException("the token's shows are not all ids");
    }
}
