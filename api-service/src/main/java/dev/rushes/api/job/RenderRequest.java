package dev.rushes.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.ProcessingMethod;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a plan is to be rendered.
 *
 * @param processingMethod worker (default), lambda or ec2; stored and reported
 * @param draft whether it is a small preview for review, of a plan in any state
 */
record RenderRequest(
        @Nullable @Pattern(regexp = "worker|lambda|ec2", message = "must be worker, lambda or ec2")
                String processingMethod,
        @Nullable Boolean draft,
        @Nullable @Null(message = "is not supported by this version") JsonNode range,
        @Nullable @Null(message = "is not supported by this version") JsonNode variants) {
    JobKind kind() {
        return Boolean.TRUE.equals(draft) ? JobKind.DRAFT : JobKind.FULL;
    }

    ProcessingMethod method() {
        return processingMethod == null
                ? ProcessingMethod.WORKER
                : ProcessingMethod.valueOf(processingMethod.toUpperCase(Locale.ROOT));
    }
}
