package dev.rushes.common.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a request is told that brings no token, one that is not valid, or one without the role (RFC 6750, 3.1). */
public class TokenProblems {
    private static final Logger LOG = Logger.getLogger(TokenProblems.class);

    private final ObjectMapper json;

    TokenProblems(ObjectMapper json) {
        this.json = json;
    }

    @ServerExceptionMapper
    public Response missing(UnauthorizedException e) {
        return answer(
                ProblemType.UNAUTHENTICATED, "Send Authorization: Bearer with a token.", "Bearer");
    }

    /** Why is for the log: what is wrong with a token helps whoever makes one up. */
    @ServerExceptionMapper
    public Response invalid(AuthenticationFailedException e) {
        LOG.debugf("A token was refused: %s", e.getMessage());
        return answer(
                ProblemType.UNAUTHENTICATED,
                "The token is not valid here: expired, not yet valid, or not of this issuer.",
                "Bearer error=\"invalid_token\"");
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return answer(
                ProblemType.FORBIDDEN,
                "None of the token's roles allows this.",
                "Bearer error=\"insufficient_scope\"");
    }

    private Response answer(ProblemType type, String detail, String challenge) {
        try {
            return Response.status(type.status())
                    .type(Problem.MEDIA_TYPE)
                    .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .entity(json.writeValueAsBytes(Problem.of(type, detail)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always serialisable", e);
        }
    }
}
