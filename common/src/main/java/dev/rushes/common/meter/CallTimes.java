package dev.rushes.common.meter;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How long calls of S3 and SQS take for who makes them, with their retries: the meter {@code rushes.aws.call}. Operations
 * are the names that AWS gives them, of which the services use some thirty.
 */
@Singleton
public class CallTimes {
    private static final int FIRST_REFUSAL = 400;
    private static final int TOO_MANY = 429;
    private static final int FIRST_FAULT = 500;

    private final MeterRegistry meters;

    public CallTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * A call begins.
     *
     * @param system {@code s3} or {@code sqs}
     */
    public Call begin(String system) {
        return new Call(system, System.nanoTime());
    }

    /** A call on its way, with its retries. */
    public final class Call {
        private final String system;
        private final long began;

        Call(String system, long began) {
            this.system = system;
            this.began = began;
        }

        /**
         * It came back with what was asked for.
         *
         * @param operation as AWS calls it, such as {@code PutObject}
         */
        public void answered(String operation) {
            took(operation, "ok");
        }

        /**
         * It ended in an exception. An answer that says no, such as for a segment that is not kept, is {@code refused}: the
         * system works. Everything else is an {@code error}.
         *
         * @param status of HTTP; 0 where none came
         */
        public void failed(String operation, int status) {
            boolean refused = status >= FIRST_REFUSAL && status < FIRST_FAULT && status != TOO_MANY;
            took(operation, refused ? "refused" : "error");
        }

        private void took(String operation, String outcome) {
            meters.timer(
                            "rushes.aws.call",
                            "system",
                            system,
                            "operation",
                            operation,
                            "outcome",
                            outcome)
                    .record(Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
