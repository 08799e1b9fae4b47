package dev.rushes.local.standin.aws;

import dev.rushes.local.standin.aws.LifecycleRules.Rule;
import dev.rushes.local.standin.aws.Restores.Copy;
import dev.rushes.local.standin.aws.StoredObjects.Version;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** What S3 says about archived objects: that they cannot be read, how far their restore is, when they end. */
final class Archive {
    private static final int LARGEST_REQUEST = 64 * 1024;

    /** The longest time of each tier's range in the S3 User Guide ("Archive retrieval options"). */
    private static final Map<String, Duration> GLACIER =
            Map.of(
                    "Expedited", Duration.ofMinutes(5),
                    "Standard", Duration.ofHours(5),
                    "Bulk", Duration.ofHours(12));

    private static final Map<String, Duration> DEEP_ARCHIVE =
            Map.of("Standard", Duration.ofHours(12), "Bulk", Duration.ofHours(48));

    /** Sub-resources of an object that can be read while the object itself cannot. */
    private static final Set<String> ABOUT_OBJECTS =
            Set.of("acl", "tagging", "attributes", "retention", "legal-hold", "uploadId");

    private final StoredObjects objects;
    private final Restores restores;
    private final BucketConfigurations configurations;

    Archive(StoredObjects objects, Restores restores, BucketConfigurations configurations) {
        this.objects = objects;
        this.restores = restores;
        this.configurations = configurations;
    }

    static boolean isRestore(SignedRequest request, String key) {
        return request.method().equals("POST")
                && !key.isEmpty()
                && request.parameter("restore").isPresent();
    }

    /** Refuses what would read an archived object; tells in headers what will become of one that can be asked for. */
    void check(SignedRequest request, String bucket, String key, HttpServletResponse response) {
        request.header("x-amz-copy-source").ifPresent(this::refuseArchivedSource);
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (!reads
                || key.isEmpty()
                || ABOUT_OBJECTS.stream().anyMatch(name -> request.parameter(name).isPresent())) {
            return;
        }
        Optional<Version> found =
                objects.find(bucket, key, request.parameter("versionId").orElse(null))
                        .filter(version -> !version.marker());
        if (found.isEmpty()) {
            return;
        }
        Version version = found.get();
        Instant now = Instant.now();
        if (request.method().equals("GET") && !restores.isReadable(version, now)) {
            throw new AwsError(
                    403,
                    "InvalidObjectState",
                    "The operation is not valid for the object's storage class");
        }
        if (version.isArchived()) {
            restores.of(version, now)
                    .ifPresent(copy -> response.setHeader("x-amz-restore", told(copy, now)));
        }
        if (request.parameter("versionId").isEmpty()) {
            expiration(version).ifPresent(told -> response.setHeader("x-amz-expiration", told));
        }
    }

    /** Begins the restore of an archived object, or extends that of a restored one. */
    void restore(
            SignedRequest request,
            String bucket,
            String key,
            InputStream body,
            HttpServletResponse response)
            throws IOException {
        Element wish =
                BucketConfigurations.parse(body.readNBytes(LARGEST_REQUEST)).getDocumentElement();
        int days;
        try {
            days = Integer.parseInt(LifecycleRules.text(wish, "Days").orElse(""));
        } catch (NumberFormatException e) {
            throw malformed();
        }
        if (days < 1) {
            throw new AwsError(400, "InvalidArgument", "Restoration days should be at least 1");
        }
        String tier =
                LifecycleRules.child(wish, "GlacierJobParameters")
                        .flatMap(job -> LifecycleRules.text(job, "Tier"))
                        .or(() -> LifecycleRules.text(wish, "Tier"))
                        .orElse("Standard");
        Version version =
                objects.find(bucket, key, request.parameter("versionId").orElse(null))
                        .filter(one -> !one.marker())
                        .orElseThrow(() ->
                                new AwsError(
                                        404, "NoSuchKey", "The specified key does not exist."));
        if (!version.isArchived()) {
            throw new AwsError(
                    403,
                    "InvalidObjectState",
                    "Restore is not allowed for the object's current storage class");
        }
        Duration takes =
                (version.storageClass().equals("GLACIER") ? GLACIER : DEEP_ARCHIVE).get(tier);
        if (takes == null) {
            throw GLACIER.containsKey(tier)
                    ? new AwsError(
                            400,
                            "InvalidArgument",
                            "Tier " + tier + " is not available for this storage class")
                    : malformed();
        }
        Instant now = Instant.now();
        Optional<Copy> copy = restores.of(version, now);
        if (copy.isPresent() && !copy.get().isReady(now)) {
            throw new AwsError(
                    409, "RestoreAlreadyInProgress", "Object restore is already in progress");
        }
        restores.keep(version, copy.isPresent() ? now : now.plus(takes), days);
        response.setStatus(copy.isPresent() ? 200 : 202);
    }

    private void refuseArchivedSource(String source) {
        String decoded = URLDecoder.decode(source.replace("+", "%2B"), StandardCharsets.UTF_8);
        String path = decoded.startsWith("/") ? decoded.substring(1) : decoded;
        int version = path.indexOf("?versionId=");
        String place = version < 0 ? path : path.substring(0, version);
        int slash = place.indexOf('/');
        if (slash < 0) {
            return;
        }
        objects.find(
                        place.substring(0, slash),
                        place.substring(slash + 1),
                        version < 0 ? null : path.substring(version + "?versionId=".length()))
                .filter(one -> !one.marker() && !restores.isReadable(one, Instant.now()))
                .ifPresent(archived -> {
                    throw new AwsError(
                            403,
                            "ObjectNotInActiveTierError",
                            "The source object of the COPY action is not in the active tier");
                });
    }

    private Optional<String> expiration(Version version) {
        return configurations.lifecycle(version.bucket()).rules().stream()
                .filter(rule ->
                        rule.expireDays() != null
                                && rule.covers(version.key(), version.size(), version.tags()))
                .min((one, other) -> Integer.compare(days(one), days(other)))
                .map(rule ->
                        "expiry-date=\"%s\", rule-id=\"%s\""
                                .formatted(
                                        http(LifecycleRules.due(version.storedAt(), days(rule))),
                                        rule.id()));
    }

    private static int days(Rule rule) {
        return rule.expireDays() == null ? Integer.MAX_VALUE : rule.expireDays();
    }

    private static String told(Copy copy, Instant now) {
        return copy.isReady(now)
                ? "ongoing-request=\"false\", expiry-date=\"" + http(copy.endsAt()) + "\""
                : "ongoing-request=\"true\"";
    }

    private static String http(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static AwsError malformed() {
        return new AwsError(
                400,
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }
}
