package dev.rushes.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.ProcessingMethod;
import dev.rushes.common.job.RenderScope;
import dev.rushes.common.plan.structure.PlanFault;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.ProgrammeRange;
import dev.rushes.common.plan.structure.Variant;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a plan is to be rendered.
 *
 * @param processingMethod worker (default), lambda or ec2; stored and reported
 * @param draft whether it is a small preview for review, of a plan in any state
 * @param range the part to render: {start, end} in seconds of the programme
 * @param variants the shapes to render in place of the plan's: as {@code output.variants} of an edit structure
 */
record RenderRequest(
        @Nullable @Pattern(regexp = "worker|lambda|ec2", message = "must be worker, lambda or ec2")
                String processingMethod,
        @Nullable Boolean draft,
        @Schema(
                        description =
                                "The part to render, in seconds of the programme; its frames are exactly those of the whole.",
                        examples = "{\"start\": 12.5, \"end\": 20}")
                @Nullable JsonNode range,
        @Schema(
                        description =
                                "Shapes to render, each a video of its own: aspects such as \"9:16\", or {name?, aspect | width and height, fit?}. The first is the job's main output.",
                        examples = "[\"16:9\", {\"aspect\": \"9:16\", \"fit\": \"blur\"}]")
                @Nullable JsonNode variants) {
    JobKind kind() {
        if (Boolean.TRUE.equals(draft)) {
            return JobKind.DRAFT;
        }
        return given(range) == null ? JobKind.FULL : JobKind.RANGE;
    }

    ProcessingMethod method() {
        return processingMethod == null
                ? ProcessingMethod.WORKER
                : ProcessingMethod.valueOf(processingMethod.toUpperCase(Locale.ROOT));
    }

    /**
     * What of the plan is to be rendered.
     *
     * @throws ProblemException 422 with every fault
     */
    RenderScope scope() {
        List<PlanFault> faults = new ArrayList<>();
        JsonNode part = given(range);
        JsonNode shapes = given(variants);
        ProgrammeRange read = part == null ? null : ProgrammeRange.read(part, "/range", faults);
        List<Variant> wanted =
                shapes == null
                        ? List.of()
                        : Variant.read(shapes, "/variants", PlanLimits.DEFAULT, faults);
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "The render request is not valid.",
                    faults.stream()
                            .map(fault -> new Problem.Fault(fault.pointer(), fault.detail()))
                            .toList());
        }
        return new RenderScope(
                read == null ? null : read.toJson(),
                wanted.isEmpty() ? null : Variant.toJson(wanted));
    }

    private static @Nullable JsonNode given(@Nullable JsonNode json) {
        return json == null || json.isNull() ? null : json;
    }
}
