package dev.rushes.storage;

import dev.rushes.local.contract.DescribedProblems;
import dev.rushes.local.token.TokenIssuer;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Bearer tokens for tests. Whoever sends no Authorization header sends {@link #DEFAULT}: every role, every show. */
public final class Tokens {
    /** The subject of tokens that do not say another. */
    public static final String SUBJECT = "tester";

    private static final TokenIssuer ISSUER = TokenIssuer.ephemeral();
    private static final Duration LIFE = Duration.ofHours(6);

    /** For everything. */
    public static final String DEFAULT =
            ISSUER.token(SUBJECT, TokenIssuer.ALL_ROLES, Optional.empty(), LIFE);

    private Tokens() {}

    private static final class DefaultToken implements Filter {
        @Override
        public Response filter(
                FilterableRequestSpecification request,
                FilterableResponseSpecification response,
                FilterContext context) {
            if (!request.getHeaders().hasHeaderWithName("Authorization")) {
                request.header("Authorization", "Bearer " + DEFAULT);
            }
            return context.next(request, response);
        }
    }

    /** Every answer of every test is held against the description, which else tells of problems that never come. */
    private static final class OnlyDescribedProblems implements Filter {
        private final DescribedProblems described = DescribedProblems.in("openapi-storage.json");

        @Override
        public Response filter(
                FilterableRequestSpecification request,
                FilterableResponseSpecification response,
                FilterContext context) {
            Response answer = context.next(request, response);
            described
                    .undescribed(
                            request.getMethod(),
                            URI.create(request.getURI()).getPath(),
                            answer.statusCode(),
                            answer.contentType().startsWith("application/problem+json")
                                    ? answer.asString()
                                    : "{}")
                    .ifPresent(fault -> {
                        throw new AssertionError(fault);
                    });
            return answer;
        }
    }

    /** Makes {@link #DEFAULT} REST Assured's own, and tells the service whose tokens to take. */
    public static Map<String, String> install() {
        RestAssured.replaceFiltersWith(new DefaultToken(), new OnlyDescribedProblems());
        return ISSUER.environment();
    }

    /** Who signs what the service takes. */
    public static TokenIssuer issuer() {
        return ISSUER;
    }

    /** A request with this token. */
    public static RequestSpecification with(String token) {
        return RestAssured.given().header("Authorization", "Bearer " + token);
    }

    /** A request without any. */
    public static RequestSpecification none() {
        return RestAssured.given().noFiltersOfType(DefaultToken.class);
    }

    /** A token with these roles for all shows. */
    public static String of(String... roles) {
        return ISSUER.token(SUBJECT, List.of(roles), Optional.empty(), LIFE);
    }

    /** A token with every role for these shows only. */
    public static String ofShows(UUID... shows) {
        return ISSUER.token(
                SUBJECT, TokenIssuer.ALL_ROLES, Optional.of(Arrays.asList(shows)), LIFE);
    }

    /** A token with every role of somebody else. */
    public static String ofSubject(String subject) {
        return ISSUER.token(subject, TokenIssuer.ALL_ROLES, Optional.empty(), LIFE);
    }
}
