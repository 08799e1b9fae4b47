package dev.rushes.api.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * Takes deliveries that are due and records how they went, each in one short transaction. A webhook is taken whole, by
 * one instance at a time: so a receiver gets one event after the other, and one that does not answer occupies one thread.
 */
@ApplicationScoped
class DueDeliveries {
    /** What may pass between a receiver's time-out and the record of it. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    // Not "FOR UPDATE": whoever writes a new delivery for the webhook must not wait, nor be skipped
    // for.
    private static final String TAKE =
            """
            WITH free AS (
                SELECT w.id FROM webhooks w
                WHERE (w.busy_until IS NULL OR w.busy_until < clock_timestamp())
                  AND EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = w.id
                              AND d.status = 'pending' AND d.next_attempt_at <= clock_timestamp())
                ORDER BY w.busy_until NULLS FIRST LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED),
            taken AS (
                UPDATE webhooks w SET busy_until = clock_timestamp() + make_interval(secs => :busy)
                FROM free WHERE w.id = free.id RETURNING w.id, w.url, w.sealed_secret),
            due AS (
                SELECT d.id FROM webhook_deliveries d JOIN taken ON d.webhook_id = taken.id
                WHERE d.status = 'pending' AND d.next_attempt_at <= clock_timestamp()
                ORDER BY d.next_attempt_at, d.created_at, d.id LIMIT 1)
            UPDATE webhook_deliveries d SET attempts = d.attempts + 1, last_attempt_at = clock_timestamp()
            FROM due, taken WHERE d.id = due.id
            RETURNING d.id AS delivery, taken.id AS webhook, taken.url,
                encode(taken.sealed_secret, 'hex') AS sealed_secret, d.event, d.body, d.attempts
            """;

    private static final String RECORD =
            """
            WITH released AS (
                UPDATE webhooks SET busy_until = clock_timestamp() WHERE id = :webhook)
            UPDATE webhook_deliveries SET
                status = CASE WHEN :delivered THEN 'delivered' WHEN t.gone THEN 'given_up' ELSE 'pending' END,
                next_attempt_at = CASE WHEN :delivered OR t.gone THEN NULL
                                       ELSE clock_timestamp() + make_interval(secs => :pause) END,
                ended_at = CASE WHEN :delivered OR t.gone THEN clock_timestamp() END,
                last_status_code = :code,
                last_error = :error
            FROM (SELECT id, clock_timestamp() + make_interval(secs => :pause)
                         > created_at + make_interval(secs => :span) AS gone
                  FROM webhook_deliveries WHERE id = :id) t
            WHERE webhook_deliveries.id = t.id AND status = 'pending' AND attempts = :attempt
            RETURNING status
            """;

    private final EntityManager database;
    private final WebhookSettings settings;

    DueDeliveries(EntityManager database, WebhookSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * One try of one delivery.
     *
     * @param sealedSecret in hexadecimal
     * @param attempt number of the try, from 1
     */
    record Try(
            UUID delivery,
            UUID webhook,
            String url,
            String sealedSecret,
            String event,
            String body,
            int attempt) {}

    /** The delivery that is due longest of the webhook that was served longest ago. */
    @Transactional
    Optional<Try> take() {
        List<Object[]> rows =
                query(TAKE, Object[].class)
                        .addScalar("delivery", UUID.class)
                        .addScalar("webhook", UUID.class)
                        .addScalar("url", String.class)
                        .addScalar("sealed_secret", String.class)
                        .addScalar("event", String.class)
                        .addScalar("body", String.class)
                        .addScalar("attempts", Integer.class)
                        .setParameter("busy", seconds(settings.timeout().plus(MARGIN)))
                        .getResultList();
        return rows.stream()
                .map(row ->
                        new Try(
                                (UUID) row[0],
                                (UUID) row[1],
                                (String) row[2],
                                (String) row[3],
                                (String) row[4],
                                (String) row[5],
                                (Integer) row[6]))
                .findFirst();
    }

    /**
     * Records how a try went, unless a later one has begun meanwhile.
     *
     * @return what the delivery is now; empty where this try does not count any more
     */
    @Transactional
    Optional<String> record(Try done, Outcome outcome) {
        return query(RECORD, String.class)
                .setParameter("webhook", done.webhook())
                .setParameter("id", done.delivery())
                .setParameter("attempt", done.attempt())
                .setParameter("delivered", outcome.delivered())
                .setParameter("code", outcome.statusCode(), Integer.class)
                .setParameter("error", outcome.error(), String.class)
                .setParameter("pause", seconds(pauseAfter(done.attempt())))
                .setParameter("span", seconds(settings.giveUpAfter()))
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The pause doubles up to the longest. */
    Duration pauseAfter(int attempt) {
        long longest = settings.longestPause().toMillis();
        long pause = settings.firstPause().toMillis();
        for (int i = 1; i < attempt && pause < longest; i++) {
            pause *= 2;
        }
        return Duration.ofMillis(Math.min(pause, longest));
    }

    private <T> NativeQuery<T> query(String sql, Class<T> type) {
        return database.unwrap(Session.class).createNativeQuery(sql, type);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
