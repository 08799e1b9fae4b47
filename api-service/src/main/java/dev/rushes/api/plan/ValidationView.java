package dev.rushes.api.plan;

import dev.rushes.common.problem.Problem;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the check of a document found; pointers lead into the request body.
 *
 * @param totalDuration seconds; null where there are errors or footage is not analysed yet
 */
record ValidationView(
        List<Problem.Fault> errors,
        List<Problem.Fault> warnings,
        @Nullable BigDecimal totalDuration) {}
