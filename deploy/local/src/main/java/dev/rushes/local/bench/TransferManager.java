package dev.rushes.local.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** The AWS SDK's own way of sending a large file, with parts of the same size. */
final class TransferManager implements AutoCloseable {
    private final S3AsyncClient s3;
    private final S3TransferManager transfers;

    TransferManager(Map<String, String> environment, long partBytes) {
        s3 =
                S3AsyncClient.builder()
                        .endpointOverride(
                                URI.create(environment.getOrDefault("AWS_ENDPOINT_URL_S3", "")))
                        .region(Region.of(environment.getOrDefault("AWS_REGION", "us-east-1")))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                                                environment.getOrDefault(
                                                        "AWS_SECRET_ACCESS_KEY", ""))))
                        .forcePathStyle(true)
                        .multipartEnabled(true)
                        .multipartConfiguration(multipart ->
                                multipart
                                        .minimumPartSizeInBytes(partBytes)
                                        .thresholdInBytes(partBytes))
                        .build();
        transfers = S3TransferManager.builder().s3Client(s3).build();
    }

    /**
     * Sends the file.
     *
     * @param checksum over the whole, which S3 then keeps as it does for our uploads in parts; null for the SDK's own
     *     choice, checksums of the single parts
     */
    void upload(Path file, String bucket, String key, @Nullable ChecksumAlgorithm checksum) {
        transfers
                .uploadFile(upload ->
                        upload.source(file)
                                .putObjectRequest(put ->
                                        put.bucket(bucket).key(key).checksumAlgorithm(checksum)))
                .completionFuture()
                .join();
    }

    void delete(String bucket, String key) {
        s3.deleteObject(delete -> delete.bucket(bucket).key(key)).join();
    }

    @Override
    public void close() {
        transfers.close();
        s3.close();
    }
}
