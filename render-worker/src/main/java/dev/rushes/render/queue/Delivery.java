package dev.rushes.render.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One receive of a message.
 *
 * @param receipt proves this receive in later calls; another receive of the message makes it void
 * @param group the message's FIFO group
 * @param receiveCount how often the message was received by now, this time included
 * @param sent when the queue took it, by its own clock; null where it does not say
 * @param traceParent whose request it is, as W3C Trace Context says it; null where nothing is traced
 * @param receivedNanos {@link System#nanoTime()} before the receive was asked for
 */
public record Delivery(
        String body,
        String receipt,
        String group,
        int receiveCount,
        @Nullable Instant sent,
        @Nullable String traceParent,
        long receivedNanos) {}
