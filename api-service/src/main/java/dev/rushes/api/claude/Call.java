package dev.rushes.api.claude;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call, as it is recorded.
 *
 * @param status of the answer; null where there was none
 * @param requestId by which the service knows it
 */
record Call(
        Outcome outcome,
        @Nullable Integer status,
        @Nullable String requestId,
        long inputTokens,
        long outputTokens,
        Duration took) {
    /** How it ended. */
    enum Outcome {
        ANSWERED("answered"),
        REFUSED("refused"),
        CUT_OFF("cut_off"),
        UNREADABLE("unreadable"),
        RATE_LIMITED("rate_limited"),
        OVERLOADED("overloaded"),
        TIMED_OUT("timed_out"),
        FAILED("failed");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** US dollars. */
    BigDecimal cost(ClaudeSettings settings) {
        return settings.inputPrice()
                .multiply(BigDecimal.valueOf(inputTokens))
                .add(settings.outputPrice().multiply(BigDecimal.valueOf(outputTokens)))
                .divide(MILLION, 6, RoundingMode.HALF_UP);
    }
}
