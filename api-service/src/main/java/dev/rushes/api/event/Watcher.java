package dev.rushes.api.event;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One connection that watches a job. It is told without waiting and hands on as fast as its client reads; a client that
 * falls too far behind is let go, comes back with the number of the last event that it has, and misses nothing.
 *
 * <p>An empty item is a sign of life.
 */
final class Watcher implements Flow.Publisher<Optional<JobEvent>>, Flow.Subscription {
    /** Events that may wait for the client to read; they are shared, so this bounds references, not copies. */
    static final int MOST_WAITING = 256;

    private final Queue<Optional<JobEvent>> waiting = new ArrayDeque<>();
    private final Runnable closed;
    private Flow.@Nullable Subscriber<? super Optional<JobEvent>> client;
    private long wanted;
    private long last = -1;
    private boolean ended;
    private boolean over;
    private boolean handing;
    private int beatsAlone;

    /**
     * @param closed run once, when the client has gone or all is said
     */
    Watcher(Runnable closed) {
        this.closed = closed;
    }

    /** What the client has already; only later events are for it. */
    synchronized void startAfter(long number) {
        last = number;
    }

    /** Passes an event on, unless the client has it. */
    void tell(JobEvent event) {
        synchronized (this) {
            if (ended || event.number() <= last) {
                return;
            }
            last = event.number();
            put(Optional.of(event));
        }
        handOn();
    }

    /** Shows the client that it is still connected; not needed where something else is under way to it. */
    void beat() {
        boolean nobodyCame;
        synchronized (this) {
            nobodyCame = client == null && ++beatsAlone > 1;
        }
        if (nobodyCame) {
            cancel();
            return;
        }
        synchronized (this) {
            if (ended || !waiting.isEmpty()) {
                return;
            }
            put(Optional.empty());
        }
        handOn();
    }

    /** Ends the connection once the client has read what is waiting. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        handOn();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Optional<JobEvent>> subscriber) {
        synchronized (this) {
            if (client != null) {
                throw new IllegalStateException("one connection, one client");
            }
            client = subscriber;
        }
        subscriber.onSubscribe(this);
        handOn();
    }

    @Override
    public void request(long n) {
        synchronized (this) {
            wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
        }
        handOn();
    }

    @Override
    public void cancel() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            ended = true;
            waiting.clear();
        }
        closed.run();
    }

    private void put(Optional<JobEvent> item) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(item);
        } else {
            waiting.clear();
            ended = true;
        }
    }

    /** One thread at a time, since a client is never told two things at once; whoever comes meanwhile leaves it work. */
    private void handOn() {
        Runnable next = next();
        while (next != null) {
            next.run();
            synchronized (this) {
                handing = false;
            }
            next = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        Flow.Subscriber<? super Optional<JobEvent>> to = client;
        if (to == null || handing || over) {
            return null;
        }
        if (!waiting.isEmpty() && wanted > 0) {
            Optional<JobEvent> item = waiting.remove();
            wanted--;
            handing = true;
            return () -> to.onNext(item);
        }
        if (waiting.isEmpty() && ended) {
            over = true;
            return () -> {
                to.onComplete();
                closed.run();
            };
        }
        return null;
    }
}
