package dev.rushes.api.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.api.plan.interchange.EdlReader;
import dev.rushes.api.plan.interchange.Fault;
import dev.rushes.api.plan.interchange.Imported;
import dev.rushes.api.plan.interchange.OtioReader;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a draft of a cut that was made elsewhere. */
@ApplicationScoped
class ImportPlan {
    private static final String PLACE = "/content";

    private final CreatePlan creation;
    private final PlanRules rules;
    private final ObjectMapper json;

    ImportPlan(CreatePlan creation, PlanRules rules, ObjectMapper json) {
        this.creation = creation;
        this.rules = rules;
        this.json = json;
    }

    @Transactional
    PlanView create(UUID episodeId, ImportRequest request) {
        Episode episode = FindEpisodes.existing(episodeId);
        EpisodeMedia media = new EpisodeMedia(episode, EpisodeFootage.of(episode));
        Imported imported =
                request.format().equals("otio")
                        ? OtioReader.read(parsed(request.content()), media)
                        : EdlReader.read(request.content(), rate(request.frameRate()), media);
        if (!imported.faults().isEmpty()) {
            throw invalid(imported.faults().stream().map(ImportPlan::shown).toList());
        }
        CheckedPlan checked = CheckedPlan.of(episode, imported.document(), rules.limits());
        if (!checked.check().isValid()) {
            // The document is ours; the caller knows the file only.
            throw invalid(
                    checked.check().errors().stream()
                            .map(fault -> imported.inFile(fault.pointer(), fault.detail()))
                            .map(ImportPlan::shown)
                            .toList());
        }
        return creation.create(
                episodeId,
                new PlanRequest(imported.document(), null, "import of " + request.format(), null));
    }

    private static Problem.Fault shown(Fault fault) {
        return new Problem.Fault(PLACE + fault.pointer(), fault.detail());
    }

    private JsonNode parsed(String content) {
        try {
            JsonNode file = json.readTree(content);
            if (file != null && file.isObject()) {
                return file;
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw invalid(List.of(new Problem.Fault(PLACE, "line " + line + ": is no JSON")));
        }
        throw invalid(List.of(new Problem.Fault(PLACE, "must be an OpenTimelineIO object")));
    }

    private static @Nullable Rational rate(@Nullable String text) {
        try {
            return text == null ? null : Rational.parse(text);
        } catch (NumberFormatException e) {
            throw invalid(List.of(new Problem.Fault("/frameRate", "must be above 0")));
        }
    }

    private static ProblemException invalid(List<Problem.Fault> faults) {
        return new ProblemException(ProblemType.INVALID, "The file cannot be taken.", faults);
    }
}
