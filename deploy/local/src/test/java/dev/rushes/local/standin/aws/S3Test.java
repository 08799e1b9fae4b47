package dev.rushes.local.standin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.standin.SharedStandIns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

class S3Test {
    private static final String BUCKET = "s3-test";
    private static final String OTHER_BUCKET = "s3-test-other";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static S3Client s3 = SharedStandIns.s3();

    @BeforeAll
    static void makeBuckets() {
        s3.createBucket(b -> b.bucket(BUCKET));
        s3.createBucket(b -> b.bucket(OTHER_BUCKET));
        s3.putBucketVersioning(b ->
                b.bucket(BUCKET)
                        .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        s3.putBucketCors(b ->
                b.bucket(BUCKET)
                        .corsConfiguration(c ->
                                c.corsRules(
                                        CORSRule.builder()
                                                .allowedOrigins("https://studio.example")
                                                .allowedMethods("PUT", "GET", "HEAD")
                                                .allowedHeaders("content-type", "x-amz-*")
                                                .exposeHeaders("ETag")
                                                .maxAgeSeconds(3000)
                                                .build())));
    }

    @Test
    void anObjectComesBackAsItWasStored() throws IOException {
        String key = key();
        PutObjectResponse stored =
                s3.putObject(
                        b -> b.bucket(BUCKET).key(key).contentType("video/mp4"),
                        RequestBody.fromString("take"));
        try (ResponseInputStream<GetObjectResponse> read =
                s3.getObject(b -> b.bucket(BUCKET).key(key))) {
            assertThat(read.readAllBytes()).isEqualTo("take".getBytes(StandardCharsets.UTF_8));
            assertThat(read.response().eTag()).isEqualTo(stored.eTag());
            assertThat(read.response().contentType()).isEqualTo("video/mp4");
            assertThat(read.response().versionId()).isEqualTo(stored.versionId());
        }
    }

    @Test
    void keysWithSpacesAndForeignLettersWork() {
        String key = "episodes/ä b+c/(take) 1 & 2~.mp4";
        s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString("x"));
        assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET).prefix("episodes/ä b+c/")).contents())
                .singleElement()
                .satisfies(o -> assertThat(o.key()).isEqualTo(key));
        assertThat(s3.headObject(b -> b.bucket(BUCKET).key(key)).contentLength()).isEqualTo(1);
    }

    @Test
    void aLargeStreamedUploadIsCheckedAndStored() throws IOException {
        byte[] body = new byte[24 << 20];
        new Random(1).nextBytes(body);
        String key = key();
        s3.putObject(
                b -> b.bucket(BUCKET).key(key),
                RequestBody.fromInputStream(new ByteArrayInputStream(body), body.length));
        try (var read = s3.getObject(b -> b.bucket(BUCKET).key(key))) {
            assertThat(Arrays.equals(read.readAllBytes(), body)).isTrue();
        }
    }

    @Test
    void multipartUploadsWork() {
        String key = key();
        byte[] part = new byte[5 << 20];
        String id = s3.createMultipartUpload(b -> b.bucket(BUCKET).key(key)).uploadId();
        String first =
                s3.uploadPart(
                                b -> b.bucket(BUCKET).key(key).uploadId(id).partNumber(1),
                                RequestBody.fromBytes(part))
                        .eTag();
        String second =
                s3.uploadPart(
                                b -> b.bucket(BUCKET).key(key).uploadId(id).partNumber(2),
                                RequestBody.fromString("end"))
                        .eTag();
        s3.completeMultipartUpload(b ->
                b.bucket(BUCKET)
                        .key(key)
                        .uploadId(id)
                        .multipartUpload(m ->
                                m.parts(
                                        CompletedPart.builder().partNumber(1).eTag(first).build(),
                                        CompletedPart.builder()
                                                .partNumber(2)
                                                .eTag(second)
                                                .build())));
        assertThat(s3.headObject(b -> b.bucket(BUCKET).key(key)).contentLength())
                .isEqualTo(part.length + 3L);
    }

    @Test
    void anOldVersionCanStillBeRead() {
        String key = key();
        String first =
                s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString("one"))
                        .versionId();
        String second =
                s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString("two"))
                        .versionId();
        assertThat(first).isNotEqualTo(second);
        s3.deleteObject(b -> b.bucket(BUCKET).key(key));
        assertThatThrownBy(() -> s3.headObject(b -> b.bucket(BUCKET).key(key)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
        assertThat(
                        s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key).versionId(first))
                                .asUtf8String())
                .isEqualTo("one");
        assertThat(
                        s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key).versionId(second))
                                .asUtf8String())
                .isEqualTo("two");
    }

    @Test
    void severalObjectsAreDeletedInOneCall() {
        s3.putObject(b -> b.bucket(OTHER_BUCKET).key("gone/1"), RequestBody.fromString("1"));
        s3.putObject(b -> b.bucket(OTHER_BUCKET).key("gone/2"), RequestBody.fromString("2"));
        s3.deleteObjects(b ->
                b.bucket(OTHER_BUCKET)
                        .delete(d ->
                                d.objects(
                                        ObjectIdentifier.builder().key("gone/1").build(),
                                        ObjectIdentifier.builder().key("gone/2").build())));
        assertThat(s3.listObjectsV2(b -> b.bucket(OTHER_BUCKET).prefix("gone/")).contents())
                .isEmpty();
    }

    @Test
    void aSecondConditionalPutIsRefused() {
        String key = key();
        s3.putObject(
                b -> b.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString("one"));
        assertRefused(
                () ->
                        s3.putObject(
                                b -> b.bucket(BUCKET).key(key).ifNoneMatch("*"),
                                RequestBody.fromString("two")),
                412,
                "PreconditionFailed");
        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asUtf8String())
                .isEqualTo("one");
    }

    @Test
    void anotherSecretIsRefused() {
        try (S3Client forger = SharedStandIns.s3(SharedStandIns.environment(), "guessed")) {
            assertRefused(
                    () -> forger.listObjectsV2(b -> b.bucket(BUCKET)),
                    403,
                    "SignatureDoesNotMatch");
            assertRefused(
                    () ->
                            forger.putObject(
                                    b -> b.bucket(BUCKET).key("k"), RequestBody.fromString("x")),
                    403,
                    "SignatureDoesNotMatch");
        }
    }

    @Test
    void anUnsignedRequestIsRefused() throws Exception {
        HttpResponse<String> answer = get(SharedStandIns.s3Endpoint().resolve("/" + BUCKET + "/k"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void aPresignedUrlWorksForItsKeyOnly() throws Exception {
        String key = key();
        s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString("take"));
        URI url = presignGet(key, Duration.ofMinutes(5));
        assertThat(get(url).body()).isEqualTo("take");
        HttpResponse<String> forged = get(URI.create(url.toString().replace(key, key + "x")));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    void aPresignedDownloadServesRangesUnderItsFileName() throws Exception {
        String key = key();
        s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString("0123456789"));
        URI url;
        try (var presigner = SharedStandIns.presigner()) {
            url =
                    presigner
                            .presignGetObject(p ->
                                    p.signatureDuration(Duration.ofMinutes(5))
                                            .getObjectRequest(g ->
                                                    g.bucket(BUCKET)
                                                            .key(key)
                                                            .responseContentDisposition(
                                                                    "attachment; filename=\"a b.mp4\"")))
                            .url()
                            .toURI();
        }
        HttpResponse<String> part =
                HTTP.send(
                        HttpRequest.newBuilder(url).header("Range", "bytes=2-4").build(),
                        BodyHandlers.ofString());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(get(url).headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"a b.mp4\"");
    }

    @Test
    void aPresignedUrlOfAnotherSecretIsRefused() throws Exception {
        try (var forger = SharedStandIns.presigner("guessed")) {
            URI url =
                    forger.presignGetObject(p ->
                                    p.signatureDuration(Duration.ofMinutes(5))
                                            .getObjectRequest(g -> g.bucket(BUCKET).key("k")))
                            .url()
                            .toURI();
            assertThat(get(url).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void anExpiredUrlIsRefused() throws Exception {
        String key = key();
        s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString("take"));
        URI url = presignGet(key, Duration.ofSeconds(2));
        assertThat(get(url).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> {
                    HttpResponse<String> late = get(url);
                    assertThat(late.statusCode()).isEqualTo(403);
                    assertThat(late.body()).contains("Request has expired");
                });
    }

    @Test
    void aPresignedUploadHoldsItsSignedLength() throws Exception {
        String key = key();
        URI url = presignPut(key, 4);
        assertThat(put(url, "takes", "If-None-Match", "*").statusCode()).isEqualTo(403);
        HttpResponse<String> withoutCondition = put(url, "take");
        assertThat(withoutCondition.statusCode()).isEqualTo(403);
        assertThat(withoutCondition.body()).contains("SignatureDoesNotMatch");
        assertThat(put(url, "take", "If-None-Match", "*").statusCode()).isEqualTo(200);
        assertThat(put(url, "tape", "If-None-Match", "*").statusCode()).isEqualTo(412);
        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asUtf8String())
                .isEqualTo("take");
    }

    @Test
    void aPresignedUploadWithAnotherBodyThanItsChecksumIsRefused() throws Exception {
        String key = key();
        String checksum =
                Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256")
                                        .digest("take".getBytes(StandardCharsets.UTF_8)));
        URI url;
        try (var presigner = SharedStandIns.presigner()) {
            url =
                    presigner
                            .presignPutObject(p ->
                                    p.signatureDuration(Duration.ofMinutes(5))
                                            .putObjectRequest(g ->
                                                    g.bucket(BUCKET)
                                                            .key(key)
                                                            .checksumSHA256(checksum)))
                            .url()
                            .toURI();
        }
        assertThat(put(url, "tape", "x-amz-checksum-sha256", checksum).statusCode()).isEqualTo(400);
        assertThatThrownBy(() -> s3.headObject(b -> b.bucket(BUCKET).key(key)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
        assertThat(put(url, "take", "x-amz-checksum-sha256", checksum).statusCode()).isEqualTo(200);
    }

    @Test
    void aHeaderThatIsNotSignedIsRefused() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(presignGet(key(), Duration.ofMinutes(5)))
                        .header("x-amz-meta-extra", "1")
                        .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("not signed: x-amz-meta-extra");
    }

    @Test
    void corsIsAnsweredPerBucket() throws Exception {
        HttpResponse<String> allowed =
                preflight(BUCKET, "https://studio.example", "PUT", "content-type,x-amz-date");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("access-control-allow-origin"))
                .contains("https://studio.example");
        assertThat(allowed.headers().firstValue("access-control-allow-methods"))
                .contains("PUT, GET, HEAD");
        assertThat(allowed.headers().firstValue("access-control-max-age")).contains("3000");
        assertThat(preflight(BUCKET, "https://evil.example", "PUT", "").statusCode())
                .isEqualTo(403);
        assertThat(preflight(BUCKET, "https://studio.example", "DELETE", "").statusCode())
                .isEqualTo(403);
        assertThat(preflight(BUCKET, "https://studio.example", "PUT", "authorization").statusCode())
                .isEqualTo(403);
        assertThat(preflight(OTHER_BUCKET, "https://studio.example", "PUT", "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void onlyAnAllowedOriginMayReadTheAnswer() throws Exception {
        String key = key();
        s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString("take"));
        URI url = presignGet(key, Duration.ofMinutes(5));
        HttpResponse<String> own = getFrom(url, "https://studio.example");
        assertThat(own.headers().allValues("access-control-allow-origin"))
                .containsExactly("https://studio.example");
        assertThat(own.headers().firstValue("access-control-expose-headers")).contains("ETag");
        HttpResponse<String> foreign = getFrom(url, "https://evil.example");
        assertThat(foreign.statusCode()).isEqualTo(200);
        assertThat(foreign.headers().allValues("access-control-allow-origin")).isEmpty();
    }

    @Test
    void bucketSettingsComeBackAsTheyWerePut() {
        String bucket = "s3-test-settings";
        s3.createBucket(b -> b.bucket(bucket));
        assertRefused(
                () -> s3.getBucketCors(b -> b.bucket(bucket)), 404, "NoSuchCORSConfiguration");
        assertRefused(
                () -> s3.getBucketLifecycleConfiguration(b -> b.bucket(bucket)),
                404,
                "NoSuchLifecycleConfiguration");
        assertRefused(
                () -> s3.getPublicAccessBlock(b -> b.bucket(bucket)),
                404,
                "NoSuchPublicAccessBlockConfiguration");
        s3.putPublicAccessBlock(b ->
                b.bucket(bucket)
                        .publicAccessBlockConfiguration(p ->
                                p.blockPublicAcls(true)
                                        .ignorePublicAcls(true)
                                        .blockPublicPolicy(true)
                                        .restrictPublicBuckets(true)));
        LifecycleRule rule =
                LifecycleRule.builder()
                        .id("archive")
                        .status("Enabled")
                        .filter(f -> f.prefix("episodes/"))
                        .transitions(
                                Transition.builder()
                                        .days(90)
                                        .storageClass(TransitionStorageClass.GLACIER)
                                        .build())
                        .noncurrentVersionExpiration(n -> n.noncurrentDays(30))
                        .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(7))
                        .build();
        s3.putBucketLifecycleConfiguration(
                b -> b.bucket(bucket).lifecycleConfiguration(l -> l.rules(rule)));
        var encrypted =
                ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(
                                d -> d.sseAlgorithm(ServerSideEncryption.AES256))
                        .build();
        s3.putBucketEncryption(
                b -> b.bucket(bucket).serverSideEncryptionConfiguration(e -> e.rules(encrypted)));
        assertThat(s3.getBucketLifecycleConfiguration(b -> b.bucket(bucket)).rules())
                .isEqualTo(List.of(rule));
        assertThat(
                        s3.getPublicAccessBlock(b -> b.bucket(bucket))
                                .publicAccessBlockConfiguration()
                                .restrictPublicBuckets())
                .isTrue();
        assertThat(
                        s3.getBucketEncryption(b -> b.bucket(bucket))
                                .serverSideEncryptionConfiguration()
                                .rules()
                                .getFirst()
                                .applyServerSideEncryptionByDefault()
                                .sseAlgorithm())
                .isEqualTo(ServerSideEncryption.AES256);
        s3.putBucketVersioning(b ->
                b.bucket(bucket)
                        .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        assertThat(s3.getBucketVersioning(b -> b.bucket(bucket)).status())
                .isEqualTo(BucketVersioningStatus.ENABLED);
        s3.deleteBucketCors(b -> b.bucket(bucket));
        s3.deleteBucket(b -> b.bucket(bucket));
        assertRefused(() -> s3.getPublicAccessBlock(b -> b.bucket(bucket)), 404, "NoSuchBucket");
    }

    private static String key() {
        return "t/" + UUID.randomUUID() + "/take.mp4";
    }

    private static void assertRefused(Runnable call, int status, String code) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(status);
                            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
                        });
    }

    private static URI presignGet(String key, Duration validFor) throws Exception {
        try (var presigner = SharedStandIns.presigner()) {
            return presigner
                    .presignGetObject(p ->
                            p.signatureDuration(validFor)
                                    .getObjectRequest(g -> g.bucket(BUCKET).key(key)))
                    .url()
                    .toURI();
        }
    }

    private static URI presignPut(String key, long length) throws Exception {
        try (var presigner = SharedStandIns.presigner()) {
            return presigner
                    .presignPutObject(p ->
                            p.signatureDuration(Duration.ofMinutes(5))
                                    .putObjectRequest(g ->
                                            g.bucket(BUCKET)
                                                    .key(key)
                                                    .contentLength(length)
                                                    .ifNoneMatch("*")))
                    .url()
                    .toURI();
        }
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> getFrom(URI url, String origin)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(url).header("Origin", origin).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> put(URI url, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url).PUT(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> preflight(
            String bucket, String origin, String method, String headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(SharedStandIns.s3Endpoint().resolve("/" + bucket + "/k"))
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", method);
        if (!headers.isEmpty()) {
            request.header("Access-Control-Request-Headers", headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
