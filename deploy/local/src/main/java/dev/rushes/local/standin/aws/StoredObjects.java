package dev.rushes.local.standin.aws;

import com.adobe.testing.s3mock.s3.dto.MultipartUpload;
import com.adobe.testing.s3mock.s3.dto.StorageClass;
import com.adobe.testing.s3mock.s3.dto.Tag;
import com.adobe.testing.s3mock.s3.model.BucketMetadata;
import com.adobe.testing.s3mock.s3.model.S3ObjectMetadata;
import com.adobe.testing.s3mock.s3.service.ObjectService;
import com.adobe.testing.s3mock.s3.store.BucketStore;
import com.adobe.testing.s3mock.s3.store.MultipartStore;
import com.adobe.testing.s3mock.s3.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What S3Mock has stored, to be read, aged, moved between storage classes and deleted behind its HTTP interface. */
final class StoredObjects {
    private static final Set<String> ARCHIVE = Set.of("GLACIER", "DEEP_ARCHIVE");
    private static final String META_FILE = "objectMetadata.json";
    private static final String UPLOAD_FILE = "multipartMetadata.json";
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final BeanFactory beans;
    private final Path root;
    private final JsonMapper json = JsonMapper.builder().findAndAddModules().build();

    /**
     * @param beans S3Mock's own, asked for when needed: its context may still be starting
     * @param root S3Mock's folder, one folder a bucket
     */
    StoredObjects(BeanFactory beans, Path root) {
        this.beans = beans;
        this.root = root;
    }

    /**
     * One version of an object, or a delete marker.
     *
     * @param versionId null in a bucket that never kept versions
     */
    record Version(
            String bucket,
            String key,
            @Nullable String versionId,
            Instant storedAt,
            long size,
            String storageClass,
            boolean marker,
            Map<String, String> tags,
            Path file) {
        Version {
            tags = Map.copyOf(tags);
        }

        boolean isArchived() {
            return ARCHIVE.contains(storageClass);
        }
    }

    /** An upload in parts that was begun and not ended. */
    record OpenUpload(String bucket, String key, UUID id, Instant begun) {}

    List<String> buckets() {
        return bucketStore().listBuckets().stream().map(BucketMetadata::getName).toList();
    }

    List<String> keys(String bucket) {
        return List.copyOf(bucketStore().getBucketMetadata(bucket).getObjects().keySet());
    }

    /** The versions of a key, the oldest first; empty where there are none. */
    List<Version> versions(String bucket, String key) {
        if (!Files.isDirectory(root.resolve(bucket))) {
            return List.of();
        }
        BucketMetadata owner = bucketStore().getBucketMetadata(bucket);
        UUID id = owner.getID(key);
        if (id == null) {
            return List.of();
        }
        Path folder = root.resolve(bucket).resolve(id.toString());
        ObjectStore objects = beans.getBean(ObjectStore.class);
        var found = new ArrayList<Version>();
        if (owner.isVersioningEnabled() || owner.isVersioningSuspended()) {
            for (String version : objects.getS3ObjectVersions(owner, id).getVersions()) {
                S3ObjectMetadata metadata = objects.getS3ObjectMetadata(owner, id, version);
                Path file = folder.resolve(version + "-" + META_FILE);
                if (metadata != null) {
                    found.add(
                            version(
                                    bucket,
                                    metadata,
                                    version,
                                    Files.exists(file) ? file : folder.resolve(META_FILE)));
                }
            }
        }
        if (found.isEmpty()) {
            S3ObjectMetadata metadata = objects.getS3ObjectMetadata(owner, id, null);
            if (metadata != null) {
                found.add(version(bucket, metadata, null, folder.resolve(META_FILE)));
            }
        }
        return found;
    }

    /**
     * One version.
     *
     * @param versionId null for the newest
     */
    Optional<Version> find(String bucket, String key, @Nullable String versionId) {
        List<Version> all = versions(bucket, key);
        return versionId == null
                ? all.isEmpty() ? Optional.empty() : Optional.of(all.getLast())
                : all.stream().filter(one -> versionId.equals(one.versionId())).findFirst();
    }

    List<OpenUpload> openUploads(String bucket) {
        BucketMetadata owner = bucketStore().getBucketMetadata(bucket);
        return beans.getBean(MultipartStore.class).listMultipartUploads(owner, null).stream()
                .map(upload -> open(bucket, upload))
                .toList();
    }

    void store(Version version, String storageClass) {
        edit(version.file(), metadata -> metadata.put("storageClass", storageClass));
    }

    /** Deletes as a caller without a version would: behind a delete marker in a bucket that keeps versions. */
    void expire(Version current, Instant at) {
        beans.getBean(ObjectService.class).deleteObject(current.bucket(), current.key(), null);
        find(current.bucket(), current.key(), null)
                .filter(Version::marker)
                .ifPresent(marker -> edit(marker.file(), metadata -> stamp(metadata, at)));
    }

    void delete(Version version) {
        beans.getBean(ObjectService.class)
                .deleteObject(version.bucket(), version.key(), version.versionId());
    }

    void abort(OpenUpload upload) {
        beans.getBean(MultipartStore.class)
                .abortMultipartUpload(
                        bucketStore().getBucketMetadata(upload.bucket()), upload.id());
    }

    /** Lets everything that is stored have been stored, or begun, so much earlier. */
    void age(Duration by) {
        for (String bucket : buckets()) {
            for (String key : keys(bucket)) {
                for (Version version : versions(bucket, key)) {
                    edit(version.file(), metadata -> stamp(metadata, version.storedAt().minus(by)));
                }
            }
            for (OpenUpload upload : openUploads(bucket)) {
                Path file =
                        root.resolve(bucket)
                                .resolve("multiparts")
                                .resolve(upload.id().toString())
                                .resolve(UPLOAD_FILE);
                edit(
                        file,
                        metadata ->
                                metadata.withObject("upload")
                                        .put("Initiated", upload.begun().minus(by).toString()));
            }
        }
    }

    private static void stamp(ObjectNode metadata, Instant at) {
        metadata.put("lastModified", at.toEpochMilli());
        metadata.put("modificationDate", WRITTEN.format(at));
    }

    private BucketStore bucketStore() {
        return beans.getBean(BucketStore.class);
    }

    private static OpenUpload open(String bucket, MultipartUpload upload) {
        return new OpenUpload(
                bucket,
                upload.getKey(),
                UUID.fromString(upload.getUploadId()),
                upload.getInitiated());
    }

    private static Version version(
            String bucket, S3ObjectMetadata metadata, @Nullable String versionId, Path file) {
        StorageClass storageClass = metadata.getStorageClass();
        var tags = new HashMap<String, String>();
        if (metadata.getTags() != null) {
            for (Tag tag : metadata.getTags()) {
                tags.put(tag.getKey(), tag.getValue());
            }
        }
        return new Version(
                bucket,
                metadata.getKey(),
                versionId,
                Instant.ofEpochMilli(metadata.getLastModified()),
                metadata.getDeleteMarker() ? 0 : Long.parseLong(metadata.getSize()),
                storageClass == null ? "STANDARD" : storageClass.toString(),
                metadata.getDeleteMarker(),
                tags,
                file);
    }

    private interface Edit {
        void change(ObjectNode metadata);
    }

    private void edit(Path file, Edit edit) {
        ObjectNode metadata = (ObjectNode) json.readTree(file);
        edit.change(metadata);
        Path fresh = file.resolveSibling(file.getFileName() + ".aged");
        try {
            Files.write(fresh, json.writeValueAsBytes(metadata));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
