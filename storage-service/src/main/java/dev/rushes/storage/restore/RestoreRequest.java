package dev.rushes.storage.restore;

import dev.rushes.common.storage.RestoreTier;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For how long an archived object is wanted back.
 *
 * @param days for which the copy can be read, from when it is there
 * @param tier how fast it is made: expedited (minutes), standard (hours, where missing) or bulk (half a day)
 */
public record RestoreRequest(
        @NotNull(message = "is required")
                @Min(value = 1, message = "must be at least 1")
                @Max(value = 365, message = "must be at most 365")
                Integer days,
        @Pattern(
                        regexp = "expedited|standard|bulk",
                        message = "must be expedited, standard or bulk")
                @Nullable String tier) {

    RestoreTier wantedTier() {
        return RestoreTier.named(Objects.requireNonNullElse(tier, "standard")).orElseThrow();
    }
}
