package dev.rushes.storage.download;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.FileName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to download.
 *
 * @param bucket the role
 * @param versionId null for the newest version
 * @param expiresInSeconds how long the URL shall hold, or null; more than S3 allows is cut
 * @param filename what a browser shall call the file, or null
 */
record DownloadRequest(
        @NotNull(message = "is required")
                @Pattern(
                        regexp = "raw-footage|processed-videos|training-data",
                        message = "must be raw-footage, processed-videos or training-data")
                String bucket,
        @NotBlank(message = "is required")
                @Size(max = 1024, message = "must have at most 1024 characters")
                String key,
        @Size(max = 1024, message = "must have at most 1024 characters") @Nullable String versionId,
        @Min(value = 1, message = "must be at least 1")
                @Max(value = 1_000_000_000, message = "must be at most 1000000000")
                @Nullable Long expiresInSeconds,
        @Size(min = 1, max = 1000, message = "must have 1 to 1000 characters")
                @Nullable String filename) {

    BucketRole role() {
        return BucketRole.named(bucket).orElseThrow();
    }

    @Nullable Duration lifetime() {
        return expiresInSeconds == null ? null : Duration.ofSeconds(expiresInSeconds);
    }

    /** RFC 6266: the plain name for old clients, the real one for all others. */
    @Nullable String contentDisposition() {
        if (filename == null) {
            return null;
        }
        FileName name = new FileName(filename);
        StringBuilder encoded = new StringBuilder();
        for (byte one : name.value().getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (one & 0xff);
            boolean plain =
                    (letter >= 'a' && letter <= 'z')
                            || (letter >= 'A' && letter <= 'Z')
                            || (letter >= '0' && letter <= '9')
                            || "-._~".indexOf(letter) >= 0;
            encoded.append(plain ? String.valueOf(letter) : "%%%02X".formatted((int) letter));
        }
        return "attachment; filename=\"" + name.forKey() + "\"; filename*=UTF-8''" + encoded;
    }
}
