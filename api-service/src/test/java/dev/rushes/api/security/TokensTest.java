package dev.rushes.api.security;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import dev.rushes.common.security.Role;
import dev.rushes.local.token.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tokens are taken, what their roles allow, and what is hidden from those that name shows. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class TokensTest {
    private static final String NO_SUCH = UUID.randomUUID().toString();

    @Test
    void withoutATokenNothingIsAnsweredButHealthAndTheDescription() {
        problem(Tokens.none().get("/api/v1/shows"), 401, "unauthenticated")
                .then()
                .header("WWW-Authenticate", equalTo("Bearer"));
        problem(Tokens.none().get("/api/v1/jobs/" + NO_SUCH), 401, "unauthenticated");
        Tokens.none().get("/q/health/live").then().statusCode(200);
        Tokens.none().get("/q/openapi").then().statusCode(200);
    }

    static Stream<String> tokensThatNobodyTakes() throws Exception {
        TokenIssuer issuer = Tokens.issuer();
        return Stream.of(
                "not a token",
                "a.b.c",
                issuer.sign(claims(claims -> claims.setExpirationTime(ago(120)))),
                issuer.sign(claims(claims -> claims.setIssuer("urn:somebody:else"))),
                issuer.sign(claims(claims -> claims.unsetClaim("iss"))),
                issuer.sign(claims(claims -> claims.unsetClaim("exp"))),
                issuer.sign(claims(claims -> claims.setNotBefore(ago(-3600)))),
                issuer.sign(claims(claims -> claims.unsetClaim("sub"))),
                issuer.sign(claims(claims -> claims.setSubject("a\nb"))),
                issuer.sign(claims(claims -> claims.setStringClaim("shows", NO_SUCH))),
                issuer.sign(claims(claims -> claims.setStringListClaim("shows", "all"))),
                issuer.sign(claims(claims -> claims.setClaim("shows", null))),
                issuer.sign(claims(claims -> claims.setClaim("shows", List.of(NO_SUCH, 1)))),
                unsigned(),
                signedWithThePublicKey(),
                withOtherClaims(Tokens.of(Role.VIEWER)));
    }

    @ParameterizedTest
    @MethodSource("tokensThatNobodyTakes")
    void aTokenThatIsNotValidIsRefused(String token) {
        problem(Tokens.with(token).get("/api/v1/shows"), 401, "unauthenticated")
                .then()
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""));
    }

    @Test
    void aTokenOfAnotherIssuersKeyIsRefused(@TempDir Path folder) throws Exception {
        String token = TokenIssuer.in(folder.resolve("issuer")).sign(claims(claims -> {}));
        problem(Tokens.with(token).get("/api/v1/shows"), 401, "unauthenticated");
    }

    @Test
    void aTokenThatTheIssuerSignedIsTaken() throws Exception {
        Tokens.with(Tokens.issuer().sign(claims(claims -> {})))
                .get("/api/v1/shows")
                .then()
                .statusCode(200);
    }

    @Test
    void eachRoleMayDoItsOwnAndReads() {
        Studio.Take take = Studio.take();
        UUID plan = take.submitted();
        String episode = "/api/v1/episodes/" + take.episode();
        for (String role : Role.ALL) {
            Tokens.with(Tokens.of(role)).get(episode).then().statusCode(200);
        }
        for (String role : List.of(Role.VIEWER, Role.APPROVER, Role.OPERATOR)) {
            forbidden(
                    Tokens.with(Tokens.of(role))
                            .contentType(ContentType.JSON)
                            .body("{\"name\": \"A show\"}")
                            .post("/api/v1/shows"));
        }
        for (String role : List.of(Role.VIEWER, Role.EDITOR, Role.OPERATOR)) {
            forbidden(Tokens.with(Tokens.of(role)).post("/api/v1/edit-plans/" + plan + "/approve"));
        }
        for (String role : List.of(Role.VIEWER, Role.EDITOR, Role.APPROVER)) {
            forbidden(Tokens.with(Tokens.of(role)).delete(episode));
            forbidden(Tokens.with(Tokens.of(role)).get("/api/v1/queues"));
        }
        Tokens.with(Tokens.of(Role.OPERATOR)).get("/api/v1/queues").then().statusCode(200);
        Tokens.with(Tokens.of(Role.APPROVER))
                .post("/api/v1/edit-plans/" + plan + "/approve")
                .then()
                .statusCode(200);
        Tokens.with(Tokens.of(Role.OPERATOR)).delete(episode).then().statusCode(204);
    }

    @Test
    void aRoleThatRushesDoesNotKnowAllowsNothing() {
        forbidden(Tokens.with(Tokens.of("admin")).get("/api/v1/shows"));
        forbidden(Tokens.with(Tokens.of()).get("/api/v1/shows"));
    }

    @Test
    void whatBelongsToAnotherShowIsNotThere() {
        Studio.Take take = Studio.take();
        UUID plan = take.approved();
        UUID job = Studio.id(Studio.post("/edit-plans/" + plan + "/render"));
        String other = Tokens.ofShows(Studio.show());
        String own = Tokens.ofShows(take.show());
        for (String path :
                List.of(
                        "/shows/" + take.show(),
                        "/episodes/" + take.episode(),
                        "/episodes/" + take.episode() + "/scenes",
                        "/episodes/" + take.episode() + "/edit-plans",
                        "/episodes/" + take.episode() + "/scripts",
                        "/episodes/" + take.episode() + "/editing-decisions",
                        "/episodes/" + take.episode() + "/editing-decisions/summary",
                        "/scenes/" + take.scene(),
                        "/scenes/" + take.scene() + "/analysis",
                        "/edit-plans/" + plan,
                        "/edit-plans/" + plan + "/revisions",
                        "/jobs/" + job)) {
            problem(Tokens.with(other).get("/api/v1" + path), 404, "not-found");
            Tokens.with(Tokens.ofShows()).get("/api/v1" + path).then().statusCode(404);
            Tokens.with(own).get("/api/v1" + path).then().statusCode(200);
        }
        for (String path :
                List.of(
                        "/edit-plans/" + plan + "/render",
                        "/edit-plans/" + plan + "/submit",
                        "/jobs/" + job + "/cancel",
                        "/jobs/" + job + "/retry",
                        "/scenes/" + take.scene() + "/analysis")) {
            problem(Tokens.with(other).post("/api/v1" + path), 404, "not-found");
        }
        problem(Tokens.with(other).delete("/api/v1/episodes/" + take.episode()), 404, "not-found");
        problem(Tokens.with(other).delete("/api/v1/scenes/" + take.scene()), 404, "not-found");
        problem(Tokens.with(other).delete("/api/v1/shows/" + take.show()), 404, "not-found");
        Studio.get("/episodes/" + take.episode()).then().statusCode(200);
    }

    @Test
    void listsLeaveOutWhatBelongsToAnotherShow() {
        Studio.Take take = Studio.take();
        UUID job = take.job();
        String own = Tokens.ofShows(take.show());
        String other = Tokens.ofShows(Studio.show());
        Tokens.with(own)
                .get("/api/v1/shows")
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(take.show().toString()));
        Tokens.with(own)
                .get("/api/v1/episodes")
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(take.episode().toString()));
        Tokens.with(own)
                .get("/api/v1/jobs")
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(job.toString()))
                .body("next", nullValue());
        Tokens.with(other).get("/api/v1/jobs").then().body("items", hasSize(0));
        Tokens.with(other).get("/api/v1/episodes").then().body("items", hasSize(0));
        Tokens.with(other)
                .get("/api/v1/episodes?showId=" + take.show())
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void nothingIsMadeInAShowThatTheCallerDoesNotSee() {
        UUID show = Studio.show();
        String other = Tokens.ofShows(Studio.show());
        String request = "{\"showId\": \"%s\", \"title\": \"Pilot\"}";
        Response foreign = post(other, "/episodes", request.formatted(show));
        Response unknown = post(other, "/episodes", request.formatted(NO_SUCH));
        problem(foreign, 422, "invalid");
        foreign.then().body("errors[0].detail", equalTo("there is no such show"));
        unknown.then().body("errors[0].detail", equalTo("there is no such show"));
        problem(post(other, "/shows", "{\"name\": \"Mine\"}"), 403, "forbidden");
        post(Tokens.ofShows(show), "/episodes", request.formatted(show)).then().statusCode(201);
    }

    @Test
    void aDocumentIsNotCheckedAgainstFootageOfAnotherShow() {
        Studio.Take take = Studio.take();
        String other = Tokens.ofShows(Studio.show());
        String document = "{\"editStructure\": " + take.structure("1", "3") + "}";
        post(Tokens.ofShows(take.show()), "/edit-plans/validate", document)
                .then()
                .body("errors", hasSize(0));
        post(other, "/edit-plans/validate", document).then().body("totalDuration", nullValue());
    }

    @Test
    void aKeyOfOneCallerSaysNothingToAnother() {
        String body = "{\"name\": \"Shared key\"}";
        String first = keyed(Tokens.ofSubject("ada"), body).then().extract().path("id");
        keyed(Tokens.ofSubject("ada"), body).then().statusCode(201).body("id", equalTo(first));
        String second = keyed(Tokens.ofSubject("grace"), body).then().extract().path("id");
        org.assertj.core.api.Assertions.assertThat(second).isNotEqualTo(first);
        keyed(Tokens.ofSubject("grace"), "{\"name\": \"Another\"}").then().statusCode(422);
    }

    @Test
    void whoActsIsWrittenDown() {
        Studio.Take take = Studio.take();
        UUID plan = take.submitted();
        Tokens.with(Tokens.ofSubject("ada"))
                .post("/api/v1/edit-plans/" + plan + "/approve")
                .then()
                .body("approvedBy", equalTo("ada"));
        UUID job =
                Studio.id(
                        Tokens.with(Tokens.ofSubject("grace"))
                                .post("/api/v1/edit-plans/" + plan + "/render"));
        org.assertj.core.api.Assertions.assertThat(
                        Rows.value(
                                "SELECT requested_by FROM video_processing_jobs WHERE id = ?", job))
                .isEqualTo("grace");
    }

    private static Response post(String token, String path, String body) {
        return Tokens.with(token).contentType(ContentType.JSON).body(body).post("/api/v1" + path);
    }

    private static Response keyed(String token, String body) {
        return Tokens.with(token)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "the same " + TokensTest.class.hashCode())
                .body(body)
                .post("/api/v1/shows");
    }

    private static void forbidden(Response response) {
        problem(response, 403, "forbidden")
                .then()
                .header("WWW-Authenticate", equalTo("Bearer error=\"insufficient_scope\""));
    }

    private static Response problem(Response response, int status, String slug) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", endsWith(":" + slug));
        return response;
    }

    private interface Change {
        void to(JwtClaims claims);
    }

    private static JwtClaims claims(Change change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(TokenIssuer.NAME);
        claims.setSubject("tester");
        claims.setIssuedAtToNow();
        claims.setExpirationTime(ago(-3600));
        claims.setStringListClaim("groups", Role.VIEWER);
        change.to(claims);
        return claims;
    }

    private static NumericDate ago(long seconds) {
        return NumericDate.fromSeconds(NumericDate.now().getValue() - seconds);
    }

    private static String unsigned() throws JoseException {
        JsonWebSignature none = new JsonWebSignature();
        none.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        none.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        none.setPayload(claims(claims -> {}).toJson());
        return none.getCompactSerialization();
    }

    /** The old trick: what everybody may know, used as the secret of a symmetric signature. */
    private static String signedWithThePublicKey() throws JoseException {
        JsonWebSignature forged = new JsonWebSignature();
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        forged.setKey(new HmacKey(Tokens.issuer().publicKey().getEncoded()));
        forged.setPayload(claims(claims -> {}).toJson());
        return forged.getCompactSerialization();
    }

    private static String withOtherClaims(String token) {
        String[] parts = token.split("\\.", -1);
        String claims =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace(Role.VIEWER, Role.OPERATOR);
        return parts[0]
                + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[2];
    }
}
