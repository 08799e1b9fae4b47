package dev.rushes.api.report;

import dev.rushes.common.http.Parameter;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trend of processing times. */
@ApplicationScoped
class ReportDurations {
    private static final int DEFAULT_WEEKS = 12;
    private static final int MOST_WEEKS = 260;

    private static final WeekFigures.Figures NONE =
            new WeekFigures.Figures(0, 0, null, null, BigDecimal.ZERO, BigDecimal.ZERO);

    private final WeekFigures figures;

    ReportDurations(WeekFigures figures) {
        this.figures = figures;
    }

    /**
     * The last weeks, the present one included.
     *
     * @param wanted how many, as text; null for twelve
     * @throws dev.rushes.common.problem.ProblemException 400 where that is no number from 1 to 260
     */
    DurationsView report(@Nullable String wanted, Instant now) {
        LocalDate present =
                LocalDate.ofInstant(now, ZoneOffset.UTC)
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate from = present.minusWeeks(number(wanted) - 1L);
        figures.due(from).forEach(figures::count);
        Map<LocalDate, WeekFigures.Figures> known = figures.known(from);
        List<DurationsView.Week> weeks = new ArrayList<>();
        for (LocalDate week = from; !week.isAfter(present); week = week.plusWeeks(1)) {
            weeks.add(view(week, known.getOrDefault(week, NONE)));
        }
        return new DurationsView(figures.oldestOfChanged(from).orElse(now), weeks);
    }

    private static DurationsView.Week view(LocalDate week, WeekFigures.Figures figures) {
        return new DurationsView.Week(
                "%d-W%02d"
                        .formatted(
                                week.get(IsoFields.WEEK_BASED_YEAR),
                                week.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
                week,
                figures.jobs(),
                figures.medianSeconds(),
                figures.p95Seconds(),
                figures.failures(),
                figures.workSeconds().signum() == 0
                        ? null
                        : figures.videoSeconds()
                                .divide(figures.workSeconds(), 3, RoundingMode.HALF_UP));
    }

    private static int number(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return DEFAULT_WEEKS;
        }
        try {
            int weeks = Integer.parseInt(text);
            if (weeks >= 1 && weeks <= MOST_WEEKS) {
                return weeks;
            }
        } catch (NumberFormatException e) {
            // Said below, with the bounds.
        }
        throw Parameter.malformed("weeks", "must be a whole number from 1 to " + MOST_WEEKS);
    }
}
