package dev.rushes.storage.bucket;

import dev.rushes.common.storage.BucketDefinition;
import dev.rushes.storage.s3.S3Call;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;

/** When objects are archived and deleted. Rules that are not ours stay as they are. */
@Singleton
class Lifecycle implements BucketSetting {
    private static final String HOUSEKEEPING = "rushes-housekeeping";

    private final S3Client s3;

    Lifecycle(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public String name() {
        return "lifecycle";
    }

    @Override
    public String readAction() {
        return "s3:GetLifecycleConfiguration";
    }

    @Override
    public String writeAction() {
        return "s3:PutLifecycleConfiguration";
    }

    @Override
    public List<Rule> desired(BucketDefinition definition) {
        List<Rule> rules = new ArrayList<>();
        for (BucketDefinition.LifecycleRule rule : definition.lifecycle()) {
            rules.add(
                    Rule.archiveAndDelete(
                            rule.id(),
                            rule.prefix(),
                            rule.archiveAfterDays(),
                            rule.deleteAfterDays()));
        }
        rules.add(
                Rule.housekeeping(
                        HOUSEKEEPING,
                        BucketDefinition.ABORT_INCOMPLETE_UPLOAD_DAYS,
                        BucketDefinition.OLD_VERSION_DAYS));
        return List.copyOf(rules);
    }

    @Override
    public List<Rule> actual(String bucket) {
        return stored(bucket).stream().map(Rule::of).toList();
    }

    @Override
    public boolean holds(Object desired, @Nullable Object actual) {
        return desired instanceof List<?> wanted
                && actual instanceof List<?> found
                && found.containsAll(wanted);
    }

    @Override
    public void mend(String bucket, BucketDefinition definition) {
        List<Rule> desired = desired(definition);
        Set<@Nullable String> ours = desired.stream().map(Rule::id).collect(Collectors.toSet());
        List<LifecycleRule> rules = new ArrayList<>();
        for (LifecycleRule rule : stored(bucket)) {
            if (!ours.contains(rule.id())) {
                rules.add(rule);
            }
        }
        desired.forEach(rule -> rules.add(rule.toS3()));
        S3Call.answer(() ->
                s3.putBucketLifecycleConfiguration(request ->
                        request.bucket(bucket)
                                // Else objects below 128 KiB would never be archived.
                                .transitionDefaultMinimumObjectSize(
                                        TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS)
                                .lifecycleConfiguration(lifecycle -> lifecycle.rules(rules))));
    }

    private List<LifecycleRule> stored(String bucket) {
        try {
            return S3Call.answer(() ->
                            s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket)))
                    .rules();
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return List.of();
            }
            throw e;
        }
    }
}
