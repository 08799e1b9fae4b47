package dev.rushes.api.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class ScenesTest {
    @Test
    void aNewSceneHasNoFootage() {
        UUID episode = Studio.episode(Studio.show());
        UUID scene = Studio.scene(episode);
        Studio.get("/scenes/" + scene)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("episodeId", equalTo(episode.toString()))
                .body("name", equalTo("Intro"))
                .body("sceneNumber", equalTo(1))
                .body("type", equalTo("intro"))
                .body("sourceFilename", nullValue())
                .body("takeNumber", nullValue())
                .body("rawFootageKey", nullValue())
                .body("rawFootageDuration", nullValue())
                .body("rawFootageMetadata", nullValue())
                .body("aiSelected", equalTo(false))
                .body("aiConfidenceScore", nullValue())
                .body("footage.analysisStatus", equalTo("none"))
                .body("footage.analysisError", nullValue())
                .body("footage.posterUrl", nullValue());
    }

    @Test
    void scenesAreListedInTheOrderOfTheirMaking() {
        UUID episode = Studio.episode(Studio.show());
        UUID first = Studio.scene(episode);
        UUID second = Studio.scene(episode);
        Studio.get("/episodes/" + episode + "/scenes")
                .then()
                .body("items.id", contains(first.toString(), second.toString()));
        Studio.get("/episodes/" + UUID.randomUUID() + "/scenes").then().statusCode(404);
    }

    @Test
    void aWriteNeedsTheTagOfTheLastRead() {
        String path = "/api/v1/scenes/" + Studio.scene(Studio.episode(Studio.show()));
        Studio.json().body("{\"name\": \"x\"}").patch(path).then().statusCode(428);
        Studio.json()
                .header("If-Match", "\"0\"")
                .body("{\"name\": \"Outro\", \"sceneNumber\": null}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("Outro"))
                .body("sceneNumber", nullValue())
                .body("type", equalTo("intro"));
        Studio.json()
                .header("If-Match", "\"1\"")
                .body("{\"type\": \"' OR 1=1\"}")
                .patch(path)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/type"));
    }

    @Test
    void theAnalysisShowsWhatWasFound() {
        Studio.Take take = Studio.take();
        Rows.change("UPDATE scenes SET poster_s3_key = 'posters/1.jpg' WHERE id = ?", take.scene());
        Studio.get("/scenes/" + take.scene() + "/analysis")
                .then()
                .statusCode(200)
                .body("sceneId", equalTo(take.scene().toString()))
                .body("status", equalTo("done"))
                .body("durationSeconds", equalTo(10.0f))
                .body("metadata.durationSeconds", equalTo(10));
        // After an outage of storage-service pictures come back within seconds.
        Awaitility.await()
                .untilAsserted(() ->
                        Studio.get("/scenes/" + take.scene() + "/analysis")
                                .then()
                                .body("posterUrl", startsWith("http://s3.example/posters/1.jpg")));
    }

    @Test
    void theMeasuresStandInTheAnalysisAlone() {
        Studio.Take take = Studio.take();
        Studio.get("/scenes/" + take.scene() + "/analysis")
                .then()
                .statusCode(200)
                .body("analysis", nullValue())
                .body("waveformUrl", nullValue());
        Rows.change(
                "UPDATE scenes SET raw_footage_metadata = raw_footage_metadata || ?::jsonb WHERE id = ?",
                """
                {"analysis": {"version": 1, "durationSeconds": 10, "picture": null, "sound": {"silence": [{"start": 0, "end": 0.7}],
                 "speech": [{"start": 0.7, "end": 10}], "silenceThresholdDb": -55, "noiseFloorDb": -71, "integratedLufs": -23.1,
                 "truePeakDb": -3, "clippedShare": 0, "clipped": [], "level": {"step": 0.5, "values": [-20, null], "overall": -20},
                 "musicShare": 0}, "pictures": {"waveform": "posters/w.png", "thumbnails": null, "grid": null}, "notes": ["said"]}}
                """,
                take.scene());
        Studio.get("/scenes/" + take.scene() + "/analysis")
                .then()
                .statusCode(200)
                .body("metadata.durationSeconds", equalTo(10))
                .body("metadata.analysis", nullValue())
                .body("analysis.sound.silence[0].end", equalTo(0.7f))
                .body("analysis.sound.integratedLufs", equalTo(-23.1f))
                .body("analysis.notes", contains("said"))
                .body("thumbnailsUrl", nullValue());
        Awaitility.await()
                .untilAsserted(() ->
                        Studio.get("/scenes/" + take.scene() + "/analysis")
                                .then()
                                .body(
                                        "waveformUrl",
                                        startsWith("http://s3.example/posters/w.png")));
        Studio.get("/scenes/" + take.scene())
                .then()
                .body("rawFootageMetadata.durationSeconds", equalTo(10))
                .body("rawFootageMetadata.analysis", nullValue());
    }

    @Test
    void aFailedAnalysisSaysWhyAndMayStartAgain() {
        UUID episode = Studio.episode(Studio.show());
        UUID scene = Studio.scene(episode);
        Studio.upload(episode, scene);
        Rows.change(
                "UPDATE scenes SET analysis_status = 'failed', analysis_error = 'It is a text.'"
                        + " WHERE id = ?",
                scene);
        Studio.get("/scenes/" + scene)
                .then()
                .body("footage.analysisStatus", equalTo("failed"))
                .body("footage.analysisError", equalTo("It is a text."));
        Studio.post("/scenes/" + scene + "/analysis")
                .then()
                .statusCode(202)
                .header("Location", endsWith("/api/v1/scenes/" + scene + "/analysis"))
                .body("status", equalTo("queued"))
                .body("error", nullValue());
        Studio.post("/scenes/" + scene + "/analysis").then().statusCode(409);
    }

    @Test
    void thereIsNothingToAnalyseWithoutFootage() {
        UUID scene = Studio.scene(Studio.episode(Studio.show()));
        Studio.post("/scenes/" + scene + "/analysis")
                .then()
                .statusCode(409)
                .body("type", endsWith(":wrong-state"));
    }

    @Test
    void scenesAreReadWithoutTheirPicturesWhileStorageServiceIsAway() {
        Studio.Take take = Studio.take();
        Rows.change("UPDATE scenes SET poster_s3_key = 'posters/2.jpg' WHERE id = ?", take.scene());
        StandInsResource.storage().goAway();
        try {
            Studio.get("/scenes/" + take.scene())
                    .then()
                    .statusCode(200)
                    .body("footage.analysisStatus", equalTo("done"))
                    .body("footage.posterUrl", nullValue());
        } finally {
            StandInsResource.storage().comeBack();
        }
    }

    @Test
    void aSceneSaysWhatBecomesOfItsTake() {
        Studio.Take take = Studio.take();
        StandInsResource.storage()
                .lifecycle(
                        """
                        {"storageClass": "GLACIER", "archivesAt": null, "expiresAt": null,
                         "restore": {"status": "restored", "until": "2031-02-03T00:00:00Z"}}
                        """);
        try {
            // After an outage of storage-service it is told again within seconds.
            Awaitility.await()
                    .untilAsserted(() ->
                            Studio.get("/scenes/" + take.scene())
                                    .then()
                                    .statusCode(200)
                                    .body("footage.lifecycle.storageClass", equalTo("GLACIER"))
                                    .body("footage.lifecycle.restore.status", equalTo("restored"))
                                    .body(
                                            "footage.lifecycle.restore.until",
                                            equalTo("2031-02-03T00:00:00Z")));
            assertThat(StandInsResource.storage().requests())
                    .contains("/api/v1/objects/raw-footage/" + take.key());
        } finally {
            StandInsResource.storage().lifecycle("");
        }
        Studio.get("/scenes/" + take.scene())
                .then()
                .statusCode(200)
                .body("footage.lifecycle", nullValue());
    }

    @Test
    void aDeletedSceneTakesItsFootageAlong() {
        Studio.Take take = Studio.take();
        RestAssured.delete("/api/v1/scenes/" + take.scene()).then().statusCode(204);
        Studio.get("/scenes/" + take.scene()).then().statusCode(404);
        assertThat(
                        Rows.value(
                                "SELECT count(*) FROM outbox WHERE payload->>'prefix' = ?",
                                "episodes/" + take.episode() + "/scenes/" + take.scene() + "/"))
                .isEqualTo("2");
    }

    @Test
    void aTakeOfAnApprovedPlanStays() {
        Studio.Take take = Studio.take();
        take.approved();
        RestAssured.delete("/api/v1/scenes/" + take.scene())
                .then()
                .statusCode(409)
                .body("type", endsWith(":conflict"));
        Studio.get("/scenes/" + take.scene()).then().statusCode(200);
    }
}
