package dev.rushes.api.episode;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A new episode.
 *
 * @param aiEditEnabled whether plans may be generated for it; false where missing
 */
record EpisodeRequest(
        @NotNull UUID showId,
        @NotBlank @Size(max = 300) String title,
        @Nullable @PositiveOrZero Integer seasonNumber,
        @Nullable @PositiveOrZero Integer episodeNumber,
        @Nullable Boolean aiEditEnabled) {}
