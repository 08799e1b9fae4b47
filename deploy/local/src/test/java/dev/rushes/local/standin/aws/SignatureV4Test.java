package dev.rushes.local.standin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The AWS SDK signs, at a time of the test's choice; the stand-in judges. */
class SignatureV4Test {
    private static final Instant SIGNED_AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final URI OBJECT =
            URI.create("http://127.0.0.1:9000/bucket/a%20b%2Bc/t~1.mp4?x-id=PutObject&b=2&a=");

    @Test
    void aSignedRequestIsAccepted() {
        var signed = signInHeaders("take", false);
        assertThat(judge(SIGNED_AT).verify(request(signed.request()), "").payloadHash())
                .isEqualTo(SignatureV4.sha256("take".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theClockMayBeOffByAQuarterOfAnHour() {
        var request = request(signInHeaders("take", false).request());
        judge(SIGNED_AT.plus(Duration.ofMinutes(15))).verify(request, "");
        judge(SIGNED_AT.minus(Duration.ofMinutes(15))).verify(request, "");
        assertRefused(
                SIGNED_AT.plus(Duration.ofMinutes(15)).plusSeconds(1),
                request,
                "RequestTimeTooSkewed");
        assertRefused(
                SIGNED_AT.minus(Duration.ofMinutes(15)).minusSeconds(1),
                request,
                "RequestTimeTooSkewed");
    }

    @Test
    void aPresignedUrlLivesAsLongAsItSays() {
        var request = request(presign(Duration.ofHours(1)));
        judge(SIGNED_AT.plus(Duration.ofHours(1))).verify(request, "");
        assertThatThrownBy(() ->
                        judge(SIGNED_AT.plus(Duration.ofHours(1)).plusSeconds(1))
                                .verify(request, ""))
                .isInstanceOf(AwsError.class)
                .hasMessage("AccessDenied: Request has expired");
        assertThatThrownBy(() -> judge(SIGNED_AT.minus(Duration.ofMinutes(16))).verify(request, ""))
                .isInstanceOf(AwsError.class)
                .hasMessage("AccessDenied: Request is not yet valid");
    }

    @Test
    void noUrlLivesLongerThanAWeek() {
        judge(SIGNED_AT).verify(request(presign(Duration.ofDays(7))), "");
        var week = presign(Duration.ofDays(7));
        var longer = week.toBuilder().putRawQueryParameter("X-Amz-Expires", "604801").build();
        assertRefused(SIGNED_AT, request(longer), "AuthorizationQueryParametersError");
    }

    @Test
    void everyChangeBreaksTheSignature() {
        SdkHttpRequest signed = signInHeaders("take", false).request();
        assertRefused(
                SIGNED_AT,
                request(signed.toBuilder().method(SdkHttpMethod.DELETE).build()),
                "SignatureDoesNotMatch");
        assertRefused(
                SIGNED_AT,
                request(signed.toBuilder().encodedPath("/bucket/other").build()),
                "SignatureDoesNotMatch");
        assertRefused(
                SIGNED_AT,
                request(signed.toBuilder().putRawQueryParameter("b", "3").build()),
                "SignatureDoesNotMatch");
        assertRefused(
                SIGNED_AT,
                request(
                        signed.toBuilder()
                                .putHeader("x-amz-content-sha256", SignatureV4.UNSIGNED_PAYLOAD)
                                .build()),
                "SignatureDoesNotMatch");
        assertRefused(
                SIGNED_AT,
                request(signed.toBuilder().putHeader("x-amz-meta-a", "b").build()),
                "AccessDenied");
        assertRefused(
                SIGNED_AT,
                request(signed.toBuilder().removeHeader("Authorization").build()),
                "AccessDenied");
    }

    @Test
    void anotherKeyRegionOrServiceIsRefused() {
        var request = request(signInHeaders("take", false).request());
        assertRefused(
                new SignatureV4(
                        "other", "secret", "us-east-1", "s3", InstantSource.fixed(SIGNED_AT)),
                request,
                "InvalidAccessKeyId");
        assertRefused(
                new SignatureV4("key", "other", "us-east-1", "s3", InstantSource.fixed(SIGNED_AT)),
                request,
                "SignatureDoesNotMatch");
        assertRefused(
                new SignatureV4("key", "secret", "eu-west-1", "s3", InstantSource.fixed(SIGNED_AT)),
                request,
                "AuthorizationHeaderMalformed");
        assertRefused(
                new SignatureV4(
                        "key", "secret", "us-east-1", "sqs", InstantSource.fixed(SIGNED_AT)),
                request,
                "AuthorizationHeaderMalformed");
    }

    @Test
    void everyChunkOfAStreamedBodyIsChecked() throws IOException {
        var signed = signInHeaders("x".repeat(300_000), true);
        byte[] wire;
        try (InputStream body = signed.payload().orElseThrow().newStream()) {
            wire = body.readAllBytes();
        }
        SignatureV4.Seal seal = judge(SIGNED_AT).verify(request(signed.request()), "");
        assertThat(seal.payloadHash()).isEqualTo("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
        for (int step : List.of(1, 7, 8192, wire.length)) {
            passInSteps(seal, wire, step);
        }
        String text = new String(wire, StandardCharsets.ISO_8859_1);
        assertChanged(seal, text.replaceFirst("xx", "xy"));
        assertChanged(seal, text.replaceFirst("(?i)(x-amz-checksum-crc32:)....", "$1AAAA"));
        byte[] half = Arrays.copyOf(wire, wire.length / 2);
        assertThatThrownBy(() -> passInSteps(seal, half, 8192))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("IncompleteBody"));
    }

    private static void assertChanged(SignatureV4.Seal seal, String wire) {
        assertThatThrownBy(
                        () -> passInSteps(seal, wire.getBytes(StandardCharsets.ISO_8859_1), 8192))
                .isInstanceOfSatisfying(
                        AwsError.class,
                        e -> assertThat(e.code()).isEqualTo("SignatureDoesNotMatch"));
    }

    private static void passInSteps(SignatureV4.Seal seal, byte[] wire, int step) {
        var chunks = new SignedChunks(seal);
        for (int at = 0; at < wire.length; at += step) {
            chunks.pass(wire, at, Math.min(step, wire.length - at));
        }
        chunks.end();
    }

    private static SignatureV4 judge(Instant now) {
        return new SignatureV4("key", "secret", "us-east-1", "s3", InstantSource.fixed(now));
    }

    private static void assertRefused(
            Instant now, dev.rushes.local.standin.aws.SignedRequest request, String code) {
        assertRefused(judge(now), request, code);
    }

    private static void assertRefused(
            SignatureV4 judge, dev.rushes.local.standin.aws.SignedRequest request, String code) {
        assertThatThrownBy(() -> judge.verify(request, ""))
                .isInstanceOfSatisfying(AwsError.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static SignedRequest signInHeaders(String body, boolean chunked) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest request =
                SdkHttpRequest.builder()
                        .uri(OBJECT)
                        .method(SdkHttpMethod.PUT)
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .putHeader("Content-Type", "video/mp4;  charset=x")
                        .build();
        return AwsV4HttpSigner.create()
                .sign(s ->
                        common(
                                        s.request(request)
                                                .payload(
                                                        ContentStreamProvider.fromByteArray(bytes)))
                                .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, chunked)
                                .putProperty(
                                        AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM,
                                        chunked ? DefaultChecksumAlgorithm.CRC32 : null));
    }

    private static SdkHttpRequest presign(Duration validFor) {
        SdkHttpRequest request =
                SdkHttpRequest.builder().uri(OBJECT).method(SdkHttpMethod.GET).build();
        return AwsV4HttpSigner.create()
                .sign(s ->
                        common(s.request(request))
                                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                                .putProperty(
                                        AwsV4HttpSigner.AUTH_LOCATION,
                                        AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, validFor))
                .request();
    }

    private static SignRequest.Builder<AwsCredentialsIdentity> common(
            SignRequest.Builder<AwsCredentialsIdentity> builder) {
        return builder.identity(AwsCredentialsIdentity.create("key", "secret"))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(SIGNED_AT, ZoneOffset.UTC));
    }

    private static dev.rushes.local.standin.aws.SignedRequest request(SdkHttpRequest signed) {
        var headers = new HashMap<>(signed.headers());
        headers.putIfAbsent("Host", List.of("127.0.0.1:9000"));
        return new dev.rushes.local.standin.aws.SignedRequest(
                signed.method().name(),
                signed.encodedPath(),
                dev.rushes.local.standin.aws.SignedRequest.parseQuery(
                        signed.encodedQueryParameters().orElse("")),
                headers);
    }
}
