package dev.rushes.local.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.TransitionDefaultMinimumObjectSize;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/**
 * The three buckets. Lifecycle is judged by what the rules together do to a key, not by their names
 * or number, so that a bucket made by Terraform or by hand passes as well.
 */
final class BucketChecks {

    /** The buckets of the specification. */
    enum Bucket {
        RAW_FOOTAGE("raw-footage", "S3_RAW_FOOTAGE_BUCKET", Optional.of("PUT")),
        PROCESSED_VIDEOS("processed-videos", "S3_PROCESSED_VIDEOS_BUCKET", Optional.of("GET")),
        TRAINING_DATA("training-data", "S3_TRAINING_DATA_BUCKET", Optional.empty());

        private final String role;
        private final String variable;
        private final Optional<String> browserMethod;

        Bucket(String role, String variable, Optional<String> browserMethod) {
            this.role = role;
            this.variable = variable;
            this.browserMethod = browserMethod;
        }

        String variable() {
            return variable;
        }

        String name(Environment environment) {
            return environment.get(variable).orElse("episode-metadata-" + role + "-dev");
        }

        private List<Fate> fates() {
            return switch (this) {
                case RAW_FOOTAGE ->
                        List.of(
                                new Fate(
                                        "takes go to Glacier after 90 days",
                                        "episodes/e/scenes/s/u/take.mp4",
                                        OptionalInt.of(90),
                                        OptionalInt.empty()),
                                new Fate(
                                        "assets are never archived",
                                        "shows/s/assets/u/logo.png",
                                        OptionalInt.empty(),
                                        OptionalInt.empty()));
                case PROCESSED_VIDEOS ->
                        List.of(
                                new Fate(
                                        "videos are deleted after 180 days",
                                        "episodes/e/final/j/1/video.mp4",
                                        OptionalInt.empty(),
                                        OptionalInt.of(180)),
                                new Fate(
                                        "cached segments are deleted after 14 days",
                                        "cache/segment",
                                        OptionalInt.empty(),
                                        OptionalInt.of(14)));
                case TRAINING_DATA ->
                        List.of(
                                new Fate(
                                        "videos go to Glacier after 1 day and are deleted after 365",
                                        "youtube/v.mp4",
                                        OptionalInt.of(1),
                                        OptionalInt.of(365)));
            };
        }
    }

    /**
     * What must become of an object.
     *
     * @param key an object of the kind in question
     * @param glacierAfter days
     * @param deletedAfter days
     */
    private record Fate(
            String name, String key, OptionalInt glacierAfter, OptionalInt deletedAfter) {
        @Override
        public String toString() {
            return (glacierAfter.isPresent()
                            ? "Glacier after " + glacierAfter.getAsInt() + " d"
                            : "never archived")
                    + (deletedAfter.isPresent()
                            ? ", deleted after " + deletedAfter.getAsInt() + " d"
                            : ", never deleted");
        }
    }

    private final Environment environment;
    private final S3Client s3;

    private BucketChecks(Environment environment, S3Client s3) {
        this.environment = environment;
        this.s3 = s3;
    }

    static List<Check> all(Environment environment, S3Client s3) {
        var buckets = new BucketChecks(environment, s3);
        var checks = new ArrayList<Check>();
        for (Bucket bucket : Bucket.values()) {
            buckets.add(checks, bucket);
        }
        return checks;
    }

