package dev.rushes.storage.upload;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.FileName;
import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.common.storage.UploadKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An upload as it is announced, checked before anybody sees it. Which ids it needs depends on its kind.
 *
 * @param role what an asset is used for
 * @param sha256 of the whole file, hexadecimal; where given, S3 refuses any other content of a single PUT. S3 makes no
 *     SHA-256 over an upload in parts: there it only finds earlier uploads of the same file
 * @param crc64nvme CRC-64/NVME of the whole file, Base64 of its eight bytes; where given, S3 refuses any other content,
 *     in parts as well
 * @param replace whether the take may replace footage that its scene has
 */
@KnownKind
record UploadRequest(
        @NotNull(message = "is required")
                @Pattern(
                        regexp = "raw-footage|processed-video|training-video|asset",
                        message = "must be raw-footage, processed-video, training-video or asset")
                String kind,
        @Nullable UUID showId,
        @Nullable UUID episodeId,
        @Nullable UUID sceneId,
        @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
                @Nullable String videoId,
        @Schema(enumeration = {"overlay", "music", "font", "lut", "caption", "image"})
                @Nullable String role,
        @NotBlank(message = "is required")
                @Size(max = 1000, message = "must have at most 1000 characters")
                String filename,
        @NotNull(message = "is required")
                @Pattern(
                        regexp = "[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( *;[ -~]*)?",
                        message = "must be a content type such as video/mp4")
                @Size(max = 255, message = "must have at most 255 characters")
                String contentType,
        @NotNull(message = "is required")
                @Positive(message = "must be at least 1: an empty file holds nothing")
                Long sizeBytes,
        @Pattern(regexp = "[0-9A-Fa-f]{64}", message = "must be 64 hexadecimal digits")
                @Nullable String sha256,
        @Pattern(regexp = "[0-9A-Za-z+/]{11}=", message = "must be Base64 of eight bytes")
                @Nullable String crc64nvme,
        @Nullable Boolean replace) {

    /** Empty where it is none that exists. */
    Optional<UploadKind> knownKind() {
        return Arrays.stream(UploadKind.values())
                .filter(known -> known.text().equals(kind))
                .findFirst();
    }

    UploadKind checkedKind() {
        return knownKind().orElseThrow();
    }

    BucketRole bucket() {
        return switch (checkedKind()) {
            case RAW_FOOTAGE, ASSET -> BucketRole.RAW_FOOTAGE;
            case PROCESSED_VIDEO -> BucketRole.PROCESSED_VIDEOS;
            case TRAINING_VIDEO -> BucketRole.TRAINING_DATA;
        };
    }

    FileName fileName() {
        return new FileName(filename);
    }

    /** Lower-case hexadecimal, or null. */
    @Nullable String checksum() {
        return sha256 == null ? null : sha256.toLowerCase(Locale.ROOT);
    }

    boolean mayReplace() {
        return Boolean.TRUE.equals(replace);
    }

    /** Where the object will lie. */
    String key(UUID uploadId) {
        return switch (checkedKind()) {
            case RAW_FOOTAGE ->
                    ObjectKeys.take(
                            Objects.requireNonNull(episodeId),
                            Objects.requireNonNull(sceneId),
                            uploadId,
                            fileName());
            case ASSET -> ObjectKeys.asset(Objects.requireNonNull(showId), uploadId, fileName());
            case TRAINING_VIDEO ->
                    ObjectKeys.training(new FileName(Objects.requireNonNull(videoId)));
            case PROCESSED_VIDEO -> {
                String name = fileName().forKey();
                int dot = name.lastIndexOf('.');
                // No job and no attempt made it; the upload's id keeps it apart from what they
                // make.
                yield ObjectKeys.output(
                        Objects.requireNonNull(episodeId),
                        uploadId,
                        0,
                        dot < 0 ? name : name.substring(0, dot),
                        dot < 0 ? "mp4" : name.substring(dot + 1));
            }
        };
    }
}
