package dev.rushes.local.standin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.standin.SharedStandIns;
import dev.rushes.local.standin.StandIns;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tier;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/** Has stand-ins of its own: a moved clock is moved for everybody. */
class LifecycleTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final StandIns STAND_INS = StandIns.startEphemeral();
    private static final Map<String, String> ENVIRONMENT = STAND_INS.environment();
    private static final S3Client s3 =
            SharedStandIns.s3(
                    ENVIRONMENT, SharedStandIns.value(ENVIRONMENT, "AWS_SECRET_ACCESS_KEY"));

    @BeforeAll
    static void makeBuckets() {
        bucket(
                "ages",
                rule("archive", "episodes/").transitions(archive(90)),
                rule("expire", "final/").expiration(e -> e.days(180)),
                rule("housekeeping", "")
                        .noncurrentVersionExpiration(o -> o.noncurrentDays(30))
                        .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(7)));
    }

    @AfterAll
    static void end() {
        STAND_INS.close();
    }

    @Test
    void anObjectGoesToTheArchiveAtItsAgeAndOthersStay() {
        put("ages", "episodes/a");
        put("ages", "shows/logo");
        Instant stored = head("ages", "episodes/a").lastModified();

        move(Duration.ofDays(89));
        assertThat(head("ages", "episodes/a").storageClass()).isNull();
        assertThat(head("ages", "episodes/a").lastModified())
                .isEqualTo(stored.minus(Duration.ofDays(89)));

        move(Duration.ofDays(2));
        assertThat(head("ages", "episodes/a").storageClass()).isEqualTo(StorageClass.GLACIER);
        assertThat(head("ages", "shows/logo").storageClass()).isNull();
        assertThatThrownBy(() -> s3.getObject(b -> b.bucket("ages").key("episodes/a")))
                .isInstanceOf(InvalidObjectStateException.class);
        assertThatThrownBy(() ->
                        s3.copyObject(b ->
                                b.sourceBucket("ages")
                                        .sourceKey("episodes/a")
                                        .destinationBucket("ages")
                                        .destinationKey("shows/b")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused ->
                                assertThat(refused.awsErrorDetails().errorCode())
                                        .isEqualTo("ObjectNotInActiveTierError"));
    }

    @Test
    void anArchivedObjectIsRestoredForItsDaysAndThenArchivedAgain() {
        put("ages", "episodes/b");
        assertRefused(403, "InvalidObjectState", "episodes/b");
        move(Duration.ofDays(91));
        assertThat(head("ages", "episodes/b").restore()).isNull();

        restore("episodes/b", 3, Tier.STANDARD);
        assertThat(head("ages", "episodes/b").restore()).isEqualTo("ongoing-request=\"true\"");
        assertRefused(409, "RestoreAlreadyInProgress", "episodes/b");
        move(Duration.ofHours(4));
        assertThat(head("ages", "episodes/b").restore()).isEqualTo("ongoing-request=\"true\"");

        move(Duration.ofHours(1));
        assertThat(head("ages", "episodes/b").restore())
                .startsWith("ongoing-request=\"false\", expiry-date=\"");
        assertThat(read("episodes/b")).isEqualTo("episodes/b");

        move(Duration.ofDays(4));
        assertThat(head("ages", "episodes/b").restore()).isNull();
        assertThatThrownBy(() -> read("episodes/b"))
                .isInstanceOf(InvalidObjectStateException.class);
    }

    @Test
    void anExpiredObjectIsHiddenAndItsVersionGoesThirtyDaysLater() {
        put("ages", "final/c");
        move(Duration.ofDays(179));
        assertThat(head("ages", "final/c").expiration()).contains("rule-id=\"expire\"");

        move(Duration.ofDays(2));
        assertThatThrownBy(() -> head("ages", "final/c"))
                .isInstanceOfSatisfying(
                        S3Exception.class, gone -> assertThat(gone.statusCode()).isEqualTo(404));
        assertThat(versions("ages", "final/c")).hasSize(1);
        assertThat(markers("ages", "final/c")).isEqualTo(1);

        move(Duration.ofDays(31));
        assertThat(versions("ages", "final/c")).isEmpty();
        // The marker hides nothing now; it goes when it is 180 days old itself.
        assertThat(markers("ages", "final/c")).isEqualTo(1);
        move(Duration.ofDays(180));
        assertThat(markers("ages", "final/c")).isZero();
    }

    @Test
    void aLongJumpEndsWhereManyShortOnesDo() {
        put("ages", "final/d");
        move(Duration.ofDays(500));
        assertThat(versions("ages", "final/d")).isEmpty();
        assertThat(markers("ages", "final/d")).isZero();
    }

    @Test
    void aReplacedVersionGoesThirtyDaysAfterItWasReplaced() {
        put("ages", "shows/e");
        move(Duration.ofDays(100));
        put("ages", "shows/e");
        move(Duration.ofDays(29));
        assertThat(versions("ages", "shows/e")).hasSize(2);
        move(Duration.ofDays(2));
        assertThat(versions("ages", "shows/e")).hasSize(1);
    }

    @Test
    void partsOfAForgottenUploadAreRemoved() {
        String upload = s3.createMultipartUpload(b -> b.bucket("ages").key("shows/f")).uploadId();
        s3.uploadPart(
                b -> b.bucket("ages").key("shows/f").uploadId(upload).partNumber(1),
                RequestBody.fromString("part"));
        move(Duration.ofDays(6));
        assertThat(uploads("shows/f")).isEqualTo(1);
        move(Duration.ofDays(2));
        assertThat(uploads("shows/f")).isZero();
    }

    @Test
    void smallObjectsAreOnlyArchivedWhereTheBucketSaysSo() {
        s3.createBucket(b -> b.bucket("small"));
        LifecycleRule rule = rule("archive", "").transitions(archive(1)).build();
        s3.putBucketLifecycleConfiguration(
                b -> b.bucket("small").lifecycleConfiguration(l -> l.rules(rule)));
        put("small", "tiny");
        s3.putObject(
                b -> b.bucket("small").key("large"), RequestBody.fromBytes(new byte[128 * 1024]));

        move(Duration.ofDays(2));

        assertThat(head("small", "tiny").storageClass()).isNull();
        assertThat(head("small", "large").storageClass()).isEqualTo(StorageClass.GLACIER);
    }

    @Test
    void intelligentTieringIsAClassLikeAnyOtherAndIsStillArchived() {
        s3.putObject(
                b ->
                        b.bucket("ages")
                                .key("episodes/g")
                                .storageClass(StorageClass.INTELLIGENT_TIERING),
                RequestBody.fromString("g"));
        assertThat(head("ages", "episodes/g").storageClass())
                .isEqualTo(StorageClass.INTELLIGENT_TIERING);
        move(Duration.ofDays(91));
        assertThat(head("ages", "episodes/g").storageClass()).isEqualTo(StorageClass.GLACIER);
    }

    @Test
    void aPresignedUrlGrowsOldWithTheClockAndANewOneIsYoung() throws Exception {
        put("ages", "shows/h");
        String old = presigned("shows/h");
        assertThat(get(old).statusCode()).isEqualTo(200);
        Instant signed = Instant.now();
        // Signatures have whole seconds; the move must come in a later one.
        await().until(() -> Instant.now().isAfter(signed.plusMillis(1100)));

        move(Duration.ofHours(2));

        assertThat(get(old).statusCode()).isEqualTo(403);
        assertThat(get(old).body()).contains("Request has expired");
        assertThat(get(presigned("shows/h")).statusCode()).isEqualTo(200);
    }

    @Test
    void theClockGoesForwardOnly() throws Exception {
        URI clock =
                URI.create(
                        SharedStandIns.value(ENVIRONMENT, "AWS_ENDPOINT_URL_S3")
                                + "/_clock?forward=-PT1H");
        HttpResponse<String> answer =
                HTTP.send(
                        HttpRequest.newBuilder(clock)
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("what has happened is not undone");
    }

    private static void bucket(String name, LifecycleRule.Builder... rules) {
        s3.createBucket(b -> b.bucket(name));
        s3.putBucketVersioning(b ->
                b.bucket(name)
                        .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        List<LifecycleRule> built =
                List.of(rules).stream().map(LifecycleRule.Builder::build).toList();
        s3.putBucketLifecycleConfiguration(b ->
                b.bucket(name)
                        .transitionDefaultMinimumObjectSize(
                                TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS)
                        .lifecycleConfiguration(l -> l.rules(built)));
    }

    private static Transition archive(int days) {
        return Transition.builder().days(days).storageClass("GLACIER").build();
    }

    private static LifecycleRule.Builder rule(String id, String prefix) {
        return LifecycleRule.builder().id(id).status("Enabled").filter(f -> f.prefix(prefix));
    }

    private static void put(String bucket, String key) {
        s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString(key));
    }

    private static HeadObjectResponse head(String bucket, String key) {
        return s3.headObject(b -> b.bucket(bucket).key(key));
    }

    private static String read(String key) {
        return s3.getObjectAsBytes(b -> b.bucket("ages").key(key)).asUtf8String();
    }

    private static void restore(String key, int days, Tier tier) {
        s3.restoreObject(b ->
                b.bucket("ages")
                        .key(key)
                        .restoreRequest(r -> r.days(days).glacierJobParameters(j -> j.tier(tier))));
    }

    private static void assertRefused(int status, String code, String key) {
        assertThatThrownBy(() -> restore(key, 1, Tier.STANDARD))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> {
                            assertThat(refused.statusCode()).isEqualTo(status);
                            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
                        });
    }

    private static List<ObjectVersion> versions(String bucket, String key) {
        return s3.listObjectVersions(b -> b.bucket(bucket).prefix(key)).versions();
    }

    private static int markers(String bucket, String key) {
        return s3.listObjectVersions(b -> b.bucket(bucket).prefix(key)).deleteMarkers().size();
    }

    private static int uploads(String key) {
        return (int)
                s3.listMultipartUploads(b -> b.bucket("ages")).uploads().stream()
                        .filter(upload -> upload.key().equals(key))
                        .count();
    }

    private static void move(Duration forward) {
        STAND_INS.moveClock(forward);
    }

    private static String presigned(String key) {
        try (var presigner = SharedStandIns.presigner(ENVIRONMENT)) {
            return presigner
                    .presignGetObject(p ->
                            p.signatureDuration(Duration.ofHours(1))
                                    .getObjectRequest(g -> g.bucket("ages").key(key)))
                    .url()
                    .toString();
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
