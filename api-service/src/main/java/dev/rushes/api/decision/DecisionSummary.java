package dev.rushes.api.decision;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the decisions of an episode come to.
 *
 * @param count of all decisions
 * @param suggestedCount of those that a planner proposed
 * @param keptCount of the proposals that stayed
 * @param shareOfSuggestionsKept 0 to 1; null without proposals
 * @param actionTypes the same for each type, by name
 */
record DecisionSummary(
        long count,
        long suggestedCount,
        long keptCount,
        @Nullable BigDecimal shareOfSuggestionsKept,
        List<OfType> actionTypes) {
    /**
     * Decisions of one type.
     *
     * @param medianTrimChangeSeconds how much longer the clips became, negative where shorter: the median over the
     *     decisions whose two states both tell a length; null where none does
     */
    record OfType(
            String actionType,
            long count,
            long suggestedCount,
            long keptCount,
            @Nullable BigDecimal shareOfSuggestionsKept,
            @Nullable BigDecimal medianTrimChangeSeconds) {}
}
