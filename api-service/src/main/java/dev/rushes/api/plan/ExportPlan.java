package dev.rushes.api.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.plan.interchange.CutList;
import dev.rushes.api.plan.interchange.Edl;
import dev.rushes.api.plan.interchange.Fcpxml;
import dev.rushes.api.plan.interchange.Otio;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.EditStructure;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.Variant;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Writes a plan in the format of other editing software. */
@ApplicationScoped
class ExportPlan {
    private final PlanRules rules;
    private final ObjectMapper json;

    ExportPlan(PlanRules rules, ObjectMapper json) {
        this.rules = rules;
        this.json = json;
    }

    /** What is written. */
    enum Format {
        OTIO("application/json"),
        EDL("text/plain;charset=UTF-8"),
        FCPXML("application/xml");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    /**
     * The file's text.
     *
     * @throws ProblemException 404; 409 where the plan no longer fits its footage, or a take that it shows whole is not
     *     analysed yet
     */
    @Transactional
    String text(UUID id, Format format) {
        EditPlan plan = FindPlans.existing(id);
        EpisodeFootage footage = EpisodeFootage.of(plan.episode);
        PlanCheck check = PlanCheck.of(plan.editStructure(), footage, rules.limits());
        Programme programme = check.programme();
        if (!check.isValid()) {
            throw new ProblemException(
                    ProblemType.PLAN_STALE, "The plan no longer fits the footage of its episode.");
        }
        if (programme == null) {
            throw new ProblemException(
                    ProblemType.FOOTAGE_NOT_ANALYSED,
                    "The length of a take that the plan shows is not known yet.");
        }
        EditStructure structure = check.structure();
        EpisodeMedia media = new EpisodeMedia(plan.episode, footage);
        Rational wished = structure.output().frameRate();
        Variant.Size size = structure.output().size();
        CutList list =
                CutList.of(
                        plan.episode.title == null ? "Rushes" : plan.episode.title,
                        wished == null
                                ? media.rate(programme.parts().getFirst().clip().s3Key())
                                : wished,
                        size.width(),
                        size.height(),
                        plan.editStructure(),
                        programme,
                        media.all());
        return switch (format) {
            case OTIO -> written(list);
            case EDL -> Edl.written(list);
            case FCPXML -> Fcpxml.written(list);
        };
    }

    private String written(CutList list) {
        try {
            return json.writeValueAsString(Otio.written(list));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a timeline cannot be written", e);
        }
    }
}
