package dev.rushes.render.media;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Says stop where somebody asked for it, and where a piece of work takes longer than it may. Whoever catches the {@link
 * RenderCancelled} that follows asks {@link #passed()} which of the two it was.
 */
public final class TimeLimit implements BooleanSupplier {
    private final BooleanSupplier cancelled;
    private final Duration limit;
    private volatile long began = System.nanoTime();

    public TimeLimit(BooleanSupplier cancelled, Duration limit) {
        this.cancelled = cancelled;
        this.limit = limit;
    }

    /** Begins the next piece of work. */
    public void restart() {
        began = System.nanoTime();
    }

    @Override
    public boolean getAsBoolean() {
        return cancelled.getAsBoolean() || over();
    }

    /** Whether the time is what stopped the work. */
    public boolean passed() {
        return over() && !cancelled.getAsBoolean();
    }

    private boolean over() {
        return System.nanoTime() - began > limit.toNanos();
    }

    /** Seconds, for a message. */
    public long seconds() {
        return limit.toSeconds();
    }
}
