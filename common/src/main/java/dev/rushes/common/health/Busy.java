package dev.rushes.common.health;

/** A question was not put at all, for want of a connection: it says nothing of who should have answered. */
final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy(Throwable cause) {
        super("No connection was free", cause);
    }
}
