package dev.rushes.render.queue;

/** SQS does not answer, or refuses what it should allow: worth another try. */
public final class QueueUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueUnavailable(String queue, Throwable cause) {
        super("The queue " + queue + " does not answer: " + cause.getMessage(), cause);
    }
}
