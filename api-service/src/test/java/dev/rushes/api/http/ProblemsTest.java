package dev.rushes.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import dev.rushes.api.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ProblemsTest {
    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    @TestHTTPResource("/")
    URI root;

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/nothing,                 404, not-found",
        "GET,    /nothing,                        404, not-found",
        "GET,    /api/v1/shows/12,                404, not-found",
        "GET,    /api/v1/shows/" + NOBODY + ",    404, not-found",
        "GET,    /api/v1/episodes/" + NOBODY + ", 404, not-found",
        "GET,    /api/v1/scenes/" + NOBODY + ",   404, not-found",
        "GET,    /api/v1/edit-plans/x,            404, not-found",
        "GET,    /api/v1/edit-plans/" + NOBODY + ",404, not-found",
        "GET,    /api/v1/jobs/" + NOBODY + ",     404, not-found",
        "GET,    /api/v1/jobs/x/output,           404, not-found",
        "POST,   /api/v1/jobs/" + NOBODY + "/cancel, 404, not-found",
        "POST,   /api/v1/jobs/" + NOBODY + "/retry,  404, not-found",
        "DELETE, /api/v1/shows/" + NOBODY + ",    404, not-found",
        "DELETE, /api/v1/episodes/" + NOBODY + ", 404, not-found",
        "DELETE, /api/v1/scenes/" + NOBODY + ",   404, not-found",
        "DELETE, /api/v1/shows,                   405, method-not-allowed",
        "PUT,    /api/v1/jobs,                    405, method-not-allowed",
        "GET,    /api/v1/shows?limit=0,           400, malformed-request",
        "GET,    /api/v1/shows?limit=201,         400, malformed-request",
        "GET,    /api/v1/shows?limit=x,           400, malformed-request",
        "GET,    /api/v1/shows?after=x,           400, malformed-request",
        "GET,    /api/v1/episodes?showId=x,       400, malformed-request",
    })
    void everyFaultIsAProblem(String method, String path, int status, String slug) {
        problem(RestAssured.request(method, path), status, slug);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /api/v1/shows                     | GET, HEAD, OPTIONS, POST",
                "POST   | /api/v1/jobs/                     | GET, HEAD, OPTIONS",
                "PUT    | /api/v1/shows/" + NOBODY + "      | DELETE, GET, HEAD, OPTIONS, PATCH",
                "GET    | /api/v1/edit-plans/" + NOBODY + "/approve | OPTIONS, POST",
            })
    void aRefusedMethodIsToldWhichOnesAreTaken(String method, String path, String allowed) {
        RestAssured.request(method, path).then().statusCode(405).header("Allow", allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":",
                "{\"name\": \"x\"} trailing",
                "{\"name\": \"x\", \"name\": \"y\"}",
                "not json",
                "{'name': 1}",
            })
    void whatIsNoJsonIsMalformed(String body) {
        problem(Studio.post("/shows", body), 400, "malformed-request");
    }

    @Test
    void deepNestingAndEndlessNumbersAreRefused() {
        problem(Studio.post("/shows", "[".repeat(5000)), 400, "malformed-request");
        problem(
                Studio.post("/shows", "{\"name\": " + "9".repeat(200) + "}"),
                400,
                "malformed-request");
    }

    @Test
    void everyFaultOfABodyIsNamedAtOnce() {
        Studio.post(
                        "/episodes",
                        """
                        {"showId": "x", "title": "%s", "seasonNumber": -1, "episodeNumber": 1.5,
                         "aiEditEnabled": "yes", "colour": "red", "a/b": 1}
                        """
                                .formatted("t".repeat(301)))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body(
                        "errors.pointer",
                        contains(
                                "/aiEditEnabled",
                                "/a~1b",
                                "/colour",
                                "/episodeNumber",
                                "/seasonNumber",
                                "/showId",
                                "/title"));
    }

    @Test
    void textThatTheDatabaseCannotKeepIsRefused() {
        for (String name : new String[] {"a\\u0000b", "\\ud800", "\\udc00x"}) {
            Studio.post("/shows", "{\"name\": \"" + name + "\"}")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/name"));
        }
        Studio.post("/shows", "{\"name\": \"\\ud83c\\udfac\"}")
                .then()
                .statusCode(201)
                .body("name", equalTo("\ud83c\udfac"));
    }

    @Test
    void aBodyMustBeAnObjectOfJson() {
        problem(Studio.post("/shows", "[]"), 422, "invalid");
        problem(Studio.post("/shows", "null"), 422, "invalid");
        problem(Studio.post("/shows"), 422, "invalid");
        problem(
                RestAssured.given().contentType("text/plain").body("x").post("/api/v1/shows"),
                415,
                "unsupported-media-type");
        problem(
                RestAssured.given()
                        .contentType("application/xml")
                        .body("<x/>")
                        .patch("/api/v1/shows/" + NOBODY),
                415,
                "unsupported-media-type");
    }

    @Test
    void tooLargeABodyIsRefusedWithoutReadingIt() throws Exception {
        byte[] large = new byte[8_400_000];
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> announced =
                    client.send(
                            HttpRequest.newBuilder(root.resolve("/api/v1/shows"))
                                    .header("Content-Type", "application/json")
                                    .expectContinue(true)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(large))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(announced.statusCode()).isEqualTo(413);
            assertThat(announced.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            assertThat(announced.body()).contains("\"urn:rushes:problem:too-large\"");
            HttpResponse<String> chunked =
                    client.send(
                            HttpRequest.newBuilder(root.resolve("/api/v1/shows"))
                                    .header("Content-Type", "application/json")
                                    .header("Authorization", "Bearer " + Tokens.DEFAULT)
                                    .POST(
                                            HttpRequest.BodyPublishers.ofInputStream(
                                                    () -> new ByteArrayInputStream(large)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(chunked.statusCode()).isEqualTo(413);
            assertThat(chunked.body()).contains("\"urn:rushes:problem:too-large\"");
        }
    }

    @Test
    void linksFollowTheGateway() {
        Studio.json()
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "api.studio.example")
                .header("X-Forwarded-Prefix", "/rushes")
                .body("{\"name\": \"x\"}")
                .post("/api/v1/shows")
                .then()
                .header("Location", startsWith("https://api.studio.example/rushes/api/v1/shows/"));
        Studio.json()
                .header("Forwarded", "proto=https;host=other.example")
                .body("{\"name\": \"x\"}")
                .post("/api/v1/shows")
                .then()
                .header("Location", startsWith("https://other.example/api/v1/shows/"));
    }

    @Test
    void browsersOfTheStudioMayCallAndOthersMayNot() {
        RestAssured.given()
                .header("Origin", "https://studio.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/api/v1/shows")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://studio.example");
        RestAssured.given()
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/api/v1/shows")
                .then()
                .header("Access-Control-Allow-Origin", org.hamcrest.Matchers.nullValue());
    }

    @Test
    void operatorsSeeHealthMetricsAndTheContract() {
        Tokens.none().get("/q/health/live").then().statusCode(200);
        RestAssured.get("/q/health/started").then().statusCode(200);
        RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(
                        "checks.name",
                        org.hamcrest.Matchers.hasItems(
                                "Database migrated", "Video-processing queue"));
        Tokens.none().get("/q/metrics").then().statusCode(404);
        Tokens.none()
                .get(metrics)
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("jvm_memory_used_bytes"));
        RestAssured.given()
                .accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("info.title", equalTo("Rushes API"))
                .body(
                        "paths.'/api/v1/edit-plans/{id}/render'.post.summary",
                        equalTo("Render a plan"));
        RestAssured.get("/q/swagger-ui/").then().statusCode(200);
    }

    private static void problem(Response response, int status, String slug) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", endsWith(":" + slug))
                .body("title", not(equalTo("")))
                .body("detail", not(org.hamcrest.Matchers.containsString("Exception")));
    }
}
