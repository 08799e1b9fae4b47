package dev.rushes.api.plan.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.plan.FindPlans;
import dev.rushes.api.plan.WritePlans;
import dev.rushes.api.plan.choice.GatherMaterial;
import dev.rushes.api.plan.choice.StoreProposal;
import dev.rushes.api.plan.choice.TurnedDown;
import dev.rushes.api.planner.Choice;
import dev.rushes.api.planner.Feedback;
import dev.rushes.api.planner.Material;
import dev.rushes.api.planner.PlannerSettings;
import dev.rushes.api.planner.Proposal;
import dev.rushes.api.planner.ReviseCut;
import dev.rushes.api.planner.RulesPlanner;
import dev.rushes.api.task.TaskProgress;
import dev.rushes.api.task.TaskWork;
import dev.rushes.api.task.Tasks;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Revises a rejected plan as its reviewer asked, as a task: it is there once, however often the task is begun. */
@ApplicationScoped
public class ReviseByFeedback implements TaskWork {
    private final Tasks tasks;
    private final GatherMaterial materials;
    private final StoreProposal storing;
    private final WritePlans writing;
    private final ReadFeedback reading;
    private final PlannerSettings settings;
    private final TurnedDown turnedDown;
    private final Caller caller;

    ReviseByFeedback(
            Tasks tasks,
            GatherMaterial materials,
            StoreProposal storing,
            WritePlans writing,
            ReadFeedback reading,
            PlannerSettings settings,
            TurnedDown turnedDown,
            Caller caller) {
        this.tasks = tasks;
        this.materials = materials;
        this.storing = storing;
        this.writing = writing;
        this.reading = reading;
        this.settings = settings;
        this.turnedDown = turnedDown;
        this.caller = caller;
    }

    private record Begun(
            Material material,
            JsonNode structure,
            List<Choice> choices,
            UUID episode,
            Feedback asked,
            String text,
            Set<String> refused) {}

    /**
     * Starts the task.
     *
     * @throws ProblemException 409 where the plan is not rejected or its takes cannot be read, 422 feedback-unclear
     */
    @Transactional
    public UUID start(UUID planId) {
        EditPlan rejected = FindPlans.locked(planId);
        WritePlans.requireRejected(rejected);
        Begun begun = begun(rejected);
        if (begun.asked() == Feedback.OTHER && !reading.mayUnderstand(begun.text())) {
            throw unclear();
        }
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("planId", planId.toString());
        input.put("revisionId", UUID.randomUUID().toString());
        return tasks.start(kind(), input, caller.subject());
    }

    @Override
    public String kind() {
        return "revise-plan";
    }

    @Override
    public String run(JsonNode input, Instant startedAt, TaskProgress progress) {
        UUID planId = UUID.fromString(input.path("planId").asText());
        UUID revisionId = UUID.fromString(input.path("revisionId").asText());
        Optional<Begun> begun =
                QuarkusTransaction.requiringNew()
                        .call(() ->
                                EditPlan.findByIdOptional(revisionId).isPresent()
                                        ? Optional.empty()
                                        : Optional.of(begun(FindPlans.existing(planId))));
        if (begun.isPresent()) {
            progress.reached(20);
            ReadFeedback.Read read =
                    begun.get().asked() == Feedback.OTHER
                            ? reading.of(begun.get().text(), begun.get().episode())
                            : ReadFeedback.Read.named(begun.get().asked());
            ReviseCut.Revision revision = revised(begun.get(), read);
            progress.reached(80);
            QuarkusTransaction.requiringNew().run(() -> stored(planId, revisionId, revision, read));
        }
        return "api/v1/edit-plans/" + revisionId;
    }

    private Begun begun(EditPlan rejected) {
        return new Begun(
                materials.of(rejected.episode),
                rejected.editStructure(),
                StoreProposal.choices(rejected),
                rejected.episode.id,
                Feedback.named(rejected.feedbackType() == null ? "" : rejected.feedbackType()),
                rejected.userFeedback() == null ? "" : rejected.userFeedback(),
                refused(rejected));
    }

    /** What was shown in an earlier plan of the chain and was not in the one that followed it, and what was turned down in any. */
    private Set<String> refused(EditPlan rejected) {
        Set<String> refused = new HashSet<>();
        List<EditPlan> chain = new ArrayList<>(List.of(rejected));
        EditPlan later = rejected;
        for (EditPlan earlier = later.revisionOf; earlier != null; earlier = later.revisionOf) {
            Set<String> gone = clips(earlier);
            gone.removeAll(clips(later));
            refused.addAll(gone);
            chain.add(earlier);
            later = earlier;
        }
        refused.addAll(turnedDown.in(chain));
        // What a person put back is wanted.
        refused.removeAll(clips(rejected));
        return refused;
    }

    private static Set<String> clips(EditPlan plan) {
        Set<String> keys = new HashSet<>();
        plan.editStructure()
                .path("scenes")
                .forEach(scene ->
                        scene.path("clips").forEach(clip -> keys.add(clip.path("s3Key").asText())));
        return keys;
    }

    private static ProblemException unclear() {
        return new ProblemException(
                ProblemType.FEEDBACK_UNCLEAR,
                "Nothing in the feedback says what to change; send \"editStructure\" or \"patch\","
                        + " or reject with a type such as pacing_too_slow.");
    }

    private ReviseCut.Revision revised(Begun begun, ReadFeedback.Read read) {
        if (read.kinds().isEmpty()) {
            throw unclear();
        }
        ReviseCut.Revision revision =
                ReviseCut.revised(
                        settings,
                        begun.material(),
                        begun.structure(),
                        begun.choices(),
                        EnumSet.copyOf(read.kinds()),
                        begun.text(),
                        begun.refused());
        if (revision.said().isEmpty()) {
            throw new ProblemException(
                    ProblemType.NOTHING_TO_CHANGE,
                    "The plan and its takes hold nothing that could be changed so: there are no other"
                            + " takes, pauses, transitions or texts for it.");
        }
        return revision.warned(read.warnings());
    }

    private void stored(
            UUID planId, UUID revisionId, ReviseCut.Revision revision, ReadFeedback.Read read) {
        if (EditPlan.findByIdOptional(revisionId).isPresent()) {
            return;
        }
        EditPlan rejected = FindPlans.locked(planId);
        String said = String.join("; ", revision.said());
        WritePlans.Revised made =
                writing.revision(
                        revisionId,
                        rejected,
                        revision.structure(),
                        new WritePlans.Origin(
                                StoreProposal.score(Proposal.confidence(revision.choices())),
                                read.model() == null ? RulesPlanner.NAME : read.model(),
                                read.prompt()),
                        Character.toUpperCase(said.charAt(0)) + said.substring(1) + ".");
        storing.rows(made.plan(), revision.choices());
    }
}
