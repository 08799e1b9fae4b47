package dev.rushes.storage.upload;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts for which fresh URLs are wanted.
 *
 * @param numbers from 1; a single PUT is its own part 1
 */
record PartsRequest(
        @NotNull(message = "is required")
                @Size(min = 1, max = 1000, message = "must have 1 to 1000 numbers")
                List<
                                @NotNull(message = "must be a number")
                                @Min(value = 1, message = "must be at least 1") Integer>
                        numbers) {
    PartsRequest {
        // Null and nulls are faults to be named, not to be thrown here.
        @Nullable List<Integer> given = numbers;
        numbers = given == null ? given : given.stream().toList();
    }
}
