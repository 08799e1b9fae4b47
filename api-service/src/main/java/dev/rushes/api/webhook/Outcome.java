package dev.rushes.api.webhook;

import org.jspecify.annotations.Nullable;

/**
 * How a try went.
 *
 * @param statusCode what the receiver answered; null where it did not
 * @param error why it does not count; null where it does. Said to callers: nothing of the answer, nothing of our network
 */
record Outcome(@Nullable Integer statusCode, @Nullable String error) {
    static Outcome answered(int status) {
        return new Outcome(
                status, status / 100 == 2 ? null : "answered " + status + ", which is not 2xx");
    }

    static Outcome unanswered(String why) {
        return new Outcome(null, why);
    }

    boolean delivered() {
        return error == null;
    }
}
