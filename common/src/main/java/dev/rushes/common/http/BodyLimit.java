package dev.rushes.common.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Refuses bodies that announce too much before a byte of them is read; Vert.x itself would answer without a problem. */
@ApplicationScoped
class BodyLimit {
    static final String SETTING = "rushes.http.max-body-bytes";

    /** Five thousand clips with reasons and alternates are about 4 MB. */
    static final String DEFAULT = "8388608";

    /** How long what follows a refusal is read and dropped, so that its sender reads the refusal and no broken pipe. */
    private static final long LINGER_MILLIS = 2_000;

    private final int largest;
    private final ObjectMapper json;

    BodyLimit(
            @ConfigProperty(name = SETTING, defaultValue = DEFAULT) int largest,
            ObjectMapper json) {
        this.largest = largest;
        this.json = json;
    }

    void comesFirst(@Observes Router router) {
        router.route().order(AnswerHeaders.ORDER + 1).handler(this::check);
    }

    static ProblemException exceeded(int largest) {
        return new ProblemException(
                ProblemType.TOO_LARGE, "A body has at most " + largest + " bytes here.");
    }

    private void check(RoutingContext call) {
        if (announced(call.request().getHeader(HttpHeaders.CONTENT_LENGTH)) <= largest) {
            call.next();
            return;
        }
        Problem problem = exceeded(largest).problem();
        try {
            call.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    // The rest of the body would be read as the next request.
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(json.writeValueAsString(problem))
                    .onComplete(sent -> closeSoon(call));
        } catch (JsonProcessingException e) {
            call.fail(e);
        }
    }

    /** Closing at once would reset the connection of a caller who still writes (RFC 9112, 9.6). */
    private static void closeSoon(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        long timer = call.vertx().setTimer(LINGER_MILLIS, late -> request.connection().close());
        request.handler(dropped -> {});
        request.exceptionHandler(gone -> call.vertx().cancelTimer(timer));
        request.endHandler(all -> {
            call.vertx().cancelTimer(timer);
            request.connection().close();
        });
        request.resume();
    }

    private static long announced(@Nullable String contentLength) {
        try {
            return contentLength == null ? 0 : Long.parseLong(contentLength);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
