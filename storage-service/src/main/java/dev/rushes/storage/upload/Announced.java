package dev.rushes.storage.upload;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload's row as it was read, to be compared with what S3 has outside any transaction.
 *
 * @param sceneId null for other kinds than takes, and where the scene was deleted
 * @param sha256 lower-case hexadecimal, or null where none was announced
 */
record Announced(
        UUID id,
        UploadStatus status,
        BucketRole bucket,
        String key,
        @Nullable UUID sceneId,
        String contentType,
        long sizeBytes,
        @Nullable String sha256,
        @Nullable String etag,
        @Nullable String versionId,
        @Nullable String refusal,
        @Nullable Instant urlExpiresAt,
        @Nullable Instant completedAt) {

    static Announced of(Upload upload) {
        return new Announced(
                upload.id,
                upload.status(),
                BucketRole.named(upload.bucket).orElseThrow(),
                upload.s3Key,
                upload.scene == null ? null : upload.scene.id,
                upload.contentType,
                upload.sizeBytes,
                upload.sha256,
                upload.etag(),
                upload.versionId(),
                upload.refusal(),
                upload.urlExpiresAt,
                upload.completedAt());
    }
}
