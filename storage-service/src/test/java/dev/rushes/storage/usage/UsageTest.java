package dev.rushes.storage.usage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.usage.Charge;
import dev.rushes.common.usage.RequestCounts;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.s3.BucketNames;
import dev.rushes.storage.s3.ObjectVersions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
@Tag("s3")
class UsageTest {
    @Inject CountBuckets counting;
    @Inject Inventory inventory;
    @Inject ObjectVersions versions;
    @Inject RequestCounts requests;
    @Inject EntityManager database;
    @Inject S3Client s3;
    @Inject BucketNames names;

    @BeforeEach
    void emptyBucket() {
        Readiness.awaited();
        // A first try before the buckets were there has its pause.
        QuarkusTransaction.requiringNew()
                .run(() ->
                        database.createNativeQuery(
                                        "UPDATE storage_inventory SET locked_until = NULL")
                                .executeUpdate());
        String bucket = names.of(BucketRole.RAW_FOOTAGE);
        s3.listObjectVersions(request -> request.bucket(bucket))
                .versions()
                .forEach(version ->
                        s3.deleteObject(request ->
                                request.bucket(bucket)
                                        .key(version.key())
                                        .versionId(version.versionId())));
    }

    @Test
    void objectsAreCountedByClassAndRuleAndOldVersionsByThemselves() {
        put("episodes/a/take.mp4", 100);
        put("episodes/a/take.mp4", 40);
        put("episodes/b/take.mp4", 7);
        put("shows/c/assets/logo.png", 5);
        count();
        given().get("/api/v1/usage")
                .then()
                .statusCode(200)
                .body(
                        "buckets.bucket",
                        contains("raw-footage", "processed-videos", "training-data"))
                .body("buckets[0].countedAt", notNullValue())
                .body("buckets[0].parts", hasSize(3))
                .body("buckets[0].parts.storageClass", contains("STANDARD", "STANDARD", "STANDARD"))
                .body(
                        "buckets[0].parts.lifecycleRule",
                        contains("none", "rushes-archive-takes", "rushes-housekeeping"))
                .body("buckets[0].parts.current", contains(true, true, false))
                .body("buckets[0].parts.objects", contains(1, 2, 1))
                .body("buckets[0].parts.bytes", contains(5, 47, 100));
    }

    @Test
    void aBucketOfManyPagesIsCountedWhole() {
        for (int i = 0; i < 12; i++) {
            put("episodes/a/%02d.mp4".formatted(i), 3);
            put("episodes/a/%02d.mp4".formatted(i), 2);
        }
        Map<String, Long> bytes = new HashMap<>();
        ObjectVersions.Place place = null;
        int pages = 0;
        do {
            ObjectVersions.Listing page = versions.list(BucketRole.RAW_FOOTAGE, place, 5);
            page.versions()
                    .forEach(version ->
                            bytes.merge(
                                    String.valueOf(version.current()),
                                    version.sizeBytes(),
                                    Long::sum));
            place = page.next();
            pages++;
        } while (place != null);
        assertThat(bytes).isEqualTo(Map.of("true", 24L, "false", 36L));
        // The stand-in ends a page with the last version of a key.
        assertThat(pages).isBetween(4, 6);
    }

    @Test
    void aCountHoldsForItsTimeAndOneInstanceCountsAtATime() {
        count();
        assertThat(
                        inventory.claim(
                                BucketRole.RAW_FOOTAGE, Duration.ofHours(1), Duration.ofMinutes(1)))
                .isEmpty();
        assertThat(inventory.claim(BucketRole.RAW_FOOTAGE, Duration.ZERO, Duration.ofMinutes(1)))
                .isPresent();
        assertThat(inventory.claim(BucketRole.RAW_FOOTAGE, Duration.ZERO, Duration.ofMinutes(1)))
                .isEmpty();
        inventory.store(BucketRole.RAW_FOOTAGE, Instant.now(), Map.of());
    }

    @Test
    void everyRequestIsCountedAsAwsChargesIt() {
        requests.flush();
        long reads = made(Charge.S3_READ);
        long writes = made(Charge.S3_WRITE);
        put("episodes/a/take.mp4", 1);
        s3.listObjectsV2(request -> request.bucket(names.of(BucketRole.RAW_FOOTAGE)));
        s3.headObject(request ->
                request.bucket(names.of(BucketRole.RAW_FOOTAGE)).key("episodes/a/take.mp4"));
        s3.deleteObject(request ->
                request.bucket(names.of(BucketRole.RAW_FOOTAGE)).key("episodes/a/take.mp4"));
        requests.flush();
        // The service's own looks at its buckets go on meanwhile, all of them reads.
        assertThat(made(Charge.S3_WRITE) - writes).isEqualTo(2);
        assertThat(made(Charge.S3_READ) - reads).isGreaterThanOrEqualTo(1);
        // Readiness asks the queue every other second.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    requests.flush();
                    assertThat(made(Charge.SQS_MESSAGE)).isPositive();
                });
    }

    @Test
    void aUrlThatIsHandedOutCountsAsARequest() {
        requests.flush();
        put("episodes/a/take.mp4", 1);
        requests.flush();
        long reads = made(Charge.S3_READ);
        given().contentType("application/json")
                .body("{\"bucket\": \"raw-footage\", \"key\": \"episodes/a/take.mp4\"}")
                .post("/api/v1/downloads")
                .then()
                .statusCode(200)
                .body("url", notNullValue());
        requests.flush();
        assertThat(made(Charge.S3_READ) - reads).isGreaterThanOrEqualTo(2);
    }

    @Test
    void severalInstancesAddToOneNumber() {
        requests.flush();
        long before = made(Charge.SQS_MESSAGE);
        RequestCounts other = new RequestCounts(database, "storage-service");
        for (int i = 0; i < 1000; i++) {
            other.add(Charge.SQS_MESSAGE);
        }
        QuarkusTransaction.requiringNew().run(other::flush);
        QuarkusTransaction.requiringNew().run(other::flush);
        assertThat(made(Charge.SQS_MESSAGE) - before).isBetween(1000L, 1010L);
    }

    /** Whatever a schedule did just before. */
    private void count() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    Instant began = Instant.now();
                    counting.count(Duration.ZERO);
                    assertThat(
                                    Instant.parse(
                                            given().get("/api/v1/usage")
                                                    .then()
                                                    .extract()
                                                    .<String>path("buckets[0].countedAt")))
                            .isAfterOrEqualTo(began.minusMillis(50));
                });
    }

    private void put(String key, int bytes) {
        s3.putObject(
                request -> request.bucket(names.of(BucketRole.RAW_FOOTAGE)).key(key),
                RequestBody.fromBytes(new byte[bytes]));
    }

    private long made(Charge charge) {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        ((Number)
                                        database.createNativeQuery(
                                                        "SELECT coalesce(sum(requests), 0) FROM request_counts"
                                                                + " WHERE system = :system AND kind = :kind")
                                                .setParameter("system", charge.system())
                                                .setParameter("kind", charge.kind())
                                                .getSingleResult())
                                .longValue());
    }
}
