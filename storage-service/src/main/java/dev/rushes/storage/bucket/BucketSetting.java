package dev.rushes.storage.bucket;

import dev.rushes.common.storage.BucketDefinition;
import org.jspecify.annotations.Nullable;

/** One thing about a bucket that must be so; desired and actual values are shown as JSON and have the same form. */
interface BucketSetting {
    /** As the API calls it. */
    String name();

    /** What IAM calls the right to see it. */
    String readAction();

    /** What IAM calls the right to mend it. */
    String writeAction();

    Object desired(BucketDefinition definition);

    /**
     * How it is now.
     *
     * @param bucket the name at AWS of a bucket that exists
     * @return null where the bucket has no such setting
     */
    @Nullable Object actual(String bucket);

    /** Whether {@code actual} is as good as {@code desired}: it may hold more where that does no harm. */
    default boolean holds(Object desired, @Nullable Object actual) {
        return desired.equals(actual);
    }

    /** Makes it so. */
    void mend(String bucket, BucketDefinition definition);
}
