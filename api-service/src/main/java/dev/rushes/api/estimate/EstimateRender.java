package dev.rushes.api.estimate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.rushes.api.plan.ReadPlan;
import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.ProcessingMethod;
import dev.rushes.common.job.RenderEstimate;
import dev.rushes.common.job.RenderScope;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.ProgrammeRange;
import dev.rushes.common.plan.structure.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Estimates a render before it begins. */
@ApplicationScoped
public class EstimateRender {
    /** Where work of so many seconds stands in the middle between nothing and endless. */
    private static final double MIDDLING_SECONDS = 120;

    /** Fewer finished jobs say nothing. */
    private static final int FEWEST = 3;

    private static final double LOWEST_CORRECTION = 0.02;
    private static final double HIGHEST_CORRECTION = 50;
    private static final int REMEMBERED = 256;

    /**
     * What jobs took against what was predicted: the median, so that a worker that slept does not count. Only first
     * attempts that rendered everything themselves are comparable.
     */
    private static final String CORRECTION =
            """
            SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY took / predicted_seconds)
            FROM (SELECT processing_duration_seconds AS took, predicted_seconds, segments_reused
                  FROM video_processing_jobs
                  WHERE status = 'completed' AND attempt = 1 AND predicted_seconds > 0
                    AND processing_method = :method AND kind = :kind
                  ORDER BY completed_at DESC LIMIT 200) newest
            WHERE took > 0 AND coalesce(segments_reused, 0) = 0
            """;

    /** Content that is rendered again is not read again. */
    private final Cache<Work, Double> known = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private final LoadingCache<Past, Double> corrections;

    private final ReadPlan plans;
    private final EntityManager database;

    EstimateRender(ReadPlan plans, EntityManager database, EstimateSettings settings) {
        this.plans = plans;
        this.database = database;
        corrections =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED)
                        .expireAfterWrite(settings.historyKept())
                        .build(this::correction);
    }

    /** Jobs that are comparable. */
    private record Past(JobKind kind, ProcessingMethod method) {}

    /** What is rendered; the content's hash stands for the document and its footage. */
    private record Work(String contentHash, JobKind kind, String scope) {}

    /** Within the caller's transaction; empty where takes of the plan are not measured yet. */
    public Optional<RenderEstimate> of(
            EditPlan plan, JobKind kind, RenderScope scope, ProcessingMethod method) {
        Work work = new Work(plan.contentHash(), kind, scope.toString());
        Double before = known.getIfPresent(work);
        Optional<Double> predicted =
                before == null ? predict(plan, kind, scope) : Optional.of(before);
        predicted.ifPresent(seconds -> known.put(work, seconds));
        return predicted.map(seconds -> {
            double expected = Math.max(1, seconds * corrections.get(new Past(kind, method)));
            return new RenderEstimate(
                    rounded(seconds / (seconds + MIDDLING_SECONDS), 2),
                    rounded(seconds, 3),
                    (int) Math.min(Integer.MAX_VALUE, Math.round(expected)));
        });
    }

    private Optional<Double> predict(EditPlan plan, JobKind kind, RenderScope scope) {
        PlanCheck check = plans.check(plan);
        Programme programme = check.programme();
        if (programme == null) {
            return Optional.empty();
        }
        PlanLimits limits = plans.limits();
        ProgrammeRange range =
                scope.range() == null
                        ? null
                        : ProgrammeRange.read(scope.range(), "/range", new ArrayList<>());
        List<Variant> variants =
                scope.variants() == null
                        ? List.of()
                        : Variant.read(scope.variants(), "/variants", limits, new ArrayList<>());
        return Optional.of(
                RenderWork.seconds(
                        check.structure(), programme, kind, range, variants, limits.maxSide()));
    }

    private double correction(Past past) {
        Object[] row =
                (Object[])
                        database.createNativeQuery(CORRECTION, Object[].class)
                                .setParameter("method", past.method().text())
                                .setParameter("kind", past.kind().text())
                                .getSingleResult();
        if (((Number) row[0]).longValue() < FEWEST) {
            return 1;
        }
        return Math.clamp(((Number) row[1]).doubleValue(), LOWEST_CORRECTION, HIGHEST_CORRECTION);
    }

    private static BigDecimal rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }
}
