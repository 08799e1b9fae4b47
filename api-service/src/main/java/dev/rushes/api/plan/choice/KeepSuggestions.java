package dev.rushes.api.plan.choice;

import dev.rushes.api.plan.PlanApproved;
import dev.rushes.api.planner.Choice;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.EditingDecision;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Logs what an approval keeps of a planner's suggestions: those that nobody touched and that stand in the plan still. Without
 * them the log would know only what people changed, so that a habit which is followed would be outweighed by its own
 * exceptions. Such a row has no state before, since nothing was changed.
 */
@ApplicationScoped
class KeepSuggestions {
    void approved(@Observes PlanApproved approval) {
        EditPlan plan = approval.plan();
        Map<UUID, Scene> takes = new HashMap<>();
        Scene.<Scene>list("episode.id", plan.episode.id).forEach(take -> takes.put(take.id, take));
        List<PlanChoice> untouched =
                PlanChoice.list("plan = ?1 and status = 'proposed' order by createdAt, id", plan);
        // A microsecond apart, so that lists keep the order of the plan.
        Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (PlanChoice row : untouched) {
            Choice choice = row.choice();
            if (couldBeOtherwise(choice) && ChangePlace.isStillThere(plan, choice)) {
                EditingDecision kept = new EditingDecision();
                kept.episode = plan.episode;
                kept.scene = choice.takeId() == null ? null : takes.get(choice.takeId());
                kept.actionType = choice.kind().action();
                kept.afterState = choice.chosen();
                kept.context = DecisionContext.of(plan, row, choice, true).put("kept", true);
                kept.aiSuggested = true;
                kept.userId = approval.by();
                kept.createdAt = at;
                kept.persist();
                at = at.plus(1, ChronoUnit.MICROS);
            }
        }
    }

    /** The only take of a scene is nobody's decision; a trim can always be moved. */
    private static boolean couldBeOtherwise(Choice choice) {
        return switch (choice.kind()) {
            case TRIM -> true;
            case TAKE, TRANSITION, LAYERS, MUSIC -> !choice.alternates().isEmpty();
            case ORDER, LENGTH, NOTE -> false;
        };
    }
}
