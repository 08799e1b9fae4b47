package dev.rushes.api.event;

import dev.rushes.common.digest.Sha256;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Tickets for browsers, whose EventSource sends no token. A ticket opens the events of one job once, on any instance;
 * the database knows only its hash.
 */
@ApplicationScoped
class EventTickets {
    private static final Duration VALID = Duration.ofMinutes(1);
    private static final int BYTES = 32;

    private final EntityManager database;
    private final SecureRandom random = new SecureRandom();

    EventTickets(EntityManager database) {
        this.database = database;
    }

    /** A ticket that was never used, and when it ends. */
    record Ticket(String text, Instant expiresAt) {
        /** Never the ticket itself: a record's own text would put it into logs. */
        @Override
        public String toString() {
            return "Ticket[" + expiresAt + "]";
        }
    }

    /** Makes a ticket for a caller who may see the job. */
    @Transactional
    Ticket issue(UUID jobId, String subject) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant expiresAt =
                (Instant)
                        database.createNativeQuery(
                                        "INSERT INTO job_event_tickets (ticket_hash, job_id, subject, expires_at)"
                                                + " VALUES (:hash, :job, :subject, now() + make_interval(secs => :valid))"
                                                + " RETURNING expires_at",
                                        Instant.class)
                                .setParameter("hash", Sha256.of(text))
                                .setParameter("job", jobId)
                                .setParameter("subject", subject)
                                .setParameter("valid", (double) VALID.toSeconds())
                                .getSingleResult();
        return new Ticket(text, expiresAt);
    }

    /**
     * Uses a ticket up.
     *
     * @throws ProblemException 401 where it is none for this job, too old, or used
     */
    @Transactional
    void use(UUID jobId, String ticket) {
        List<?> used =
                database.createNativeQuery(
                                "DELETE FROM job_event_tickets WHERE ticket_hash = :hash AND job_id = :job"
                                        + " AND expires_at > now() RETURNING subject",
                                String.class)
                        .setParameter("hash", Sha256.of(ticket))
                        .setParameter("job", jobId)
                        .getResultList();
        if (used.isEmpty()) {
            throw new ProblemException(
                    ProblemType.UNAUTHENTICATED,
                    "The ticket is not for this job, over a minute old, or used; ask for another.");
        }
    }
}
