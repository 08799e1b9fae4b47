package dev.rushes.storage.s3;

import dev.rushes.common.storage.BucketRole;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

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
                versions,
                Boolean.TRUE.equals(answer.isTruncated())
                        ? new Place(answer.nextKeyMarker(), answer.nextVersionIdMarker())
                        : null);
    }
}
