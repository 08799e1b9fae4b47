package dev.rushes.api.claude;

import dev.langchain4j.exception.HttpException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer that is no success. It holds nothing of the body, which may repeat what was sent. */
final class CallFailed extends HttpException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    CallFailed(int status, @Nullable Duration retryAfter) {
        super(status, "the service answered " + status);
        this.retryAfter = retryAfter;
    }

    /** As the service asks for; null where it does not. */
    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
