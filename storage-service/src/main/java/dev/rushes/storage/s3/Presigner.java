package dev.rushes.storage.s3;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.usage.Charge;
import dev.rushes.common.usage.RequestCounts;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Signs requests for clients, addressed to the endpoint that they see. Makes no call to S3. */
@Singleton
public class Presigner {
    /** S3 takes no signature that holds longer. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** Set by the client's HTTP stack; browsers do not let a script set them. */
    private static final Set<String> SET_BY_CLIENTS = Set.of("host", "content-length");

    private final BucketNames names;
    private final SigningCredentials credentials;
    private final S3Presigner signer;
    private final RequestCounts counts;

    Presigner(
            S3Settings settings,
            BucketNames names,
            SigningCredentials credentials,
            RequestCounts counts) {
        this.names = names;
        this.credentials = credentials;
        this.counts = counts;
        S3Presigner.Builder builder =
                S3Presigner.builder()
                        .region(Region.of(settings.region()))
                        .serviceConfiguration(
                                S3Configuration.builder()
                                        .pathStyleAccessEnabled(settings.pathStyle())
                                        .build());
        settings.publicEndpoint().or(settings::endpoint).ifPresent(builder::endpointOverride);
        this.signer = builder.build();
    }

    @PreDestroy
    void close() {
        signer.close();
    }

    /** A PUT of exactly this content to a key where nothing is yet; S3 refuses any other where a checksum is given. */
    public SignedRequest put(BucketRole bucket, String key, Content content, Duration lifetime) {
        return S3Call.answer(() -> {
            AwsCredentials signing = credentials.current();
            PutObjectRequest.Builder put =
                    PutObjectRequest.builder()
                            .bucket(names.of(bucket))
                            .key(key)
                            .contentType(content.contentType())
                            .contentLength(content.sizeBytes())
                            .checksumCRC64NVME(content.crc64nvme())
                            .ifNoneMatch("*")
                            .overrideConfiguration(override ->
                                    override.credentialsProvider(
                                            StaticCredentialsProvider.create(signing)));
            if (content.sha256() != null) {
                put.checksumSHA256(
                        Base64.getEncoder()
                                .encodeToString(HexFormat.of().parseHex(content.sha256())));
            }
            if (content.tiering()) {
                put.storageClass(StorageClass.INTELLIGENT_TIERING);
            }
            return signed(
                    signing,
                    lifetime,
                    within ->
                            signer.presignPutObject(presign ->
                                    presign.signatureDuration(within)
                                            .putObjectRequest(put.build())));
        });
    }

    /**
     * A PUT of one part, of exactly this size. Of the same part's PUTs the last one counts.
     *
     * @param uploadId S3's name of the upload
     */
    public SignedRequest part(
            BucketRole bucket,
            String key,
            String uploadId,
            int number,
            long sizeBytes,
            Duration lifetime) {
        return S3Call.answer(() -> {
            AwsCredentials signing = credentials.current();
            return signed(
                    signing,
                    lifetime,
                    within ->
                            signer.presignUploadPart(presign ->
                                    presign.signatureDuration(within)
                                            .uploadPartRequest(part ->
                                                    part.bucket(names.of(bucket))
                                                            .key(key)
                                                            .uploadId(uploadId)
                                                            .partNumber(number)
                                                            .contentLength(sizeBytes)
                                                            .overrideConfiguration(override ->
                                                                    override.credentialsProvider(
                                                                            StaticCredentialsProvider
                                                                                    .create(
                                                                                            signing))))));
        });
    }

    /**
     * A GET of an object.
     *
     * @param versionId null for whatever is newest when the URL is used
     * @param contentDisposition what S3 shall say in that header, or null
     */
    public SignedRequest get(
            BucketRole bucket,
            String key,
            @Nullable String versionId,
            @Nullable String contentDisposition,
            Duration lifetime) {
        return S3Call.answer(() -> {
            AwsCredentials signing = credentials.current();
            return signed(
                    signing,
                    lifetime,
                    within ->
                            signer.presignGetObject(presign ->
                                    presign.signatureDuration(within)
                                            .getObjectRequest(get ->
                                                    get.bucket(names.of(bucket))
                                                            .key(key)
                                                            .versionId(versionId)
                                                            .responseContentDisposition(
                                                                    contentDisposition)
                                                            .overrideConfiguration(override ->
                                                                    override.credentialsProvider(
                                                                            StaticCredentialsProvider
                                                                                    .create(
                                                                                            signing))))));
        });
    }

    private SignedRequest signed(AwsCredentials signing, Duration asked, SignatureMaker maker) {
        Duration within = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        Instant end = signing.expirationTime().orElse(Instant.MAX);
        Instant now = Instant.now();
        if (end.isBefore(now.plus(within))) {
            within = Duration.between(now, end);
        }
        // Whole seconds, and at least one: the signature knows no less.
        Duration whole = Duration.ofSeconds(Math.max(1, within.toSeconds()));
        PresignedRequest request = maker.sign(whole);
        // Who got the URL makes the request, which we do not see and pay for.
        counts.add(
                request.httpRequest().method() == SdkHttpMethod.GET
                        ? Charge.S3_READ
                        : Charge.S3_WRITE);
        Map<String, String> headers = new TreeMap<>();
        for (Map.Entry<String, List<String>> header : request.signedHeaders().entrySet()) {
            if (!SET_BY_CLIENTS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                headers.put(header.getKey(), String.join(",", header.getValue()));
            }
        }
        return new SignedRequest(
                request.httpRequest().method().name(),
                request.url().toString(),
                headers,
                request.expiration().truncatedTo(ChronoUnit.SECONDS));
    }

    private interface SignatureMaker {
        PresignedRequest sign(Duration within);
    }
}
