package dev.rushes.common.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a bucket must be, beside what holds for all three: versioning on, public access blocked, encrypted.
 *
 * @param browserAccess whether browsers reach it, so that it needs CORS
 */
public record BucketDefinition(
        BucketRole role, boolean browserAccess, List<LifecycleRule> lifecycle) {
    /** Days after which the parts of an upload that was never completed are removed. */
    public static final int ABORT_INCOMPLETE_UPLOAD_DAYS = 7;

    /** Days after which a version that is no longer current is removed. */
    public static final int OLD_VERSION_DAYS = 30;

    /** What a browser's page may ask of a bucket with browser access. */
    public static final List<String> BROWSER_METHODS = List.of("GET", "HEAD", "PUT");

    /** The answer's headers that such a page may read. */
    public static final List<String> BROWSER_EXPOSED_HEADERS =
            List.of(
                    "ETag",
                    "Content-Length",
                    "Content-Range",
                    "Accept-Ranges",
                    "x-amz-version-id",
                    "x-amz-checksum-sha256");

    /** How long a browser may remember what a bucket allows. */
    public static final int BROWSER_MAX_AGE_SECONDS = 3000;

    public BucketDefinition {
        lifecycle = List.copyOf(lifecycle);
    }

    /**
     * What S3 does to current objects below a prefix. Archived means storage class GLACIER.
     *
     * @param id the rule's name in the bucket; rules with other names are not ours and stay
     * @param prefix what it covers; empty is the whole bucket
     * @param archiveAfterDays null for never
     * @param deleteAfterDays null for never
     */
    public record LifecycleRule(
            String id,
            String prefix,
            @Nullable Integer archiveAfterDays,
            @Nullable Integer deleteAfterDays) {}

    public static BucketDefinition of(BucketRole role) {
        return switch (role) {
            // Assets (logos, fonts, music) lie in the same bucket below shows/ and are never
            // archived.
            case RAW_FOOTAGE ->
                    new BucketDefinition(
                            role,
                            true,
                            List.of(
                                    new LifecycleRule(
                                            "rushes-archive-takes", "episodes/", 90, null)));
            case PROCESSED_VIDEOS ->
                    new BucketDefinition(
                            role,
                            true,
                            List.of(
                                    new LifecycleRule(
                                            "rushes-expire-videos", "episodes/", null, 180),
                                    new LifecycleRule("rushes-expire-cache", "cache/", null, 14)));
            case TRAINING_DATA ->
                    new BucketDefinition(
                            role,
                            false,
                            List.of(new LifecycleRule("rushes-archive-training", "", 1, 365)));
        };
    }
}
