package dev.rushes.common.security;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever's token is trusted already, at once and on the thread that reads requests: Quarkus's own provider hands
 * each to another thread, since a signature's key may have to be fetched first. That one is asked for all others.
 */
@Singleton
@IfBuildProperty(name = TokenReader.TOKENS, stringValue = "true")
class TrustedCallers implements IdentityProvider<TokenAuthenticationRequest> {
    private final VerifiedTokens tokens;

    TrustedCallers(VerifiedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return IdentityProvider.super.priority() + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return Uni.createFrom()
                .item(
                        request.getToken() instanceof JsonWebTokenCredential credential
                                ? tokens.trusted(credential.getToken())
                                        .map(caller -> identity(caller, request))
                                        .orElse(null)
                                : null);
    }

    /** As MpJwtValidator makes it. */
    private static SecurityIdentity identity(
            JWTCallerPrincipal caller, TokenAuthenticationRequest request) {
        @Nullable RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(request);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(caller)
                .addCredential(request.getToken())
                .addRoles(caller.getGroups())
                .addAttribute(SecurityIdentity.USER_ATTRIBUTE, caller)
                .addAttribute(RoutingContext.class.getName(), routing)
                .build();
    }
}
