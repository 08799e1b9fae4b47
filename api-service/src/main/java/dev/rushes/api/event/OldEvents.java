package dev.rushes.api.event;

import dev.rushes.api.startup.Migration;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** Forgets changes that nobody will ask for again, and tickets that nobody used. */
@ApplicationScoped
class OldEvents {
    /** Rows at a time, so that no statement holds locks for long. */
    private static final int MOST = 10_000;

    private final EntityManager database;
    private final EventSettings settings;
    private final Migration migration;

    OldEvents(EntityManager database, EventSettings settings, Migration migration) {
        this.database = database;
        this.settings = settings;
        this.migration = migration;
    }

    @Scheduled(
            identity = "old-events",
            every = "1M",
            delayed = "30S",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    @Transactional
    void forget() {
        if (!migration.isDone()) {
            return;
        }
        database.createNativeQuery(
                        "DELETE FROM job_events WHERE (job_id, number) IN (SELECT job_id, number FROM job_events"
                                + " WHERE created_at < now() - make_interval(secs => :keep)"
                                + " ORDER BY created_at LIMIT :most FOR UPDATE SKIP LOCKED)")
                .setParameter("keep", (double) settings.keep().toSeconds())
                .setParameter("most", MOST)
                .executeUpdate();
        database.createNativeQuery("DELETE FROM job_event_tickets WHERE expires_at < now()")
                .executeUpdate();
    }
}
