package dev.rushes.storage.s3;

import dev.rushes.common.storage.BucketRole;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The objects of the three buckets. Every method may end in the problem {@code unavailable}. What the caller may not see
 * is not there.
 */
@Singleton
public class ObjectStore {
    private static final String STANDARD = "STANDARD";

    private final S3Client s3;
    private final BucketNames names;
    private final SeenKeys seen;

    ObjectStore(S3Client s3, BucketNames names, SeenKeys seen) {
        this.s3 = s3;
        this.names = names;
        this.seen = seen;
    }

    /**
     * A part of a bucket's list in the order of keys.
     *
     * @param last the last key that was looked at, also where the caller does not see it; null at the end of the list
     */
    public record Listing(List<StoredObject> objects, @Nullable String last) {
        public Listing {
            objects = List.copyOf(objects);
        }
    }

    /**
     * An object, or empty where there is none or its newest version is a delete marker.
     *
     * @param versionId null for the newest
     */
    public Optional<StoredObject> find(BucketRole bucket, String key, @Nullable String versionId) {
        return hidden(key) ? Optional.empty() : look(bucket, key, versionId);
    }

    /** As {@link #find}, for the service's own work: whoever calls at the moment, if anybody, is not asked about. */
    public Optional<StoredObject> look(BucketRole bucket, String key, @Nullable String versionId) {
        try {
            HeadObjectResponse head =
                    S3Call.answer(() ->
                            s3.headObject(request ->
                                    request.bucket(names.of(bucket))
                                            .key(key)
                                            .versionId(versionId)
                                            .checksumMode(ChecksumMode.ENABLED)));
            return Optional.of(
                    new StoredObject(
                            bucket,
                            key,
                            Objects.requireNonNullElse(head.contentLength(), 0L),
                            S3Call.unquoted(head.eTag()),
                            head.versionId(),
                            head.contentType(),
                            wholeSha256(head),
                            head.checksumType() == ChecksumType.COMPOSITE
                                    ? null
                                    : head.checksumCRC64NVME(),
                            head.lastModified(),
                            Objects.requireNonNullElse(head.storageClassAsString(), STANDARD),
                            StoredObject.Restore.of(head.restore())));
        } catch (S3Exception e) {
            // 405 is the answer for a version that is a delete marker, 400 for a malformed version.
            if (e.statusCode() == 404 || e.statusCode() == 405 || e.statusCode() == 400) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Objects whose keys start with {@code prefix} and follow {@code after}: of the next {@code limit} those that the
     * caller sees.
     *
     * @param limit 1 to 1000
     */
    public Listing list(BucketRole bucket, String prefix, @Nullable String after, int limit) {
        ListObjectsV2Response answer =
                S3Call.answer(() ->
                        s3.listObjectsV2(request ->
                                request.bucket(names.of(bucket))
                                        .prefix(prefix)
                                        .startAfter(after)
                                        .maxKeys(limit)));
        List<StoredObject> objects =
                answer.contents().stream()
                        .map(object ->
                                new StoredObject(
                                        bucket,
                                        object.key(),
                                        Objects.requireNonNullElse(object.size(), 0L),
                                        S3Call.unquoted(object.eTag()),
                                        null,
                                        null,
                                        null,
                                        null,
                                        object.lastModified(),
                                        Objects.requireNonNullElse(
                                                object.storageClassAsString(), STANDARD),
                                        null))
                        .toList();
        String last =
                Boolean.TRUE.equals(answer.isTruncated()) && !objects.isEmpty()
                        ? objects.getLast().key()
                        : null;
        if (!seen.all()) {
            Set<String> visible = seen.of(objects.stream().map(StoredObject::key).toList());
            objects = objects.stream().filter(object -> visible.contains(object.key())).toList();
        }
        return new Listing(objects, last);
    }

    /**
     * How an object begins.
     *
     * @param versionId null for the newest
     * @param count at most so many bytes
     * @return fewer where the object is shorter; empty where it is gone
     */
    public Optional<byte[]> firstBytes(
            BucketRole bucket, String key, @Nullable String versionId, int count) {
        try {
            return Optional.of(
                    S3Call.answer(() ->
                                    s3.getObjectAsBytes(request ->
                                            request.bucket(names.of(bucket))
                                                    .key(key)
                                                    .versionId(versionId)
                                                    .range("bytes=0-" + (count - 1))))
                            .asByteArray());
        } catch (S3Exception e) {
            if (e.statusCode() == 404 || e.statusCode() == 405) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Hides an object behind a delete marker; its versions live on until the bucket's lifecycle ends them. */
    public void delete(BucketRole bucket, String key) {
        S3Call.answer(() -> s3.deleteObject(request -> request.bucket(names.of(bucket)).key(key)));
    }

    /** When an object was deleted that has versions still; empty where it is not deleted or nothing of it is left. */
    public Optional<Instant> deletedAt(BucketRole bucket, String key) {
        if (hidden(key)) {
            return Optional.empty();
        }
        ListObjectVersionsResponse found = versionsOf(bucket, key);
        boolean any = found.versions().stream().anyMatch(version -> version.key().equals(key));
        return found.deleteMarkers().stream()
                .filter(marker -> any && marker.key().equals(key) && marker.isLatest())
                .map(DeleteMarkerEntry::lastModified)
                .findFirst();
    }

    /** Takes the delete markers of an object away, where a version is left that becomes current by it. */
    public void undelete(BucketRole bucket, String key) {
        if (hidden(key)) {
            return;
        }
        ListObjectVersionsResponse found = versionsOf(bucket, key);
        if (found.versions().stream().noneMatch(version -> version.key().equals(key))) {
            return;
        }
        Instant newest =
                found.versions().stream()
                        .filter(version -> version.key().equals(key))
                        .map(ObjectVersion::lastModified)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        // It may have been deleted several times over; older markers are history.
        found.deleteMarkers().stream()
                .filter(marker ->
                        marker.key().equals(key) && !marker.lastModified().isBefore(newest))
                .forEach(marker ->
                        S3Call.answer(() ->
                                s3.deleteObject(request ->
                                        request.bucket(names.of(bucket))
                                                .key(key)
                                                .versionId(marker.versionId()))));
    }

    /** The key that equals the prefix sorts before all others, so all that matters is on the first page. */
    private ListObjectVersionsResponse versionsOf(BucketRole bucket, String key) {
        return S3Call.answer(() ->
                s3.listObjectVersions(
                        request -> request.bucket(names.of(bucket)).prefix(key).maxKeys(1000)));
    }

    /**
     * Removes up to 1000 versions and delete markers for good.
     *
     * @param prefix what the keys start with
     * @param wholeKey whether only the key that equals the prefix is meant
     * @return how many went; zero means that nothing is left
     */
    public int purge(BucketRole bucket, String prefix, boolean wholeKey) {
        ListObjectVersionsResponse found =
                S3Call.answer(() ->
                        s3.listObjectVersions(request ->
                                request.bucket(names.of(bucket)).prefix(prefix).maxKeys(1000)));
        List<ObjectIdentifier> doomed = new ArrayList<>();
        // The key that equals the prefix sorts before all others, so it is always on the first
        // page.
        found.versions().stream()
                .filter(version -> !wholeKey || version.key().equals(prefix))
                .forEach(version -> doomed.add(identifier(version.key(), version.versionId())));
        found.deleteMarkers().stream()
                .filter(marker -> !wholeKey || marker.key().equals(prefix))
                .forEach(marker -> doomed.add(identifier(marker.key(), marker.versionId())));
        if (doomed.isEmpty()) {
            return 0;
        }
        DeleteObjectsResponse answer =
                S3Call.answer(() ->
                        s3.deleteObjects(request ->
                                request.bucket(names.of(bucket))
                                        .delete(delete -> delete.objects(doomed).quiet(true))));
        if (answer.hasErrors() && !answer.errors().isEmpty()) {
            throw new IllegalStateException(
                    answer.errors().size()
                            + " objects could not be deleted, the first because of "
                            + answer.errors().getFirst().code());
        }
        return doomed.size();
    }

    private boolean hidden(String key) {
        return !seen.all() && !seen.has(key);
    }

    private static ObjectIdentifier identifier(String key, String versionId) {
        return ObjectIdentifier.builder().key(key).versionId(versionId).build();
    }

    /** S3 keeps SHA-256 in Base64; that of a multipart object is a checksum of checksums and says nothing. */
    private static @Nullable String wholeSha256(HeadObjectResponse head) {
        String stored = head.checksumSHA256();
        if (stored == null || head.checksumType() == ChecksumType.COMPOSITE) {
            return null;
        }
        try {
            return HexFormat.of().formatHex(Base64.getDecoder().decode(stored));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
