package dev.rushes.storage.bucket;

import dev.rushes.common.storage.BucketDefinition;
import dev.rushes.storage.s3.S3Call;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Objects are encrypted at rest: SSE-S3, or SSE-KMS where a key is configured. */
@Singleton
class Encryption implements BucketSetting {
    private final S3Client s3;
    private final @Nullable String kmsKey;

    Encryption(S3Client s3, BucketSettings settings) {
        this.s3 = s3;
        this.kmsKey = settings.kmsKey().orElse(null);
    }

    /** The bucket's default: AES256, or aws:kms with its key. */
    record Default(String algorithm, @Nullable String kmsKey) {}

    @Override
    public String name() {
        return "encryption";
    }

    @Override
    public String readAction() {
        return "s3:GetEncryptionConfiguration";
    }

    @Override
    public String writeAction() {
        return "s3:PutEncryptionConfiguration";
    }

    @Override
    public Default desired(BucketDefinition definition) {
        ServerSideEncryption algorithm =
                kmsKey == null ? ServerSideEncryption.AES256 : ServerSideEncryption.AWS_KMS;
        return new Default(algorithm.toString(), kmsKey);
    }

    @Override
    public @Nullable Default actual(String bucket) {
        try {
            return S3Call.answer(() -> s3.getBucketEncryption(request -> request.bucket(bucket)))
                    .serverSideEncryptionConfiguration()
                    .rules()
                    .stream()
                    .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
                    .filter(rule -> rule != null)
                    .findFirst()
                    .map(rule -> new Default(rule.sseAlgorithmAsString(), rule.kmsMasterKeyID()))
                    .orElse(null);
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public void mend(String bucket, BucketDefinition definition) {
        Default desired = desired(definition);
        ServerSideEncryptionRule rule =
                ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(
                                ServerSideEncryptionByDefault.builder()
                                        .sseAlgorithm(desired.algorithm())
                                        .kmsMasterKeyID(desired.kmsKey())
                                        .build())
                        // One key request for a bucket instead of one for each object.
                        .bucketKeyEnabled(kmsKey != null)
                        .build();
        S3Call.answer(() ->
                s3.putBucketEncryption(request ->
                        request.bucket(bucket)
                                .serverSideEncryptionConfiguration(
                                        configuration -> configuration.rules(rule))));
    }
}
