package dev.rushes.render.health;

import dev.rushes.render.ffmpeg.FFmpeg;
import dev.rushes.render.queue.WorkQueue;
import dev.rushes.render.queue.WorkQueues;
import dev.rushes.render.work.Gate;
import dev.rushes.render.workspace.Results;
import dev.rushes.render.workspace.Scratch;
import dev.rushes.render.workspace.Sources;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Asks for everything every few seconds, so that a probe is answered from memory: probes have short limits, and a
 * hundred of them must not become a hundred questions.
 */
@ApplicationScoped
class Needs implements Gate {
    private static final Logger LOG = Logger.getLogger(Needs.class);

    /** One thing without which no work can be done. */
    enum Need {
        DATABASE,
        QUEUES,
        BUCKETS,
        FFMPEG,
        SCRATCH
    }

    /**
     * @param said what it said of itself, or what went wrong, for people
     */
    record Answer(boolean up, String said) {}

    private final EntityManager database;
    private final WorkQueues queues;
    private final Sources sources;
    private final Results results;
    private final Scratch scratch;
    private final HealthConfig config;
    private volatile Map<Need, Answer> answers = Map.of();
    private volatile long nextAsk = System.nanoTime();

    Needs(
            EntityManager database,
            WorkQueues queues,
            Sources sources,
            Results results,
            Scratch scratch,
            HealthConfig config) {
        this.database = database;
        this.queues = queues;
        this.sources = sources;
        this.results = results;
        this.scratch = scratch;
        this.config = config;
    }

    Map<Need, Answer> answers() {
        return answers;
    }

    @Override
    public boolean isOpen() {
        Map<Need, Answer> now = answers;
        return !now.isEmpty() && now.values().stream().allMatch(Answer::up);
    }

    @Override
    public void doubt() {
        nextAsk = System.nanoTime();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void askWhenDue() {
        if (System.nanoTime() - nextAsk >= 0) {
            ask();
            nextAsk =
                    System.nanoTime()
                            + (isOpen() ? config.whileUp() : config.whileDown()).toNanos();
        }
    }

    private void ask() {
        Map<Need, Answer> now = new EnumMap<>(Need.class);
        for (Need need : Need.values()) {
            Answer answer = answer(need);
            Answer before = answers.get(need);
            if (before == null ? !answer.up() : before.up() != answer.up()) {
                LOG.infof(
                        "%s %s: %s", need, answer.up() ? "is there" : "is missing", answer.said());
            }
            now.put(need, answer);
        }
        answers = Map.copyOf(now);
    }

    private Answer answer(Need need) {
        Supplier<String> question =
                switch (need) {
                    case DATABASE -> this::schema;
                    case QUEUES -> this::queues;
                    case BUCKETS -> this::buckets;
                    case FFMPEG -> FFmpeg::load;
                    case SCRATCH -> this::scratch;
                };
        try {
            return new Answer(true, question.get());
        } catch (RuntimeException | LinkageError e) {
            LOG.debugf(e, "%s does not answer", need);
            return new Answer(false, root(e));
        }
    }

    /** What happened in the end, without the frames around it. */
    private static String root(Throwable thrown) {
        Throwable cause = thrown;
        for (Throwable next = cause; next != null; next = next.getCause()) {
            cause = next;
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /**
     * The tables as well, with the newest columns that this version reads: until the API service has made them, every
     * claim would fail.
     */
    private String schema() {
        return QuarkusTransaction.requiringNew()
                .timeout(5)
                .call(() -> {
                    database.createNativeQuery(
                                    "SELECT trace_parent FROM video_processing_jobs LIMIT 1")
                            .getResultList();
                    database.createNativeQuery("SELECT analysis_dispatch FROM scenes LIMIT 1")
                            .getResultList();
                    return "answers";
                });
    }

    private String queues() {
        queues.all().forEach(WorkQueue::check);
        return "answer";
    }

    private String buckets() {
        sources.check();
        results.check();
        return "answer";
    }

    private String scratch() {
        scratch.check();
        return "writable";
    }
}
