package dev.rushes.api.plan;

import dev.rushes.api.plan.diff.Change;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is different in a plan from another one of its episode.
 *
 * @param planId the newer one, whose changes these are
 * @param against the older one
 * @param identical whether an editor sees no difference
 * @param summary one line
 * @param durationBeforeSeconds of the older plan's programme; null where it cannot be rendered now
 * @param durationAfterSeconds of the newer plan's programme; null where it cannot be rendered now
 * @param counts how many changes there are of each kind that occurs
 * @param text the whole difference for people, a line for each change
 */
record DiffView(
        UUID planId,
        UUID against,
        boolean identical,
        String summary,
        @Nullable BigDecimal durationBeforeSeconds,
        @Nullable BigDecimal durationAfterSeconds,
        Map<Change.Kind, Integer> counts,
        List<Change> changes,
        String text) {}
