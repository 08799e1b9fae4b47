package dev.rushes.storage.s3;

import dev.rushes.common.storage.BucketRole;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Everything that lies in a bucket and is paid for: objects and their old versions, page by page. */
@Singleton
public class ObjectVersions {
    private static final String STANDARD = "STANDARD";

    private final S3Client s3;
    private final BucketNames names;

    ObjectVersions(S3Client s3, BucketNames names) {
        this.s3 = s3;
        this.names = names;
    }

    /**
     * One version of an object.
     *
     * @param current whether it is the newest
     */
    public record Version(String key, String storageClass, boolean current, long sizeBytes) {}

    /** Where a page ended. */
    public record Place(@Nullable String key, @Nullable String version) {}

    /**
     * A page.
     *
     * @param next where the next one begins; null after the last
     */
    public record Listing(List<Version> versions, @Nullable Place next) {
        public Listing {
            versions = List.copyOf(versions);
        }
    }

    /**
     * A page of a bucket's versions, in the order of their keys.
     *
     * @param after null for the first
     * @param limit 1 to 1000
     */
    public Listing list(BucketRole bucket, @Nullable Place after, int limit) {
        ListObjectVersionsResponse answer =
                S3Call.answer(() ->
                        s3.listObjectVersions(request -> {
                            request.bucket(names.of(bucket)).maxKeys(limit);
                            if (after != null) {
                                request.keyMarker(after.key()).versionIdMarker(after.version());
                            }
                        }));
        List<Version> versions =
                answer.versions().stream()
                        .map(version ->
                                new Version(
                                        version.key(),
                                        Objects.requireNonNullElse(
                                                version.storageClassAsString(), STANDARD),
                                        Boolean.TRUE.equals(version.isLatest()),
                                        Objects.requireNonNullElse(version.size(), 0L)))
                        .toList();
        return new Listing(
                versions, Boolean.TRUE.equals(answer.isTruncated()) ? end(answer) : null);
    }

    /**
     * What came last: S3 goes on behind it. Its own next marker is documented as the first that is missing, and some
     * stores do name that one and then skip it.
     */
    private static Place end(ListObjectVersionsResponse page) {
        Place end = new Place(page.nextKeyMarker(), page.nextVersionIdMarker());
        Instant oldest = Instant.MAX;
        String last = "";
        for (ObjectVersion version : page.versions()) {
            if (isBehind(version.key(), version.lastModified(), last, oldest)) {
                last = version.key();
                oldest = version.lastModified();
                end = new Place(last, version.versionId());
            }
        }
        for (DeleteMarkerEntry marker : page.deleteMarkers()) {
            if (isBehind(marker.key(), marker.lastModified(), last, oldest)) {
                last = marker.key();
                oldest = marker.lastModified();
                end = new Place(last, marker.versionId());
            }
        }
        return end;
    }

    /** Keys ascend, the versions of one go back in time. */
    private static boolean isBehind(String key, Instant at, String otherKey, Instant otherAt) {
        int order = key.compareTo(otherKey);
        return order > 0 || (order == 0 && !at.isAfter(otherAt));
    }
}