    private void add(List<Check> checks, Bucket bucket) {
        String prefix = "bucket " + bucket.role + " ";
        String name = bucket.name(environment);
        checks.add(
                new Check(
                        prefix + "exists",
                        () -> {
                            s3.headBucket(b -> b.bucket(name));
                            return name;
                        }));
        checks.add(new Check(prefix + "versioning", () -> versioning(name)));
        checks.add(new Check(prefix + "public access blocked", () -> publicAccess(name)));
        checks.add(new Check(prefix + "encryption", () -> encryption(name)));
        checks.add(
                bucket.browserMethod.isPresent()
                        ? new Check(
                                prefix + "CORS for browsers",
                                () -> browserAccess(name, bucket.browserMethod.get()))
                        : new Check(prefix + "CORS off", () -> noBrowserAccess(name)));
        if (bucket.browserMethod.isPresent()) {
            checks.add(
                    new Check(
                            prefix + "CORS for every method, header and answer that pages need",
                            () -> browserNeeds(name)));
        }
        for (Fate fate : bucket.fates()) {
            checks.add(new Check(prefix + fate.name(), () -> fate(name, fate)));
        }
        if (bucket.fates().stream().anyMatch(fate -> fate.glacierAfter().isPresent())) {
            checks.add(new Check(prefix + "small objects are archived too", () -> smallest(name)));
        }
        checks.add(
                new Check(
                        prefix + "old versions are deleted after 30 days",
                        () ->
                                everywhere(
                                        name,
                                        bucket,
                                        30,
                                        r ->
                                                r.noncurrentVersionExpiration() == null
                                                        ? IntStream.empty()
                                                        : IntStream.of(
                                                                r.noncurrentVersionExpiration()
                                                                        .noncurrentDays()))));
        checks.add(
                new Check(
                        prefix + "stale multipart uploads are aborted after 7 days",
                        () ->
                                everywhere(
                                        name,
                                        bucket,
                                        7,
                                        r ->
                                                r.abortIncompleteMultipartUpload() == null
                                                        ? IntStream.empty()
                                                        : IntStream.of(
                                                                r.abortIncompleteMultipartUpload()
                                                                        .daysAfterInitiation()))));
    }

    /** S3 archives nothing below 128 KiB unless it is told to; other stores know no such limit and say nothing. */
    private String smallest(String bucket) throws Unmet {
        TransitionDefaultMinimumObjectSize smallest =
                s3.getBucketLifecycleConfiguration(b -> b.bucket(bucket))
                        .transitionDefaultMinimumObjectSize();
        Unmet.unless(
                smallest == null
                        || smallest == TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS,
                "those below 128 KiB are not");
        return smallest == null ? "no smallest size" : smallest.toString();
    }

    private String versioning(String bucket) throws Unmet {
        BucketVersioningStatus status = s3.getBucketVersioning(b -> b.bucket(bucket)).status();
        Unmet.unless(
                status == BucketVersioningStatus.ENABLED,
                status == null ? "never enabled" : status.toString());
        return status.toString();
    }

    private String publicAccess(String bucket) throws Unmet {
        var block = s3.getPublicAccessBlock(b -> b.bucket(bucket)).publicAccessBlockConfiguration();
        boolean all =
                Boolean.TRUE.equals(block.blockPublicAcls())
                        && Boolean.TRUE.equals(block.ignorePublicAcls())
                        && Boolean.TRUE.equals(block.blockPublicPolicy())
                        && Boolean.TRUE.equals(block.restrictPublicBuckets());
        Unmet.unless(all, block.toString());
        return "all four settings on";
    }

    private String encryption(String bucket) throws Unmet {
        Optional<ServerSideEncryption> algorithm =
                s3
                        .getBucketEncryption(b -> b.bucket(bucket))
                        .serverSideEncryptionConfiguration()
                        .rules()
                        .stream()
                        .map(r -> r.applyServerSideEncryptionByDefault())
                        .filter(d -> d != null)
                        .map(d -> d.sseAlgorithm())
                        .findFirst();
        Unmet.unless(
                algorithm.filter(a -> a != ServerSideEncryption.UNKNOWN_TO_SDK_VERSION).isPresent(),
                "no default encryption");
        return algorithm.get().toString();
    }

    private String browserAccess(String bucket, String method) throws Unmet {
        List<CORSRule> rules = s3.getBucketCors(b -> b.bucket(bucket)).corsRules();
        List<String> origins =
                rules.stream()
                        .filter(r -> r.allowedMethods().contains(method))
                        .flatMap(r -> r.allowedOrigins().stream())
                        .toList();
        Unmet.unless(!origins.isEmpty(), "no rule allows " + method);
        for (String origin : EnvironmentChecks.origins(environment)) {
            Unmet.unless(
                    origins.contains(origin) || origins.contains("*"),
                    method + " is not allowed from " + origin + " but from " + origins);
        }
        return method + " from " + String.join(", ", origins);
    }

