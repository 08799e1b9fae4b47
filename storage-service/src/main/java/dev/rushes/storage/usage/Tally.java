package dev.rushes.storage.usage;

import dev.rushes.common.storage.BucketDefinition;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.s3.ObjectVersions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Adds up the versions of one bucket; holds sums only, however many there are. */
final class Tally {
    /** Objects that no rule covers. */
    static final String NO_RULE = "none";

    /** Old versions are covered by the rule that removes them. */
    static final String OLD_VERSIONS = "rushes-housekeeping";

    record Group(String storageClass, String lifecycleRule, boolean current) {}

    record Sum(long objects, long bytes) {
        Sum plus(long more) {
            return new Sum(objects + 1, bytes + more);
        }
    }

    private final BucketDefinition definition;
    private final Map<Group, Sum> sums = new HashMap<>();

    Tally(BucketRole bucket) {
        definition = BucketDefinition.of(bucket);
    }

    void add(ObjectVersions.Version version) {
        sums.merge(
                new Group(version.storageClass(), rule(version), version.current()),
                new Sum(1, version.sizeBytes()),
                (sum, one) -> sum.plus(one.bytes()));
    }

    Map<Group, Sum> sums() {
        return Map.copyOf(sums);
    }

    private String rule(ObjectVersions.Version version) {
        if (!version.current()) {
            return OLD_VERSIONS;
        }
        return definition.lifecycle().stream()
                .filter(rule -> version.key().startsWith(rule.prefix()))
                .max(Comparator.comparingInt(rule -> rule.prefix().length()))
                .map(BucketDefinition.LifecycleRule::id)
                .orElse(NO_RULE);
    }
}
