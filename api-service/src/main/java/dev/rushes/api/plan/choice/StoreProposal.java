package dev.rushes.api.plan.choice;

import dev.rushes.api.plan.WritePlans;
import dev.rushes.api.planner.Choice;
import dev.rushes.api.planner.Proposal;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Stores what a planner proposes: the plan, its rows and the marks on the takes, within the caller's transaction. */
@ApplicationScoped
public class StoreProposal {
    private final WritePlans writing;

    StoreProposal(WritePlans writing) {
        this.writing = writing;
    }

    EditPlan store(UUID id, Episode episode, Proposal proposal) {
        EditPlan plan =
                writing.draft(
                        id,
                        episode,
                        proposal.structure(),
                        new WritePlans.Origin(
                                score(proposal.confidence()),
                                proposal.generatedBy(),
                                proposal.prompt()));
        Map<UUID, Scene> takes = rows(plan, proposal.choices());
        mark(takes, proposal);
        return plan;
    }

    /** Writes the rows; the episode's takes by their ids. */
    public Map<UUID, Scene> rows(EditPlan plan, List<Choice> choices) {
        Map<UUID, Scene> takes = new HashMap<>();
        Scene.<Scene>list("episode.id", plan.episode.id).forEach(take -> takes.put(take.id, take));
        Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (int i = 0; i < choices.size(); i++) {
            PlanChoice.of(plan, choices.get(i), at.plus(i, ChronoUnit.MICROS)).persist();
        }
        PlanChoice.flush();
        return takes;
    }

    /** The rows of a plan in their order. */
    public static List<Choice> choices(EditPlan plan) {
        return PlanChoice.<PlanChoice>list("plan = ?1 order by createdAt, id", plan).stream()
                .map(PlanChoice::choice)
                .toList();
    }

    /** Two decimals, as the database keeps it. */
    public static BigDecimal score(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    /** A person's own selection stays theirs. */
    private static void mark(Map<UUID, Scene> takes, Proposal proposal) {
        Set<UUID> chosen = new HashSet<>();
        for (Choice choice : proposal.choices()) {
            if (choice.kind() == Choice.Kind.TAKE && choice.takeId() != null) {
                chosen.add(choice.takeId());
            }
        }
        proposal.takeScores()
                .forEach((id, value) -> {
                    Scene take = takes.get(id);
                    if (take != null && !(take.aiSelected && take.aiConfidenceScore == null)) {
                        take.aiSelected = chosen.contains(id);
                        take.aiConfidenceScore = score(value);
                    }
                });
    }
}
