package dev.rushes.storage.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.OutboxTopic;
import dev.rushes.local.standin.StandIns;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import dev.rushes.storage.s3.BucketNames;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class OutboxTest {
    @Inject S3Client s3;
    @Inject BucketNames names;
    @Inject OutboxRows rows;

    /** Set by {@link StandInsResource}. */
    @Nullable StandIns running;

    private final String episode = "episodes/" + UUID.randomUUID();

    @BeforeEach
    void ready() {
        Readiness.awaited();
    }

    @Test
    void everyVersionBelowAPrefixGoesAndNothingElse() {
        store(episode + "/a.mp4");
        store(episode + "/a.mp4");
        store(episode + "/sub/b.mp4");
        s3.deleteObject(delete -> delete.bucket(bucket()).key(episode + "/sub/b.mp4"));
        store(episode + "-other/c.mp4");

        UUID row = due("prefix", episode + "/");

        await().atMost(Duration.ofSeconds(10)).until(() -> !exists(row));
        assertThat(versions(episode)).containsExactly(episode + "-other/c.mp4");
    }

    @Test
    void aKeyGoesWithoutTheKeysThatStartWithIt() {
        store(episode + "/a");
        store(episode + "/ab");
        UUID row = due("key", episode + "/a");
        await().atMost(Duration.ofSeconds(10)).until(() -> !exists(row));
        assertThat(versions(episode)).containsExactly(episode + "/ab");
    }

    @Test
    void aPrefixThatEndsWithinANameIsNotWorkedOff() {
        store(episode + "/a");
        UUID row = due("prefix", episode);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(row(row).lastError)
                                .isEqualTo("cannot be read: a prefix must end with a slash"));
        assertThat(versions(episode)).containsExactly(episode + "/a");
        QuarkusTransaction.requiringNew().run(() -> OutboxMessage.deleteById(row));
    }

    @Test
    void aClaimedRowIsNobodyElses() {
        UUID id =
                QuarkusTransaction.requiringNew()
                        .call(() -> {
                            OutboxMessage row = message("key", episode + "/x");
                            row.availableAt = Instant.now().plus(Duration.ofHours(1));
                            row.persist();
                            return row.id;
                        });
        assertThat(claimed()).doesNotContain(id);
        QuarkusTransaction.requiringNew().run(() -> OutboxMessage.deleteById(id));
    }

    @Test
    void anOutageOfS3IsA503AndWorkWaitsForItsEnd() {
        store(episode + "/a.mp4");
        Studio.Set set = Studio.newSet();
        standIns().kill();
        UUID row;
        try {
            Instant asked = Instant.now();
            given().contentType(ContentType.JSON)
                    .body(Map.of("bucket", "processed-videos", "key", episode + "/a.mp4"))
                    .post("/api/v1/downloads")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5");
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(503));
            given().get("/q/health/live").then().statusCode(200);
            // Announcing needs the database only.
            given().contentType(ContentType.JSON)
                    .body(
                            Map.of(
                                    "kind",
                                    "raw-footage",
                                    "episodeId",
                                    set.episodeId(),
                                    "sceneId",
                                    set.sceneId(),
                                    "filename",
                                    "a.mp4",
                                    "contentType",
                                    "video/mp4",
                                    "sizeBytes",
                                    1))
                    .post("/api/v1/uploads")
                    .then()
                    .statusCode(201);
            row = due("prefix", episode + "/");
            await().atMost(Duration.ofSeconds(20)).until(() -> row(row).lastError != null);

        } finally {
            standIns().restart();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> !exists(row));
        assertThat(versions(episode)).isEmpty();
        Readiness.awaited();
    }

    @Test
    void anOutageOfTheDatabaseIsA503AndEndsByItself() {
        standIns().killPostgres();
        given().get("/api/v1/uploads/" + UUID.randomUUID())
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(503, 404));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    given().get("/api/v1/uploads/" + UUID.randomUUID()).then().statusCode(404);
                    given().get("/q/health/ready").then().statusCode(200);
                });
    }

    private StandIns standIns() {
        return Objects.requireNonNull(running);
    }

    private UUID due(String field, String value) {
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    OutboxMessage row = message(field, value);
                    row.persist();
                    return row.id;
                });
    }

    private static OutboxMessage message(String field, String value) {
        return OutboxMessage.due(
                OutboxTopic.DELETE_OBJECTS,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("bucket", BucketRole.PROCESSED_VIDEOS.wireName())
                        .put(field, value),
                Instant.now());
    }

    private List<UUID> claimed() {
        return rows.claim(OutboxTopic.DELETE_OBJECTS, 100, Duration.ofSeconds(1)).stream()
                .map(row -> row.id)
                .toList();
    }

    private static boolean exists(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> OutboxMessage.findById(id) != null);
    }

    private static OutboxMessage row(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> OutboxMessage.<OutboxMessage>findById(id));
    }

    private String bucket() {
        return names.of(BucketRole.PROCESSED_VIDEOS);
    }

    private void store(String key) {
        s3.putObject(put -> put.bucket(bucket()).key(key), RequestBody.fromString(key));
    }

    private List<String> versions(String prefix) {
        return s3
                .listObjectVersions(list -> list.bucket(bucket()).prefix(prefix))
                .versions()
                .stream()
                .map(version -> version.key())
                .toList();
    }
}
