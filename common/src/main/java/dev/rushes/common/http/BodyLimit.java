package dev.rushes.common.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
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

    private final int largest;
    private final ObjectMapper json;

    BodyLimit(
            @ConfigProperty(name = SETTING, defaultValue = DEFAULT) int largest,
            ObjectMapper json) {
        this.largest = largest;
        this.json = json;
    }

    void comesFirst(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check);
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
                    .onComplete(sent -> call.request().connection().close());
        } catch (JsonProcessingException e) {
            call.fail(e);
        }
    }

    private static long announced(@Nullable String contentLength) {
        try {
            return contentLength == null ? 0 : Long.parseLong(contentLength);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
