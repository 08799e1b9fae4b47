package dev.rushes.common.http;

/** An answer with a part that is shown once and kept nowhere: a repeated {@code Idempotency-Key} gets it without. */
public interface ShownOnce {
    /** The answer as it may be kept. */
    Object remembered();
}
