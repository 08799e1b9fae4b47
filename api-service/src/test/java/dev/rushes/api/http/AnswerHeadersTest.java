package dev.rushes.api.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every answer tells browsers and caches, whoever made it. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class AnswerHeadersTest {
    @Test
    void everyAnswerIsNoPageAndBelongsInNoFrame() {
        for (Response answer :
                List.of(
                        Studio.get("/shows"),
                        Studio.get("/shows/" + UUID.randomUUID()),
                        Tokens.none().get("/api/v1/shows"),
                        RestAssured.given().body(new byte[9_000_000]).post("/api/v1/shows"),
                        RestAssured.get("/q/health/live"),
                        RestAssured.get("/nowhere"))) {
            answer.then()
                    .header("X-Content-Type-Options", equalTo("nosniff"))
                    .header("X-Frame-Options", equalTo("DENY"))
                    .header("Referrer-Policy", equalTo("no-referrer"))
                    .header("Content-Security-Policy", startsWith("default-src 'none'"));
        }
    }

    @Test
    void answersAreKeptByNobodyUnlessTheySaySo() {
        Studio.get("/shows").then().header("Cache-Control", equalTo("no-store"));
        UUID job = Studio.take().job();
        Studio.get("/jobs/" + job).then().header("Cache-Control", equalTo("no-cache"));
    }

    @Test
    void onlyWhoCameOverHttpsIsToldToStayThere() {
        Studio.get("/shows").then().header("Strict-Transport-Security", nullValue());
        RestAssured.given()
                .header("X-Forwarded-Proto", "https")
                .get("/api/v1/shows")
                .then()
                .statusCode(200)
                .header("Strict-Transport-Security", equalTo("max-age=31536000"));
    }
}
