package dev.rushes.storage.bucket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bucket as it must be and as it is.
 *
 * @param role what calls name it by
 * @param name at AWS
 * @param inSync whether every setting is as it must be
 * @param changed what this call has mended; empty where it only looked
 * @param missingRights what this service may not do, as {@code action on resource}; what it may not see counts as drift
 */
record BucketView(
        String role,
        String name,
        boolean exists,
        boolean inSync,
        List<String> changed,
        List<String> missingRights,
        List<Setting> settings) {
    BucketView {
        missingRights = List.copyOf(missingRights);
        changed = List.copyOf(changed);
        settings = List.copyOf(settings);
    }

    /**
     * One setting.
     *
     * @param actual null where the bucket has no such setting or does not exist, or it may not be seen
     * @param drift every field that is not as it must be
     */
    record Setting(
            String name,
            boolean inSync,
            Object desired,
            @Nullable Object actual,
            List<Difference> drift) {
        Setting {
            drift = List.copyOf(drift);
        }
    }
}
