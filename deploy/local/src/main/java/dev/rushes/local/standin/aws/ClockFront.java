package dev.rushes.local.standin.aws;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;

/**
 * The stand-in's own door for moving time on: {@code PUT /_clock?forward=P91D}. No bucket can have such a name, and no
 * web page can send a PUT here: it would have to ask first, and is refused.
 */
final class ClockFront {
    static final String PATH = "_clock";

    private static final Duration FURTHEST = Duration.ofDays(3660);

    private final MovedClock clock;
    private final Lifecycle lifecycle;

    ClockFront(MovedClock clock, Lifecycle lifecycle) {
        this.clock = clock;
        this.lifecycle = lifecycle;
    }

    /** GET says how far time was moved in all; PUT moves it, and answers when all that follows has happened. */
    void handle(SignedRequest request, HttpServletResponse response) throws IOException {
        switch (request.method()) {
            case "GET" -> {}
            case "PUT" -> lifecycle.moveClock(forward(request));
            default ->
                    throw new AwsError(
                            405, "MethodNotAllowed", "The clock knows GET and PUT ?forward= only.");
        }
        response.setContentType("application/json");
        response.getOutputStream()
                .write(
                        ("{\"moved\": \"" + clock.moved() + "\"}\n")
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static Duration forward(SignedRequest request) {
        try {
            Duration by = Duration.parse(request.parameter("forward").orElse(""));
            if (by.isPositive() && by.compareTo(FURTHEST) <= 0) {
                return by;
            }
        } catch (DateTimeException e) {
            // Told below, as is a time that is not ahead.
        }
        throw new AwsError(
                400,
                "InvalidArgument",
                "forward must be a duration such as P91D or PT5H, ahead and at most ten years:"
                        + " what has happened is not undone");
    }
}
