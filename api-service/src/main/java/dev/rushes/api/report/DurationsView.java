package dev.rushes.api.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long renders took, week by week.
 *
 * @param asOf the oldest of the figures; with very many jobs in a week they may be a minute old
 * @param weeks oldest first, the last is the present one
 */
record DurationsView(Instant asOf, List<Week> weeks) {
    DurationsView {
        weeks = List.copyOf(weeks);
    }

    /**
     * Jobs that ended in an ISO week, in UTC.
     *
     * @param week such as 2026-W48
     * @param startsOn its Monday
     * @param count jobs that completed
     * @param medianSeconds of those, from start to end; null where there are none
     * @param p95Seconds that 95 of 100 did not exceed
     * @param failures jobs that failed
     * @param videoSecondsPerWorkSecond seconds of video made in a second of work, of jobs that told their length
     */
    record Week(
            String week,
            LocalDate startsOn,
            long count,
            @Nullable BigDecimal medianSeconds,
            @Nullable BigDecimal p95Seconds,
            long failures,
            @Nullable BigDecimal videoSecondsPerWorkSecond) {}
}
