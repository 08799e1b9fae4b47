package dev.rushes.api.episode;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a person may change of an episode. */
record EpisodeEdit(
        @NotBlank @Size(max = 300) String title,
        @Nullable @PositiveOrZero Integer seasonNumber,
        @Nullable @PositiveOrZero Integer episodeNumber,
        @NotNull Boolean aiEditEnabled) {}
