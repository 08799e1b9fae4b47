package dev.rushes.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.digest.Sha256;
import dev.rushes.common.http.CanonicalJson;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.PlanFault;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A document held against the footage of its episode.
 *
 * @param contentHash SHA-256 over the document and the ETags of what it shows: other bytes under the same key are other
 *     content
 * @param awaitingAnalysis keys of takes that are not analysed yet
 */
public record CheckedPlan(PlanCheck check, String contentHash, Set<String> awaitingAnalysis) {
    /** Where the document lies in a request body. */
    private static final String PLACE = "/editStructure";

    /** Reads the episode's footage and checks the document. Within a transaction. */
    static CheckedPlan of(Episode episode, JsonNode structure, PlanLimits limits) {
        EpisodeFootage footage = EpisodeFootage.of(episode);
        PlanCheck check = PlanCheck.of(structure, footage, limits);
        ObjectNode sources = JsonNodeFactory.instance.objectNode();
        Set<String> awaiting = new TreeSet<>();
        for (String key : check.structure().s3Keys()) {
            footage.footage(key)
                    .ifPresent(source -> {
                        sources.put(key, source.etag());
                        if (source.awaitsAnalysis()) {
                            awaiting.add(key);
                        }
                    });
        }
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.set("editStructure", structure);
        content.set("sources", sources);
        return new CheckedPlan(check, Sha256.of(CanonicalJson.of(content)), Set.copyOf(awaiting));
    }

    /**
     * Goes on only with a document that can be rendered.
     *
     * @throws ProblemException 422 with every error
     */
    CheckedPlan requireValid() {
        if (!check.isValid()) {
            throw new ProblemException(
                    ProblemType.INVALID, "The edit structure is not valid.", errors());
        }
        return this;
    }

    List<Problem.Fault> errors() {
        return faults(check.errors());
    }

    /** What a person should know all the same. */
    public List<Problem.Fault> warnings() {
        return faults(check.warnings());
    }

    private static List<Problem.Fault> faults(List<PlanFault> faults) {
        return faults.stream()
                .map(fault -> new Problem.Fault(PLACE + fault.pointer(), fault.detail()))
                .toList();
    }
}
