package dev.rushes.api.event;

import dev.rushes.api.job.JobView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The watchers of one job on this instance: what one of them would read is read once for all of them. */
final class JobChannel {
    private final UUID jobId;
    private final JobHistory history;
    private final ReentrantLock reading = new ReentrantLock();
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private @Nullable JobView view;
    private volatile @Nullable JobEvent latest;
    private boolean closed;

    JobChannel(UUID jobId, JobHistory history) {
        this.jobId = jobId;
        this.history = history;
    }

    /**
     * Takes a watcher in and tells it where the job stands, or what it missed.
     *
     * @param seen number of the last event that its client has; null for none
     * @return false where the channel is closed and another one must be opened
     */
    boolean join(Watcher watcher, @Nullable Long seen) {
        reading.lock();
        try {
            if (closed) {
                return false;
            }
            JobEvent now = latest;
            JobView job = view;
            if (now == null || job == null) {
                JobHistory.State state = history.now(jobId);
                job = state.view();
                now = history.event(state.number(), job);
                view = job;
                latest = now;
            }
            List<JobEvent> missed = seen == null ? List.of() : missed(seen, now, job);
            if (seen != null && seen == now.number()) {
                watcher.startAfter(seen);
            } else if (missed.isEmpty()) {
                watcher.tell(now);
            } else {
                watcher.startAfter(seen == null ? -1 : seen);
                missed.forEach(watcher::tell);
            }
            if (now.isFinal()) {
                watcher.end();
            } else {
                watchers.add(watcher);
            }
            return true;
        } finally {
            reading.unlock();
        }
    }

    /** Never waits: a connection's own thread says that it is gone. */
    void leave(Watcher watcher) {
        watchers.remove(watcher);
    }

    /**
     * Reads what is new and tells everybody.
     *
     * @return false where it is over: the job is final or gone, or nobody watches any more
     */
    boolean refresh() {
        reading.lock();
        try {
            JobEvent known = latest;
            JobView job = view;
            if (known == null || job == null) {
                return !closed;
            }
            if (watchers.isEmpty()) {
                closed = true;
                return false;
            }
            List<JobEvent> news = history.after(jobId, known.number(), job);
            if (news.isEmpty() && !history.numbers(List.of(jobId)).containsKey(jobId)) {
                close();
            }
            while (!news.isEmpty()) {
                for (JobEvent event : news) {
                    watchers.forEach(watcher -> watcher.tell(event));
                }
                known = news.getLast();
                latest = known;
                news =
                        news.size() < JobHistory.MOST_REPLAYED
                                ? List.of()
                                : history.after(jobId, known.number(), job);
            }
            if (known.isFinal()) {
                close();
            }
            return !closed;
        } finally {
            reading.unlock();
        }
    }

    /** The number of the newest change that was told; -1 where nobody watches. */
    long number() {
        JobEvent told = latest;
        return told == null || watchers.isEmpty() ? -1 : told.number();
    }

    void beat() {
        watchers.forEach(Watcher::beat);
    }

    /** Ends every connection. */
    void close() {
        reading.lock();
        try {
            closed = true;
            watchers.forEach(Watcher::end);
            watchers.clear();
        } finally {
            reading.unlock();
        }
    }

    /** Empty where it cannot be told without a gap: then the current state is what still matters. */
    private List<JobEvent> missed(long seen, JobEvent now, JobView job) {
        if (seen >= now.number() || now.number() - seen > JobHistory.MOST_REPLAYED) {
            return List.of();
        }
        List<JobEvent> all = new ArrayList<>(history.after(jobId, seen, job));
        all.removeIf(event -> event.number() > now.number());
        return all.size() == now.number() - seen ? all : List.of();
    }
}
