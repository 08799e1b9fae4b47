package dev.rushes.storage;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * An S3 that is not the stand-in: {@code RUSHES_TEST_S3_ENDPOINT} names it ({@code aws} for AWS's own), the SDK's usual
 * variables its credentials and region, {@code S3_PATH_STYLE} how its buckets are addressed. The tests make buckets of
 * their own and remove them.
 */
record OtherS3(Optional<URI> endpoint, String region, boolean pathStyle, String prefix) {
    private static final String VARIABLE = "RUSHES_TEST_S3_ENDPOINT";
    private static final List<String> BUCKETS =
            List.of("raw-footage", "processed-videos", "training-data");

    /** Null where none is named. */
    static @Nullable OtherS3 named() {
        String name = System.getenv(VARIABLE);
        if (name == null || name.isBlank()) {
            return null;
        }
        return new OtherS3(
                name.equals("aws") ? Optional.empty() : Optional.of(URI.create(name)),
                variable("AWS_REGION", "us-east-1"),
                Boolean.parseBoolean(
                        variable("S3_PATH_STYLE", Boolean.toString(!name.equals("aws")))),
                "rushes-test-" + UUID.randomUUID().toString().substring(0, 8) + "-");
    }

    private static String variable(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    Map<String, String> settings() {
        String address = endpoint.map(URI::toString).orElse("");
        return Map.of(
                "AWS_REGION",
                region,
                "AWS_ENDPOINT_URL_S3",
                address,
                "S3_PUBLIC_ENDPOINT",
                address,
                "S3_PATH_STYLE",
                Boolean.toString(pathStyle),
                "S3_RAW_FOOTAGE_BUCKET",
                prefix + BUCKETS.get(0),
                "S3_PROCESSED_VIDEOS_BUCKET",
                prefix + BUCKETS.get(1),
                "S3_TRAINING_DATA_BUCKET",
                prefix + BUCKETS.get(2));
    }

    void removeBuckets() {
        S3ClientBuilder builder =
                S3Client.builder()
                        .region(Region.of(region))
                        .forcePathStyle(pathStyle)
                        .httpClient(UrlConnectionHttpClient.create());
        endpoint.ifPresent(builder::endpointOverride);
        try (S3Client s3 = builder.build()) {
            for (String bucket : BUCKETS) {
                remove(s3, prefix + bucket);
            }
        }
    }

    private static void remove(S3Client s3, String bucket) {
        try {
            // Some stores keep a bucket for the sake of parts that nobody will join.
            s3.listMultipartUploadsPaginator(list -> list.bucket(bucket)).uploads().stream()
                    .forEach(upload ->
                            s3.abortMultipartUpload(abort ->
                                    abort.bucket(bucket)
                                            .key(upload.key())
                                            .uploadId(upload.uploadId())));
            s3.listObjectVersionsPaginator(list -> list.bucket(bucket)).stream()
                    .flatMap(page ->
                            Stream.concat(
                                    page.versions().stream()
                                            .map(v -> identifier(v.key(), v.versionId())),
                                    page.deleteMarkers().stream()
                                            .map(m -> identifier(m.key(), m.versionId()))))
                    .forEach(object ->
                            s3.deleteObject(delete ->
                                    delete.bucket(bucket)
                                            .key(object.key())
                                            .versionId(object.versionId())));
            s3.deleteBucket(delete -> delete.bucket(bucket));
        } catch (NoSuchBucketException e) {
            // It was never made.
        }
    }

    private static ObjectIdentifier identifier(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }
}
