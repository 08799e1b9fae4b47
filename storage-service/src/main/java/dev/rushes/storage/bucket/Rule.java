package dev.rushes.storage.bucket;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionExpiration;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/**
 * A lifecycle rule as far as it concerns us; all times in days.
 *
 * @param prefix what it covers; empty is the whole bucket
 * @param filtered whether it covers only objects of certain tags or sizes, so that it may not concern ours
 * @param archiveAfter null for never
 * @param archiveClass the storage class that objects go to, or null
 * @param deleteAfter null for never
 * @param abortUploadsAfter for uploads in parts that are never completed
 * @param deleteOldVersionsAfter for versions that are no longer the newest
 */
record Rule(
        @Nullable String id,
        boolean enabled,
        String prefix,
        boolean filtered,
        @Nullable Integer archiveAfter,
        @Nullable String archiveClass,
        @Nullable Integer deleteAfter,
        @Nullable Integer abortUploadsAfter,
        @Nullable Integer deleteOldVersionsAfter) {

    static Rule archiveAndDelete(
            String id,
            String prefix,
            @Nullable Integer archiveAfter,
            @Nullable Integer deleteAfter) {
        return new Rule(
                id,
                true,
                prefix,
                false,
                archiveAfter,
                archiveAfter == null ? null : TransitionStorageClass.GLACIER.toString(),
                deleteAfter,
                null,
                null);
    }

    static Rule housekeeping(String id, int abortUploadsAfter, int deleteOldVersionsAfter) {
        return new Rule(
                id, true, "", false, null, null, null, abortUploadsAfter, deleteOldVersionsAfter);
    }

    /** Reads what S3 gives back; a rule that works on a fixed date counts as one that never does. */
    @SuppressWarnings(
            "deprecation") // Rules made before filters existed carry their prefix outside.
    static Rule of(LifecycleRule rule) {
        String prefix = Objects.requireNonNullElse(rule.prefix(), "");
        boolean filtered = false;
        LifecycleRuleFilter filter = rule.filter();
        if (filter != null) {
            prefix = Objects.requireNonNullElse(filter.prefix(), prefix);
            filtered =
                    filter.tag() != null
                            || filter.objectSizeGreaterThan() != null
                            || filter.objectSizeLessThan() != null;
            LifecycleRuleAndOperator and = filter.and();
            if (and != null) {
                prefix = Objects.requireNonNullElse(and.prefix(), prefix);
                filtered =
                        and.hasTags()
                                || and.objectSizeGreaterThan() != null
                                || and.objectSizeLessThan() != null;
            }
        }
        List<Transition> transitions =
                rule.transitions().stream().filter(one -> one.days() != null).toList();
        Transition first = transitions.isEmpty() ? null : transitions.getFirst();
        NoncurrentVersionExpiration old = rule.noncurrentVersionExpiration();
        return new Rule(
                rule.id(),
                rule.status() == ExpirationStatus.ENABLED,
                prefix,
                filtered,
                first == null ? null : first.days(),
                first == null ? null : first.storageClassAsString(),
                rule.expiration() == null ? null : rule.expiration().days(),
                rule.abortIncompleteMultipartUpload() == null
                        ? null
                        : rule.abortIncompleteMultipartUpload().daysAfterInitiation(),
                old == null ? null : old.noncurrentDays());
    }

    LifecycleRule toS3() {
        LifecycleRule.Builder rule =
                LifecycleRule.builder()
                        .id(id)
                        .status(ExpirationStatus.ENABLED)
                        .filter(filter -> filter.prefix(prefix));
        if (archiveAfter != null) {
            rule.transitions(
                    Transition.builder().days(archiveAfter).storageClass(archiveClass).build());
        }
        if (deleteAfter != null) {
            rule.expiration(expiration -> expiration.days(deleteAfter));
        }
        if (abortUploadsAfter != null) {
            rule.abortIncompleteMultipartUpload(
                    abort -> abort.daysAfterInitiation(abortUploadsAfter));
        }
        if (deleteOldVersionsAfter != null) {
            rule.noncurrentVersionExpiration(old -> old.noncurrentDays(deleteOldVersionsAfter));
        }
        return rule.build();
    }
}
