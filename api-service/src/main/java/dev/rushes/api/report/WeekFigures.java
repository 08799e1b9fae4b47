package dev.rushes.api.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of weeks, kept where they were counted: a median over a million jobs takes too long for a request. The
 * database marks every week in which something changed (migration V14); such a week is counted again, at once where that
 * is quick, else once a minute.
 */
@ApplicationScoped
class WeekFigures {
    /** Counting that took at most this long is done again whenever something changed. */
    private static final int QUICK_MILLISECONDS = 50;

    private static final int SLOW_EVERY_SECONDS = 60;

    private static final String DUE =
            """
            SELECT DISTINCT changed.week FROM processing_week_changes changed
            LEFT JOIN processing_weeks known ON known.week = changed.week
            WHERE changed.week >= :from AND (known.week IS NULL OR known.took_milliseconds <= :quick
                OR known.counted_at < clock_timestamp() - make_interval(secs => :every))
            """;

    private static final String COUNT =
            """
            INSERT INTO processing_weeks AS known (week, jobs, failures, median_seconds, p95_seconds, video_seconds,
                work_seconds, counted_at, took_milliseconds)
            SELECT CAST(:week AS date), jobs, failures, part[1], part[2], video, work, statement_timestamp(),
                extract(milliseconds FROM clock_timestamp() - statement_timestamp())
            FROM (SELECT count(*) FILTER (WHERE status = 'completed') AS jobs,
                         count(*) FILTER (WHERE status = 'failed') AS failures,
                         percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY processing_duration_seconds)
                             FILTER (WHERE status = 'completed') AS part,
                         coalesce(sum(video_seconds) FILTER (WHERE status = 'completed'), 0) AS video,
                         coalesce(sum(processing_duration_seconds)
                             FILTER (WHERE status = 'completed' AND video_seconds IS NOT NULL), 0) AS work
                  FROM video_processing_jobs
                  WHERE status IN ('completed', 'failed')
                    AND completed_at >= CAST(:week AS date)::timestamp AT TIME ZONE 'UTC'
                    AND completed_at < (CAST(:week AS date) + 7)::timestamp AT TIME ZONE 'UTC') AS counted
            ON CONFLICT (week) DO UPDATE SET jobs = excluded.jobs, failures = excluded.failures,
                median_seconds = excluded.median_seconds, p95_seconds = excluded.p95_seconds,
                video_seconds = excluded.video_seconds, work_seconds = excluded.work_seconds,
                counted_at = excluded.counted_at, took_milliseconds = excluded.took_milliseconds
            """;

    /** Of one week; see {@link DurationsView.Week}. */
    record Figures(
            long jobs,
            long failures,
            @Nullable BigDecimal medianSeconds,
            @Nullable BigDecimal p95Seconds,
            BigDecimal videoSeconds,
            BigDecimal workSeconds) {}

    private final EntityManager database;

    WeekFigures(EntityManager database) {
        this.database = database;
    }

    /** Weeks whose figures are old and may be counted now, by their Monday. */
    @Transactional
    List<LocalDate> due(LocalDate from) {
        List<?> rows =
                database.createNativeQuery(DUE, LocalDate.class)
                        .setParameter("from", from)
                        .setParameter("quick", QUICK_MILLISECONDS)
                        .setParameter("every", SLOW_EVERY_SECONDS)
                        .getResultList();
        return rows.stream().map(LocalDate.class::cast).toList();
    }

    /** Counts a week, unless somebody is at it. */
    @Transactional(TxType.REQUIRES_NEW)
    void count(LocalDate week) {
        boolean mine =
                (boolean)
                        database.createNativeQuery(
                                        "SELECT pg_try_advisory_xact_lock(hashtext('processing_weeks'), :day)",
                                        Boolean.class)
                                .setParameter("day", Math.toIntExact(week.toEpochDay()))
                                .getSingleResult();
        if (!mine) {
            return;
        }
        // Marks first: what is marked from here on may not be in the figures, and stays marked.
        database.createNativeQuery("DELETE FROM processing_week_changes WHERE week = :week")
                .setParameter("week", week)
                .executeUpdate();
        database.createNativeQuery(COUNT).setParameter("week", week.toString()).executeUpdate();
    }

    /** What is known, by the weeks' Mondays. */
    @Transactional
    Map<LocalDate, Figures> known(LocalDate from) {
        Map<LocalDate, Figures> known = new TreeMap<>();
        List<?> rows =
                database.createNativeQuery(
                                "SELECT week, jobs, failures, median_seconds, p95_seconds, video_seconds,"
                                        + " work_seconds FROM processing_weeks WHERE week >= :from",
                                Object[].class)
                        .setParameter("from", from)
                        .getResultList();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            known.put(
                    day(columns[0]),
                    new Figures(
                            ((Number) columns[1]).longValue(),
                            ((Number) columns[2]).longValue(),
                            (@Nullable BigDecimal) columns[3],
                            (@Nullable BigDecimal) columns[4],
                            (BigDecimal) columns[5],
                            (BigDecimal) columns[6]));
        }
        return known;
    }

    /** When the oldest figures were counted that are not the newest any more; empty where all are. */
    @Transactional
    Optional<Instant> oldestOfChanged(LocalDate from) {
        return Optional.ofNullable(
                (Instant)
                        database.createNativeQuery(
                                        "SELECT min(known.counted_at) FROM processing_weeks known"
                                                + " WHERE known.week >= :from AND EXISTS (SELECT 1 FROM"
                                                + " processing_week_changes changed WHERE changed.week = known.week)",
                                        Instant.class)
                                .setParameter("from", from)
                                .getSingleResultOrNull());
    }

    private static LocalDate day(Object column) {
        return column instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) column;
    }
}
