package dev.rushes.storage.bucket;

import dev.rushes.common.storage.BucketDefinition;
import dev.rushes.storage.s3.S3Call;
import jakarta.inject.Singleton;
import java.util.Objects;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** Deleted and overwritten objects can be brought back, and readers can name the version they mean. */
@Singleton
class Versioning implements BucketSetting {
    private final S3Client s3;

    Versioning(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public String name() {
        return "versioning";
    }

    @Override
    public String readAction() {
        return "s3:GetBucketVersioning";
    }

    @Override
    public String writeAction() {
        return "s3:PutBucketVersioning";
    }

    @Override
    public String desired(BucketDefinition definition) {
        return BucketVersioningStatus.ENABLED.toString();
    }

    @Override
    public String actual(String bucket) {
        String status =
                S3Call.answer(() -> s3.getBucketVersioning(request -> request.bucket(bucket)))
                        .statusAsString();
        return Objects.requireNonNullElse(status, "Off");
    }

    @Override
    public void mend(String bucket, BucketDefinition definition) {
        S3Call.answer(() ->
                s3.putBucketVersioning(request ->
                        request.bucket(bucket)
                                .versioningConfiguration(versioning ->
                                        versioning.status(BucketVersioningStatus.ENABLED))));
    }
}
