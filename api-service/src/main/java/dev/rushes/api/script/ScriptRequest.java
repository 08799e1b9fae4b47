package dev.rushes.api.script;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A script's text in JSON.
 *
 * @param scriptText at most 1 MB as UTF-8
 * @param format txt, md, fountain or fdx; where missing, by the filename's ending, else txt
 * @param filename of the file that it came in
 */
record ScriptRequest(
        @NotBlank @Schema(maxLength = ScriptText.LARGEST) String scriptText,
        @Nullable
                @Pattern(
                        regexp = "txt|md|fountain|fdx",
                        message = "must be txt, md, fountain or fdx")
                String format,
        @Nullable @Size(max = 255) String filename) {}
