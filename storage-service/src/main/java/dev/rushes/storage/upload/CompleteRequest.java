package dev.rushes.storage.upload;

import jakarta.validation.constraints.Null;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of an upload.
 *
 * @param parts only for uploads in parts, of which there are none yet
 */
record CompleteRequest(
        @Null(message = "this upload is a single PUT and has no parts")
                @Nullable List<Object> parts) {}
