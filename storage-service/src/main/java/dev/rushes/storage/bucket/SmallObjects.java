package dev.rushes.storage.bucket;

import dev.rushes.common.storage.BucketDefinition;
import dev.rushes.storage.s3.S3Call;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/** Objects below 128 KiB are archived as well, which S3 does only where it is told to; else what we say of them is wrong. */
@Singleton
class SmallObjects implements BucketSetting {
    private final S3Client s3;
    private final Lifecycle lifecycle;

    SmallObjects(S3Client s3, Lifecycle lifecycle) {
        this.s3 = s3;
        this.lifecycle = lifecycle;
    }

    @Override
    public String name() {
        return "smallObjects";
    }

    @Override
    public String readAction() {
        return lifecycle.readAction();
    }

    @Override
    public String writeAction() {
        return lifecycle.writeAction();
    }

    @Override
    public String desired(BucketDefinition definition) {
        return TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS.toString();
    }

    @Override
    public @Nullable String actual(String bucket) {
        try {
            return S3Call.answer(() ->
                            s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket)))
                    .transitionDefaultMinimumObjectSizeAsString();
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return null;
            }
            throw e;
        }
    }

    /** Stores that are not AWS's know no smallest size and say nothing of it. */
    @Override
    public boolean holds(Object desired, @Nullable Object actual) {
        return actual == null || desired.equals(actual);
    }

    @Override
    public void mend(String bucket, BucketDefinition definition) {
        lifecycle.mend(bucket, definition);
    }
}
