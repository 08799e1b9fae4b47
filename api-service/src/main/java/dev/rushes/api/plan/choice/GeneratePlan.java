package dev.rushes.api.plan.choice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.claude.Claude;
import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.api.planner.ClaudePlanner;
import dev.rushes.api.planner.EditPlanner;
import dev.rushes.api.planner.Material;
import dev.rushes.api.planner.PlannerSettings;
import dev.rushes.api.planner.Proposal;
import dev.rushes.api.planner.RulesPlanner;
import dev.rushes.api.task.TaskProgress;
import dev.rushes.api.task.TaskWork;
import dev.rushes.api.task.Tasks;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Episode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes a draft of an episode's takes and its script, as a task: it is there once, however often the task is begun. */
@ApplicationScoped
class GeneratePlan implements TaskWork {
    private final Tasks tasks;
    private final GatherMaterial materials;
    private final StoreProposal storing;
    private final PlannerSettings settings;
    private final Claude claude;
    private final ObjectMapper json;
    private final Caller caller;

    GeneratePlan(
            Tasks tasks,
            GatherMaterial materials,
            StoreProposal storing,
            PlannerSettings settings,
            Claude claude,
            ObjectMapper json,
            Caller caller) {
        this.tasks = tasks;
        this.materials = materials;
        this.storing = storing;
        this.settings = settings;
        this.claude = claude;
        this.json = json;
        this.caller = caller;
    }

    /**
     * Starts the task where a plan can be made.
     *
     * @throws ProblemException 409 ai-editing-disabled, no-takes or footage-not-analysed
     */
    @Transactional
    UUID start(UUID episodeId, GenerateRequest request) {
        Episode episode = FindEpisodes.existing(episodeId);
        requireEnabled(episode);
        materials.of(episode);
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("episodeId", episodeId.toString());
        input.put("planId", UUID.randomUUID().toString());
        input.set("request", json.valueToTree(request));
        return tasks.start(kind(), input, caller.subject());
    }

    @Override
    public String kind() {
        return "generate-plan";
    }

    @Override
    public String run(JsonNode input, Instant startedAt, TaskProgress progress) {
        UUID planId = UUID.fromString(input.path("planId").asText());
        UUID episodeId = UUID.fromString(input.path("episodeId").asText());
        GenerateRequest request = request(input.path("request"));
        Optional<Material> material =
                QuarkusTransaction.requiringNew().call(() -> gathered(planId, episodeId));
        if (material.isPresent()) {
            progress.reached(20);
            Proposal proposal = proposal(material.get(), episodeId, request);
            progress.reached(80);
            QuarkusTransaction.requiringNew().run(() -> stored(planId, episodeId, proposal));
        }
        return "api/v1/edit-plans/" + planId;
    }

    private Proposal proposal(Material material, UUID episodeId, GenerateRequest request) {
        EditPlanner rules = new RulesPlanner(settings);
        if (!Boolean.TRUE.equals(request.useClaude())) {
            return rules.plan(material, request.brief());
        }
        return claude.isConfigured()
                ? new ClaudePlanner(claude, settings, episodeId).plan(material, request.brief())
                : ClaudePlanner.noted(
                        rules.plan(material, request.brief()),
                        List.of("A model was asked for, but no key for one is set."));
    }

    /** Empty where the plan is there: an earlier run died between storing it and saying so. */
    private Optional<Material> gathered(UUID planId, UUID episodeId) {
        if (EditPlan.findByIdOptional(planId).isPresent()) {
            return Optional.empty();
        }
        Episode episode = FindEpisodes.existing(episodeId);
        requireEnabled(episode);
        return Optional.of(materials.of(episode));
    }

    private void stored(UUID planId, UUID episodeId, Proposal proposal) {
        if (EditPlan.findByIdOptional(planId).isEmpty()) {
            storing.store(planId, FindEpisodes.existing(episodeId), proposal);
        }
    }

    private static void requireEnabled(Episode episode) {
        if (!episode.aiEditEnabled) {
            throw new ProblemException(
                    ProblemType.AI_EDITING_DISABLED,
                    "Enable it first: PATCH the episode with aiEditEnabled true.");
        }
    }

    private GenerateRequest request(JsonNode stored) {
        try {
            return json.treeToValue(stored, GenerateRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task's own request cannot be read", e);
        }
    }
}
