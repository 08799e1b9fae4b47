package dev.rushes.storage.upload;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.common.storage.UploadStatus;
import dev.rushes.storage.s3.Content;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload's row as it was read, to be compared with what S3 has outside any transaction.
 *
 * @param sceneId null for other kinds than takes, and where the scene was deleted
 * @param role null for other kinds than assets
 * @param sha256 lower-case hexadecimal, or null where none was announced
 * @param crc64nvme Base64, or null where none was announced
 * @param s3UploadId null where its parts were never asked for, and for a single PUT
 * @param partSizeBytes null for a single PUT
 */
record Announced(
        UUID id,
        UploadStatus status,
        UploadKind kind,
        @Nullable String role,
        BucketRole bucket,
        String key,
        @Nullable UUID sceneId,
        String contentType,
        long sizeBytes,
        @Nullable String sha256,
        @Nullable String crc64nvme,
        @Nullable String s3UploadId,
        @Nullable Long partSizeBytes,
        @Nullable UUID duplicateOf,
        @Nullable String etag,
        @Nullable String versionId,
        @Nullable String refusal,
        @Nullable Instant urlExpiresAt,
        @Nullable Instant completedAt) {

    static Announced of(Upload upload) {
        return new Announced(
                upload.id,
                upload.status(),
                upload.kind,
                upload.role,
                BucketRole.named(upload.bucket).orElseThrow(),
                upload.s3Key,
                upload.scene == null ? null : upload.scene.id,
                upload.contentType,
                upload.sizeBytes,
                upload.sha256,
                upload.crc64nvme,
                upload.s3UploadId,
                upload.partSizeBytes,
                upload.duplicateOf,
                upload.etag(),
                upload.versionId(),
                upload.refusal(),
                upload.urlExpiresAt,
                upload.completedAt());
    }

    /** Only for an upload in parts. */
    PartPlan partPlan() {
        return new PartPlan(sizeBytes, Objects.requireNonNull(partSizeBytes));
    }

    Content content(UploadSettings settings) {
        return new Content(contentType, sizeBytes, sha256, crc64nvme, settings.tiering(kind));
    }
}
