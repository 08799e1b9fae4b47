package dev.rushes.api.decision;

import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.api.page.RowFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts decisions by type. A planner's suggestion was kept unless its own context says {@code "accepted": false}, or
 * nothing changed by it, or a person's later decision on the same take starts from what it made and leaves something
 * else.
 */
@ApplicationScoped
class SummariseDecisions {
    /** Seconds that a state tells, in the three forms that editors write: a trim's ends, in it or not, or a length. */
    private static final String LENGTH =
            """
            CASE
                WHEN jsonb_typeof(%1$s #> '{trim,start}') = 'number' AND jsonb_typeof(%1$s #> '{trim,end}') = 'number'
                    THEN (%1$s #>> '{trim,end}')::numeric - (%1$s #>> '{trim,start}')::numeric
                WHEN jsonb_typeof(%1$s -> 'start') = 'number' AND jsonb_typeof(%1$s -> 'end') = 'number'
                    THEN (%1$s ->> 'end')::numeric - (%1$s ->> 'start')::numeric
                WHEN jsonb_typeof(%1$s -> 'duration') = 'number' THEN (%1$s ->> 'duration')::numeric
            END\
            """;

    private final EntityManager database;

    SummariseDecisions(EntityManager database) {
        this.database = database;
    }

    @Transactional
    DecisionSummary summary(UUID episodeId, RowFilter chosen) {
        Query query =
                database.createNativeQuery(byType(chosen.condition()), Object[].class)
                        .setParameter("episode", FindEpisodes.existing(episodeId).id);
        chosen.values().forEach(query::setParameter);
        List<DecisionSummary.OfType> types = new ArrayList<>();
        for (Object row : query.getResultList()) {
            Object[] columns = (Object[]) row;
            long suggested = ((Number) columns[2]).longValue();
            long kept = ((Number) columns[3]).longValue();
            types.add(
                    new DecisionSummary.OfType(
                            (String) columns[0],
                            ((Number) columns[1]).longValue(),
                            suggested,
                            kept,
                            share(kept, suggested),
                            columns[4] == null ? null : seconds((Number) columns[4])));
        }
        long suggested = types.stream().mapToLong(DecisionSummary.OfType::suggestedCount).sum();
        long kept = types.stream().mapToLong(DecisionSummary.OfType::keptCount).sum();
        return new DecisionSummary(
                types.stream().mapToLong(DecisionSummary.OfType::count).sum(),
                suggested,
                kept,
                share(kept, suggested),
                types);
    }

    private static String byType(String condition) {
        return """
        WITH decided AS (
            SELECT d.action_type, d.ai_suggested,
                   %s - %s AS change,
                   d.ai_suggested AND CASE
                       WHEN jsonb_typeof(d.context -> 'accepted') = 'boolean'
                           THEN (d.context ->> 'accepted')::boolean
                       WHEN d.before_state = d.after_state THEN false
                       ELSE NOT EXISTS (
                           SELECT 1 FROM editing_decisions l
                           WHERE l.episode_id = d.episode_id AND NOT l.ai_suggested
                             AND l.before_state = d.after_state
                             AND l.after_state IS DISTINCT FROM l.before_state
                             AND l.scene_id IS NOT DISTINCT FROM d.scene_id
                             AND (l.created_at, l.id) > (d.created_at, d.id))
                       END AS kept
            FROM editing_decisions d
            WHERE d.episode_id = :episode AND %s)
        SELECT action_type, count(*), count(*) FILTER (WHERE ai_suggested), count(*) FILTER (WHERE kept),
               percentile_cont(0.5) WITHIN GROUP (ORDER BY change::double precision)
        FROM decided GROUP BY action_type ORDER BY action_type
        """
                .formatted(
                        LENGTH.formatted("d.after_state"),
                        LENGTH.formatted("d.before_state"),
                        condition);
    }

    private static @Nullable BigDecimal share(long kept, long suggested) {
        return suggested == 0
                ? null
                : BigDecimal.valueOf(kept)
                        .divide(BigDecimal.valueOf(suggested), 4, RoundingMode.HALF_UP);
    }

    private static BigDecimal seconds(Number value) {
        return BigDecimal.valueOf(value.doubleValue()).setScale(3, RoundingMode.HALF_UP);
    }
}
