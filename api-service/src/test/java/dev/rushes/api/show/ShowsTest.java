package dev.rushes.api.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ShowsTest {
    @Test
    void aCreatedShowIsAtItsLocation() {
        String location =
                Studio.post("/shows", "{\"name\": \" Night shift \", \"test\": true}")
                        .then()
                        .statusCode(201)
                        .body("name", equalTo("Night shift"))
                        .body("test", equalTo(true))
                        .body("status", equalTo("active"))
                        .body("description", nullValue())
                        .extract()
                        .header("Location");
        RestAssured.get(location).then().statusCode(200).body("name", equalTo("Night shift"));
    }

    @Test
    void twoShowsMayHaveTheSameName() {
        UUID first = Studio.show();
        UUID second = Studio.show();
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aMergePatchChangesOnlyWhatItNames() {
        UUID show =
                Studio.id(Studio.post("/shows", "{\"name\": \"Old\", \"description\": \"Stays\"}"));
        Studio.json()
                .body("{\"name\": \"New\"}")
                .patch("/api/v1/shows/" + show)
                .then()
                .statusCode(200)
                .body("name", equalTo("New"))
                .body("description", equalTo("Stays"));
        RestAssured.given()
                .contentType("application/merge-patch+json")
                .body("{\"description\": null}")
                .patch("/api/v1/shows/" + show)
                .then()
                .statusCode(200)
                .body("name", equalTo("New"))
                .body("description", nullValue());
        Studio.json()
                .body("{\"name\": null, \"colour\": 1}")
                .patch("/api/v1/shows/" + show)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/colour", "/name"));
    }

    @Test
    void aShowWithEpisodesStays() {
        UUID show = Studio.show();
        UUID episode = Studio.episode(show);
        RestAssured.delete("/api/v1/shows/" + show)
                .then()
                .statusCode(409)
                .body("type", endsWith(":show-not-empty"));
        RestAssured.delete("/api/v1/episodes/" + episode).then().statusCode(204);
        RestAssured.delete("/api/v1/shows/" + show).then().statusCode(204);
        Studio.get("/shows/" + show).then().statusCode(404);
        RestAssured.delete("/api/v1/shows/" + show).then().statusCode(404);
    }

    @Test
    void theAssetsOfADeletedShowAreOwedToTheBucket() {
        UUID show = Studio.show();
        RestAssured.delete("/api/v1/shows/" + show).then().statusCode(204);
        assertThat(
                        Rows.value(
                                "SELECT payload->>'bucket' FROM outbox WHERE topic = 'delete-objects'"
                                        + " AND payload->>'prefix' = ?",
                                "shows/" + show + "/assets/"))
                .isEqualTo("raw-footage");
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(Studio.show().toString());
        }
        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            var page =
                    Studio.get("/shows?limit=2" + (next == null ? "" : "&after=" + next))
                            .then()
                            .statusCode(200)
                            .extract();
            seen.addAll(page.<List<String>>path("items.id"));
            next = page.path("next");
        } while (next != null && seen.size() < 6);
        assertThat(seen.subList(0, 5)).containsExactlyElementsOf(made);
        assertThat(seen).doesNotHaveDuplicates();
    }
}
