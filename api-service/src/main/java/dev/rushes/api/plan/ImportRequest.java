package dev.rushes.api.plan;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A cut of other editing software.
 *
 * @param format otio or edl
 * @param content the file's text, up to a megabyte
 * @param frameRate frames a second of an EDL that does not say it, such as 25 or 30000/1001
 */
record ImportRequest(
        @NotNull
                @Schema(examples = "otio")
                @Pattern(regexp = "otio|edl", message = "must be otio or edl")
                String format,
        @NotBlank @Size(max = 1_048_576) String content,
        @Nullable
                @Pattern(
                        regexp = "\\d{1,6}(/\\d{1,6}|\\.\\d{1,3})?",
                        message = "must be a number or a fraction such as 30000/1001")
                String frameRate) {}
