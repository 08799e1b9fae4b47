package dev.rushes.api.webhook;

import dev.rushes.api.startup.Migration;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Works off the deliveries that are due. Who has taken one starts another thread before it sends, so that a receiver
 * that does not answer holds up nobody but itself; instances share the work.
 */
@ApplicationScoped
class DeliverWebhooks {
    private static final Logger LOG = Logger.getLogger(DeliverWebhooks.class);
    private static final int LAST_CHANCE_SECONDS = 3;

    private final DueDeliveries due;
    private final Courier courier;
    private final Migration migration;
    private final WebhookSettings settings;
    private final EntityManager database;
    private final Semaphore free;

    // Platform threads: resolving a name blocks the thread that a virtual one runs on.
    private final ThreadFactory threads =
            Thread.ofPlatform().daemon().name("webhook-", 0).factory();
    private volatile boolean stopped;

    DeliverWebhooks(
            DueDeliveries due,
            Courier courier,
            Migration migration,
            WebhookSettings settings,
            EntityManager database) {
        this.due = due;
        this.courier = courier;
        this.migration = migration;
        this.settings = settings;
        this.database = database;
        this.free = new Semaphore(settings.atOnce());
    }

    @Scheduled(
            identity = "deliver-webhooks",
            every = "{rushes.webhook.deliver-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        if (migration.isDone()) {
            oneMore();
        }
    }

    @Scheduled(identity = "old-deliveries", every = "1H", delayed = "1M")
    @RunOnVirtualThread
    @Transactional
    void forget() {
        if (migration.isDone()) {
            database.createNativeQuery(
                            "DELETE FROM webhook_deliveries WHERE status <> 'pending'"
                                    + " AND ended_at < now() - make_interval(secs => :keep)")
                    .setParameter("keep", (double) settings.keep().toSeconds())
                    .executeUpdate();
        }
    }

    /** What is under way and not recorded is sent again by another instance, under the same id. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        boolean unusedAnswer =
                free.tryAcquire(settings.atOnce(), LAST_CHANCE_SECONDS, TimeUnit.SECONDS);
    }

    private void oneMore() {
        if (!stopped && free.tryAcquire()) {
            threads.newThread(
                            () -> {
                                try {
                                    workOff();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                } catch (RuntimeException e) {
                                    LOG.warnf(
                                            "Deliveries are tried again later: %s", e.getMessage());
                                } finally {
                                    free.release();
                                }
                            })
                    .start();
        }
    }

    private void workOff() throws InterruptedException {
        Optional<DueDeliveries.Try> next = due.take();
        while (next.isPresent() && !stopped) {
            oneMore();
            DueDeliveries.Try delivery = next.get();
            Outcome outcome = courier.carry(delivery);
            due.record(delivery, outcome)
                    .filter(status -> status.equals("given_up"))
                    .ifPresent(status ->
                            LOG.warnf(
                                    "Delivery %s to webhook %s is given up after %d tries: %s",
                                    delivery.delivery(),
                                    delivery.webhook(),
                                    delivery.attempt(),
                                    outcome.error()));
            next = due.take();
        }
    }
}
