package dev.rushes.api.plan;

import dev.rushes.api.plan.diff.Change;
import dev.rushes.api.plan.diff.PlanContent;
import dev.rushes.api.plan.diff.PlanDiff;
import dev.rushes.common.http.Parameter;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DiffPlans {
    private final PlanRules rules;

    DiffPlans(PlanRules rules) {
        this.rules = rules;
    }

    @Transactional
    DiffView diff(UUID id, @Nullable UUID against) {
        if (against == null) {
            throw Parameter.malformed("against", "is required: the id of the other plan");
        }
        EditPlan newer = FindPlans.existing(id);
        EditPlan older = FindPlans.existing(against);
        if (!newer.episode.id.equals(older.episode.id)) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "Only plans of one episode are compared.",
                    List.of(new Problem.Fault("against", "is a plan of another episode")));
        }
        EpisodeFootage takes = EpisodeFootage.of(newer.episode);
        PlanDiff diff =
                PlanDiff.between(
                        PlanContent.of(older.editStructure(), takes),
                        PlanContent.of(newer.editStructure(), takes));
        BigDecimal before = duration(older, takes);
        BigDecimal after = duration(newer, takes);
        return new DiffView(
                id,
                against,
                diff.isEmpty(),
                diff.summary(),
                before,
                after,
                diff.counts(),
                diff.changes(),
                text(diff, before, after));
    }

    private @Nullable BigDecimal duration(EditPlan plan, EpisodeFootage takes) {
        Programme programme = PlanCheck.of(plan.editStructure(), takes, rules.limits()).programme();
        return programme == null ? null : ValidatePlan.plain(programme.totalDuration().toDecimal());
    }

    private static String text(
            PlanDiff diff, @Nullable BigDecimal before, @Nullable BigDecimal after) {
        StringBuilder text = new StringBuilder(diff.summary());
        if (before != null && after != null) {
            text.append(
                    before.compareTo(after) == 0
                            ? "; " + after.toPlainString() + " s as before"
                            : "; %s s instead of %s s"
                                    .formatted(after.toPlainString(), before.toPlainString()));
        }
        text.append('\n');
        for (Change change : diff.changes()) {
            text.append("- ").append(change.text()).append('\n');
        }
        return text.toString();
    }
}
