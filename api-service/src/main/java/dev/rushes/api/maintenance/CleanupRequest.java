package dev.rushes.api.maintenance;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;

/**
 * What is to be cleaned up.
 *
 * @param olderThanDays how long nothing may have happened to it; 0 is everything
 * @param dryRun whether it is only to be listed
 */
record CleanupRequest(@NotNull @Min(0) @Max(3650) Integer olderThanDays, @NotNull Boolean dryRun) {
    /** Nothing may have happened since. */
    Instant untouchedSince(Instant now) {
        return now.minus(Duration.ofDays(olderThanDays));
    }
}
