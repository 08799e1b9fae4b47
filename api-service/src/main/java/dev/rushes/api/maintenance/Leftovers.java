package dev.rushes.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Finds what may be removed: shows that are marked as tests, where nothing below them has changed for a while, and
 * uploads that were never completed and cannot be any more.
 */
@ApplicationScoped
class Leftovers {
    private static final int LISTED = 200;

    private static final String SHOWS =
            """
            FROM shows s WHERE s.is_test AND coalesce(s.updated_at, s.created_at, '-infinity') < :since
              AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.show_id = s.id AND (e.updated_at >= :since
                  OR EXISTS (SELECT 1 FROM scenes c WHERE c.episode_id = e.id AND c.updated_at >= :since)
                  OR EXISTS (SELECT 1 FROM ai_edit_plans p WHERE p.episode_id = e.id AND p.updated_at >= :since)
                  OR EXISTS (SELECT 1 FROM video_processing_jobs j WHERE j.episode_id = e.id AND j.updated_at >= :since)))
            """;

    private static final String UPLOADS =
            """
            FROM uploads u WHERE u.status <> 'stored' AND u.created_at < :since
              AND (u.url_expires_at IS NULL OR u.url_expires_at < clock_timestamp())
            """;

    private final EntityManager database;

    Leftovers(EntityManager database) {
        this.database = database;
    }

    @Transactional
    LeftoversView view(Instant since) {
        List<LeftoversView.TestShow> shows =
                rows(
                                "SELECT s.id, s.name, (SELECT count(*) FROM episodes e WHERE e.show_id = s.id),"
                                        + " s.created_at "
                                        + SHOWS
                                        + " ORDER BY s.created_at, s.id LIMIT "
                                        + LISTED,
                                since)
                        .stream()
                        .map(row ->
                                new LeftoversView.TestShow(
                                        (UUID) row[0],
                                        (String) row[1],
                                        ((Number) row[2]).longValue(),
                                        (Instant) row[3]))
                        .toList();
        List<LeftoversView.LostUpload> uploads =
                rows(
                                "SELECT u.id, u.kind, u.filename, u.status, u.created_at "
                                        + UPLOADS
                                        + " ORDER BY u.created_at, u.id LIMIT "
                                        + LISTED,
                                since)
                        .stream()
                        .map(row ->
                                new LeftoversView.LostUpload(
                                        (UUID) row[0],
                                        (String) row[1],
                                        (String) row[2],
                                        (String) row[3],
                                        (Instant) row[4]))
                        .toList();
        Object[] totals =
                rows(
                                "SELECT (SELECT count(*) "
                                        + SHOWS
                                        + "), (SELECT count(*) FROM episodes x WHERE x.show_id IN (SELECT s.id "
                                        + SHOWS
                                        + ")), (SELECT count(*) "
                                        + UPLOADS
                                        + ")",
                                since)
                        .getFirst();
        return new LeftoversView(
                since,
                new LeftoversView.Totals(
                        ((Number) totals[0]).longValue(),
                        ((Number) totals[1]).longValue(),
                        ((Number) totals[2]).longValue()),
                shows,
                uploads);
    }

    @Transactional
    List<UUID> shows(Instant since) {
        return ids("SELECT s.id " + SHOWS + " ORDER BY s.created_at, s.id", "since", since);
    }

    @Transactional
    List<UUID> episodes(UUID show) {
        return ids("SELECT id FROM episodes WHERE show_id = :value ORDER BY id", "value", show);
    }

    @Transactional
    List<UUID> uploads(Instant since) {
        return ids("SELECT u.id " + UPLOADS + " ORDER BY u.created_at, u.id", "since", since);
    }

    private List<Object[]> rows(String sql, Instant since) {
        List<?> rows =
                database.createNativeQuery(sql, Object[].class)
                        .setParameter("since", since)
                        .getResultList();
        return rows.stream().map(Object[].class::cast).toList();
    }

    private List<UUID> ids(String sql, String name, Object value) {
        List<?> rows =
                database.createNativeQuery(sql, UUID.class)
                        .setParameter(name, value)
                        .getResultList();
        return rows.stream().map(UUID.class::cast).toList();
    }
}
