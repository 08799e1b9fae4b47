package dev.rushes.storage.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.show.AnalysisMessage;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.OutboxMessage;
import dev.rushes.common.storage.OutboxTopic;
import dev.rushes.storage.queue.AnalysisQueue;
import dev.rushes.storage.s3.MultipartStore;
import dev.rushes.storage.s3.ObjectStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works off the outbox, each topic in a thread of its own, so that large deletions do not hold up analyses. Calls to S3
 * and SQS are made between transactions, never inside one; all of the work may be done twice.
 */
@Singleton
class OutboxWorker {
    private static final Logger LOG = Logger.getLogger(OutboxWorker.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** For rows that no try will ever do, until somebody looks at them. */
    private static final Duration HOPELESS_PAUSE = Duration.ofHours(1);

    private static final int ROWS_AT_ONCE = 10;

    private final OutboxRows rows;
    private final AnalysisQueue queue;
    private final ObjectStore objects;
    private final MultipartStore multipart;
    private final List<Lane> lanes;

    OutboxWorker(
            OutboxRows rows, AnalysisQueue queue, ObjectStore objects, MultipartStore multipart) {
        this.rows = rows;
        this.queue = queue;
        this.objects = objects;
        this.multipart = multipart;
        this.lanes = Stream.of(OutboxTopic.values()).map(Lane::new).toList();
    }

    void onStart(@Observes StartupEvent event) {
        lanes.forEach(Lane::start);
    }

    void onStop(@Observes ShutdownEvent event) {
        lanes.forEach(Lane::stop);
    }

    void onWork(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.WorkNoted noted) {
        lanes.forEach(Lane::kick);
    }

    /** One topic's thread. */
    private final class Lane {
        private final OutboxTopic topic;
        private final Semaphore kicks = new Semaphore(0);
        private volatile boolean running = true;
        private @Nullable Thread thread;

        Lane(OutboxTopic topic) {
            this.topic = topic;
        }

        void start() {
            thread = Thread.ofVirtual().name("outbox-" + topic.text()).start(this::run);
        }

        void stop() {
            running = false;
            kick();
            try {
                if (thread != null) {
                    // Time to finish the row at hand; what is not done is done after the next
                    // start.
                    thread.join(Duration.ofSeconds(5));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void kick() {
            kicks.release();
        }

        private void run() {
            boolean away = false;
            while (running) {
                try {
                    drain();
                    away = false;
                } catch (RuntimeException e) {
                    if (!away) {
                        LOG.warnf("The outbox cannot be read: %s", e.getMessage());
                        LOG.debug("Cause", e);
                    }
                    away = true;
                }
                try {
                    if (kicks.tryAcquire(1, TimeUnit.SECONDS)) {
                        kicks.drainPermits();
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private void drain() {
            while (running) {
                List<OutboxMessage> claimed = rows.claim(topic, ROWS_AT_ONCE, LEASE);
                claimed.forEach(OutboxWorker.this::workOff);
                if (claimed.isEmpty()) {
                    return;
                }
            }
        }
    }

    private void workOff(OutboxMessage row) {
        try {
            // The claim of a whole batch may be nearly over when its last row comes up.
            rows.extend(row.id, LEASE);
            switch (row.topic) {
                case ANALYSE_FOOTAGE -> analyse(row);
                case DELETE_OBJECTS -> delete(row);
            }
        } catch (IllegalArgumentException e) {
            LOG.errorf("Outbox row %s cannot be read: %s", row.id, e.getMessage());
            rows.failed(row.id, "cannot be read: " + e.getMessage(), after(HOPELESS_PAUSE));
        } catch (RuntimeException e) {
            LOG.warnf("Outbox row %s (%s) must wait: %s", row.id, row.topic.text(), e.getMessage());
            rows.failed(row.id, String.valueOf(e.getMessage()), after(pause(row.attempts)));
        }
    }

    private void analyse(OutboxMessage row) {
        UUID sceneId = UUID.fromString(text(row.payload, "sceneId"));
        JsonNode dispatch = row.payload.path("dispatch");
        if (!dispatch.isInt()) {
            throw new IllegalArgumentException("no dispatch");
        }
        queue.send(new AnalysisMessage(sceneId, dispatch.intValue()));
        rows.analysisSent(row.id, sceneId, dispatch.intValue());
        LOG.infof("Sent the analysis of scene %s, dispatch %d", sceneId, dispatch.intValue());
    }

    private void delete(OutboxMessage row) {
        BucketRole bucket =
                BucketRole.named(text(row.payload, "bucket"))
                        .orElseThrow(() -> new IllegalArgumentException("no such bucket"));
        boolean wholeKey = row.payload.hasNonNull("key");
        String prefix = text(row.payload, wholeKey ? "key" : "prefix");
        if (!wholeKey && !prefix.endsWith("/")) {
            // Half a name would take its neighbours along.
            throw new IllegalArgumentException("a prefix must end with a slash");
        }
        if (wholeKey && row.payload.hasNonNull("uploadId")) {
            // First, so that nobody can join the parts any more.
            multipart.abort(bucket, prefix, text(row.payload, "uploadId"));
        }
        int gone = 0;
        for (int page = objects.purge(bucket, prefix, wholeKey);
                page > 0;
                page = objects.purge(bucket, prefix, wholeKey)) {
            gone += page;
            rows.extend(row.id, LEASE);
        }
        rows.done(row.id);
        LOG.infof("Deleted %d versions below %s of %s", gone, prefix, bucket.wireName());
    }

    private static String text(JsonNode payload, String field) {
        String text = payload.path(field).asText("");
        if (text.isBlank()) {
            throw new IllegalArgumentException("no " + field);
        }
        return text;
    }

    private static Duration pause(int attempts) {
        Duration pause = Duration.ofSeconds(1L << Math.min(Math.max(attempts - 1, 0), 5));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static Instant after(Duration pause) {
        return Instant.now().plus(pause);
    }
}
