package dev.rushes.storage.bucket;

import dev.rushes.common.storage.BucketDefinition;
import dev.rushes.storage.s3.S3Call;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Nothing is public; whoever may read holds a presigned URL. */
@Singleton
class PublicAccess implements BucketSetting {
    private final S3Client s3;

    PublicAccess(S3Client s3) {
        this.s3 = s3;
    }

    /** The four switches of S3, by their names there. */
    record Block(
            boolean blockPublicAcls,
            boolean ignorePublicAcls,
            boolean blockPublicPolicy,
            boolean restrictPublicBuckets) {}

    @Override
    public String name() {
        return "publicAccessBlock";
    }

    @Override
    public String readAction() {
        return "s3:GetBucketPublicAccessBlock";
    }

    @Override
    public String writeAction() {
        return "s3:PutBucketPublicAccessBlock";
    }

    @Override
    public Block desired(BucketDefinition definition) {
        return new Block(true, true, true, true);
    }

    @Override
    public @Nullable Block actual(String bucket) {
        try {
            PublicAccessBlockConfiguration found =
                    S3Call.answer(() -> s3.getPublicAccessBlock(request -> request.bucket(bucket)))
                            .publicAccessBlockConfiguration();
            return new Block(
                    Boolean.TRUE.equals(found.blockPublicAcls()),
                    Boolean.TRUE.equals(found.ignorePublicAcls()),
                    Boolean.TRUE.equals(found.blockPublicPolicy()),
                    Boolean.TRUE.equals(found.restrictPublicBuckets()));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public void mend(String bucket, BucketDefinition definition) {
        S3Call.answer(() ->
                s3.putPublicAccessBlock(request ->
                        request.bucket(bucket)
                                .publicAccessBlockConfiguration(block ->
                                        block.blockPublicAcls(true)
                                                .ignorePublicAcls(true)
                                                .blockPublicPolicy(true)
                                                .restrictPublicBuckets(true))));
    }
}
