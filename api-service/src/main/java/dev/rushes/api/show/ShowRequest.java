package dev.rushes.api.show;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a show.
 *
 * @param test whether clean-up may delete it; false where missing
 */
record ShowRequest(
        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 4000) String description,
        @Nullable Boolean test) {}