    /** A single PUT carries signed headers, a part's ETag is read by clients that complete by name, a player asks for ranges. */
    private String browserNeeds(String bucket) throws Unmet {
        List<CORSRule> rules = s3.getBucketCors(b -> b.bucket(bucket)).corsRules();
        List<String> methods = List.of("GET", "HEAD", "PUT");
        Unmet.unless(
                rules.stream().anyMatch(r -> r.allowedMethods().containsAll(methods)),
                "no rule allows all of " + methods);
        CORSRule rule =
                rules.stream()
                        .filter(r -> r.allowedMethods().containsAll(methods))
                        .findFirst()
                        .orElseThrow();
        for (String header :
                List.of(
                        "content-type",
                        "if-none-match",
                        "x-amz-checksum-sha256",
                        "x-amz-checksum-crc64nvme",
                        "x-amz-storage-class",
                        "range")) {
            Unmet.unless(
                    rule.allowedHeaders().stream()
                            .anyMatch(a -> a.equals("*") || a.equalsIgnoreCase(header)),
                    "the request header " + header + " is not allowed");
        }
        for (String header : List.of("ETag", "Content-Range", "Accept-Ranges")) {
            Unmet.unless(
                    rule.exposeHeaders().stream().anyMatch(header::equalsIgnoreCase),
                    "the answer's header " + header + " is hidden from pages");
        }
        return String.join(", ", methods) + " with every header";
    }

    private String noBrowserAccess(String bucket) throws Unmet {
        try {
            List<CORSRule> rules = s3.getBucketCors(b -> b.bucket(bucket)).corsRules();
            Unmet.unless(rules.isEmpty(), "browsers are allowed: " + rules);
        } catch (S3Exception e) {
            if (!e.awsErrorDetails().errorCode().equals("NoSuchCORSConfiguration")) {
                throw e;
            }
        }
        return "no rules";
    }

    private String fate(String bucket, Fate expected) throws Unmet {
        OptionalInt archived =
                days(
                        bucket,
                        expected.key(),
                        r ->
                                r.transitions().stream()
                                        .filter(t ->
                                                t.storageClass() == TransitionStorageClass.GLACIER)
                                        .mapToInt(t -> t.days()));
        OptionalInt deleted =
                days(
                        bucket,
                        expected.key(),
                        r ->
                                r.expiration() == null || r.expiration().days() == null
                                        ? IntStream.empty()
                                        : IntStream.of(r.expiration().days()));
        var seen = new Fate(expected.name(), expected.key(), archived, deleted);
        Unmet.unless(seen.equals(expected), expected.key() + ": " + seen);
        return expected.key() + ": " + seen;
    }

    /** What holds for objects of every kind, whatever prefix they have. */
    private String everywhere(String name, Bucket bucket, int days, Effect effect) throws Unmet {
        for (Fate fate : bucket.fates()) {
            OptionalInt seen = days(name, fate.key(), effect);
            Unmet.unless(seen.equals(OptionalInt.of(days)), fate.key() + ": " + shown(seen));
        }
        return shown(OptionalInt.of(days));
    }

    private interface Effect {
        IntStream days(LifecycleRule rule);
    }

    /** The earliest day on which any enabled rule does this to the key. */
    private OptionalInt days(String bucket, String key, Effect effect) {
        List<LifecycleRule> rules;
        try {
            rules = s3.getBucketLifecycleConfiguration(b -> b.bucket(bucket)).rules();
        } catch (S3Exception e) {
            if (!e.awsErrorDetails().errorCode().equals("NoSuchLifecycleConfiguration")) {
                throw e;
            }
            rules = List.of();
        }
        return rules.stream()
                .filter(r -> r.status() == ExpirationStatus.ENABLED)
                .filter(r -> covers(r, key))
                .flatMapToInt(effect::days)
                .min();
    }

    @SuppressWarnings(
            "deprecation") // Old configurations still carry the prefix on the rule itself.
    private static boolean covers(LifecycleRule rule, String key) {
        LifecycleRuleFilter filter = rule.filter();
        if (filter == null) {
            return rule.prefix() == null || key.startsWith(rule.prefix());
        }
        boolean onlySomeObjects =
                filter.tag() != null
                        || filter.and() != null
                        || filter.objectSizeGreaterThan() != null
                        || filter.objectSizeLessThan() != null;
        return !onlySomeObjects && (filter.prefix() == null || key.startsWith(filter.prefix()));
    }

    private static String shown(OptionalInt days) {
        return days.isPresent() ? "after " + days.getAsInt() + " d" : "no such rule";
    }
}
