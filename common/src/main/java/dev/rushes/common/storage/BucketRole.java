package dev.rushes.common.storage;

import java.util.Locale;
import java.util.Optional;

/** The three buckets by what they hold; callers name the role, never the AWS bucket. */
public enum BucketRole {
    RAW_FOOTAGE("S3_RAW_FOOTAGE_BUCKET", "episode-metadata-raw-footage-dev"),
    PROCESSED_VIDEOS("S3_PROCESSED_VIDEOS_BUCKET", "episode-metadata-processed-videos-dev"),
    TRAINING_DATA("S3_TRAINING_DATA_BUCKET", "episode-metadata-training-data-dev");

    private final String variable;
    private final String defaultName;

    BucketRole(String variable, String defaultName) {
        this.variable = variable;
        this.defaultName = defaultName;
    }

    /** The environment variable that overrides the bucket's name. */
    public String variable() {
        return variable;
    }

    public String defaultName() {
        return defaultName;
    }

    /** {@code raw-footage}, {@code processed-videos} or {@code training-data}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<BucketRole> named(String wireName) {
        for (BucketRole role : values()) {
            if (role.wireName().equals(wireName)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
