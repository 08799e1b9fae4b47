package dev.rushes.storage.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rushes.common.storage.Upload;
import dev.rushes.storage.s3.SignedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload as the API shows it.
 *
 * @param status pending, stored, refused, aborted or expired
 * @param bucket the role
 * @param crc64nvme as announced, else, once it is stored, as S3 found it
 * @param duplicateOf an earlier upload of the same scene that brought the same bytes, as far as is known yet
 * @param partSizeBytes of every part but the last; absent for a single PUT, as is partCount
 * @param inS3 for a pending upload, only where it is read: nothing, parts or object
 * @param parts where URLs were asked for, these parts; where it is read, the parts that S3 has
 * @param expiresAt until when the URLs given out last hold
 * @param refusal why it was refused
 * @param method of a single PUT and only where its URL was asked for, as are url and headers
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
        @Nullable String crc64nvme,
        @Nullable UUID duplicateOf,
        @Nullable Long partSizeBytes,
        @Nullable Integer partCount,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant completedAt,
        @Nullable String refusal,
        @Nullable String inS3,
        @Nullable List<PartView> parts,
        @Nullable String method,
        @Nullable String url,
        @Nullable Map<String, String> headers) {

    static UploadView of(Upload upload) {
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
                upload.crc64nvme == null ? upload.storedCrc64nvme() : upload.crc64nvme,
                upload.duplicateOf,
                upload.partSizeBytes,
                upload.partSizeBytes == null
                        ? null
                        : new PartPlan(upload.sizeBytes, upload.partSizeBytes).count(),
                upload.createdAt,
                upload.urlExpiresAt,
                upload.completedAt(),
                upload.refusal(),
                null,
                null,
                null,
                null,
                null);
    }

    UploadView withPut(SignedRequest put) {
        return with(inS3, parts, put);
    }

    UploadView withParts(List<PartView> signed) {
        return with(inS3, signed, null);
    }

    UploadView withArrived(String what, @Nullable List<PartView> arrived) {
        return with(what, arrived, null);
    }

    private UploadView with(
            @Nullable String what, @Nullable List<PartView> some, @Nullable SignedRequest put) {
        return new UploadView(
                id,
                kind,
                status,
                bucket,
                key,
                showId,
                episodeId,
                sceneId,
                videoId,
                role,
                filename,
                contentType,
                sizeBytes,
                sha256,
                crc64nvme,
                duplicateOf,
                partSizeBytes,
                partCount,
                createdAt,
                expiresAt,
                completedAt,
                refusal,
                what,
                some,
                put == null ? null : put.method(),
                put == null ? null : put.url(),
                put == null ? null : put.headers());
    }
}
