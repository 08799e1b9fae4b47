package dev.rushes.api.event;

import dev.rushes.common.notice.Notices;
import dev.rushes.common.problem.ProblemException;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who watches which job on this instance. A change is heard through the database's notifications, whichever process
 * made it, read once, and handed to all watchers of the job.
 */
@ApplicationScoped
class JobFeed {
    private static final Logger LOG = Logger.getLogger(JobFeed.class);

    /** The channel of V12's triggers; the payload is a job's id. */
    private static final String CHANNEL = "rushes_job_events";

    private final Map<UUID, JobChannel> channels = new ConcurrentHashMap<>();
    private final AtomicInteger watching = new AtomicInteger();
    private final JobHistory history;
    private final Notices notices;
    private final EventSettings settings;
    private volatile boolean stopping;

    JobFeed(JobHistory history, DataSource database, EventSettings settings) {
        this.history = history;
        this.notices = new Notices(database, CHANNEL);
        this.settings = settings;
    }

    /**
     * Begins to watch a job.
     *
     * @param seen number of the last event that the client has; null for none
     * @return empty where the client has seen all that there is, and nothing will follow
     * @throws ProblemException 404 where there is no such job, 503 with too many watchers
     */
    Optional<Watcher> watch(UUID jobId, @Nullable Long seen) {
        if (stopping || watching.get() >= settings.mostWatchers()) {
            throw ProblemException.unavailable("This instance's feed of events", null);
        }
        if (seen != null) {
            JobHistory.State now = history.now(jobId);
            if (now.number() == seen && now.view().hasEnded()) {
                return Optional.empty();
            }
        }
        notices.start(this::lookAtAll, this::changed);
        while (true) {
            JobChannel channel = channels.computeIfAbsent(jobId, id -> new JobChannel(id, history));
            Watcher[] self = new Watcher[1];
            Watcher watcher =
                    new Watcher(() -> {
                        channel.leave(self[0]);
                        watching.decrementAndGet();
                    });
            self[0] = watcher;
            boolean joined;
            try {
                joined = channel.join(watcher, seen);
            } catch (RuntimeException e) {
                drop(jobId, channel);
                throw e;
            }
            if (joined) {
                watching.incrementAndGet();
                return Optional.of(watcher);
            }
            drop(jobId, channel);
        }
    }

    /** How many connections are open. */
    int watching() {
        return watching.get();
    }

    @Scheduled(
            identity = "event-heartbeat",
            every = "{rushes.events.heartbeat-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void beat() {
        channels.values().forEach(JobChannel::beat);
        try {
            // A pooler that swallows notifications makes events late, never lost.
            lookAtAll();
        } catch (RuntimeException e) {
            LOG.infof("Watched jobs are looked at again later: %s", e.getMessage());
        }
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        closeAll();
    }

    void stop(@Observes ShutdownEvent event) {
        closeAll();
        notices.stop();
    }

    /** Before the service waits for its open requests: these would never end. */
    private void closeAll() {
        stopping = true;
        channels.values().forEach(JobChannel::close);
        channels.clear();
    }

    private void changed(Set<UUID> jobs) {
        for (UUID job : jobs) {
            JobChannel channel = channels.get(job);
            if (channel != null) {
                refresh(job, channel);
            }
        }
    }

    /** For what was said while nobody listened. */
    private void lookAtAll() {
        if (channels.isEmpty()) {
            return;
        }
        Set<UUID> ids = new HashSet<>(channels.keySet());
        Map<UUID, Long> numbers = history.numbers(ids);
        for (UUID id : ids) {
            JobChannel channel = channels.get(id);
            Long number = numbers.get(id);
            if (channel != null && (number == null || channel.number() != number)) {
                refresh(id, channel);
            }
        }
    }

    private void refresh(UUID job, JobChannel channel) {
        try {
            if (!channel.refresh()) {
                drop(job, channel);
            }
        } catch (RuntimeException e) {
            LOG.infof("What changed of job %s is read again later: %s", job, e.getMessage());
        }
    }

    private void drop(UUID job, JobChannel channel) {
        boolean unusedAnswer = channels.remove(job, channel);
    }
}
