package dev.rushes.storage.upload;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of an upload.
 *
 * @param parts what the client sent, to be compared with what S3 has; without it S3's own list counts
 */
record CompleteRequest(
        @Size(min = 1, max = 10_000, message = "must have 1 to 10000 parts")
                @Nullable List<@Valid @NotNull(message = "must be a part") Part> parts) {

    /**
     * One part.
     *
     * @param etag the header of S3's answer, with or without its quotation marks
     */
    record Part(
            @NotNull(message = "is required")
                    @Min(value = 1, message = "must be at least 1")
                    @Max(value = 10_000, message = "must be at most 10000")
                    Integer number,
            @NotBlank(message = "is required")
                    @Size(max = 256, message = "must have at most 256 characters")
                    String etag) {}
}
