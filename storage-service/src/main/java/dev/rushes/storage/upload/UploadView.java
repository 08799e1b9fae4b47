package dev.rushes.storage.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rushes.common.storage.Upload;
import dev.rushes.storage.s3.SignedRequest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload as the API shows it.
 *
 * @param status pending, stored, refused, aborted or expired
 * @param bucket the role
 * @param expiresAt until when its URL holds
 * @param refusal why it was refused
 * @param method only in the answer to its announcement, as are url and headers
 * @param headers what the client must send as they are; Host and Content-Length every client sets itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UploadView(
        UUID id,
        String kind,
        String status,
        String bucket,
        String key,
        @Nullable UUID showId,
        @Nullable UUID episodeId,
        @Nullable UUID sceneId,
        @Nullable String videoId,
        @Nullable String role,
        String filename,
        String contentType,
        long sizeBytes,
        @Nullable String sha256,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant completedAt,
        @Nullable String refusal,
        @Nullable String method,
        @Nullable String url,
        @Nullable Map<String, String> headers) {

    static UploadView of(Upload upload, @Nullable SignedRequest signed) {
        return new UploadView(
                upload.id,
                upload.kind.text(),
                upload.status().text(),
                upload.bucket,
                upload.s3Key,
                upload.show == null ? null : upload.show.id,
                upload.episode == null ? null : upload.episode.id,
                upload.scene == null ? null : upload.scene.id,
                upload.videoId,
                upload.role,
                upload.filename,
                upload.contentType,
                upload.sizeBytes,
                upload.sha256,
                upload.createdAt,
                upload.urlExpiresAt,
                upload.completedAt(),
                upload.refusal(),
                signed == null ? null : signed.method(),
                signed == null ? null : signed.url(),
                signed == null ? null : signed.headers());
    }
}
