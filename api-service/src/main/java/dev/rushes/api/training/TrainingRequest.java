package dev.rushes.api.training;

import dev.rushes.common.training.TrainingSource;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A video to learn from.
 *
 * @param videoId its name where it comes from, such as a video site's id; an upload of the same {@code videoId} is its
 *     file
 * @param showId the show whose style it is; missing for all shows
 * @param url where it can be watched
 * @param isUserStyle whether the studio made it itself
 */
record TrainingRequest(
        @NotBlank(message = "is required")
                @Size(max = 255, message = "must have at most 255 characters")
                String videoId,
        @NotNull(message = "is required")
                @Pattern(
                        regexp = "youtube_user|youtube_inspiration|manual_upload",
                        message = "must be youtube_user, youtube_inspiration or manual_upload")
                String sourceType,
        @Nullable UUID showId,
        @Nullable @Size(max = 300) String title,
        @Nullable
                @Size(max = 2000)
                @Pattern(
                        regexp = "https?://[^\\s<>\"]+",
                        message = "must be an http or https address")
                String url,
        @NotNull(message = "is required") Boolean isUserStyle) {
    TrainingSource source() {
        return TrainingSource.valueOf(sourceType.toUpperCase(Locale.ROOT));
    }
}
