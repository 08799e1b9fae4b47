package dev.rushes.common.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What every answer tells browsers and caches, also one that no resource made: it is no page, belongs in no frame, and is
 * not kept unless it says how.
 */
@ApplicationScoped
class AnswerHeaders {
    /** Before the limit of bodies, which answers by itself. */
    static final int ORDER = Integer.MIN_VALUE;

    private static final String API = "/api/";

    /** Nothing is loaded by an answer in JSON; the description's own page has scripts and styles. */
    private static final String NO_CONTENT = "default-src 'none'; frame-ancestors 'none'";

    private static final String OWN_CONTENT =
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
                    + " script-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

    private static final String ONE_YEAR = "max-age=31536000";

    void everywhere(@Observes Router router) {
        router.route().order(ORDER).handler(AnswerHeaders::add);
    }

    private static void add(RoutingContext call) {
        call.addHeadersEndHandler(ended -> {
            MultiMap headers = call.response().headers();
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set(
                    "Content-Security-Policy",
                    call.normalizedPath().startsWith("/q/swagger-ui") ? OWN_CONTENT : NO_CONTENT);
            // As the caller sees it: the scheme follows Forwarded and X-Forwarded-Proto.
            if ("https".equals(call.request().scheme())) {
                headers.set("Strict-Transport-Security", ONE_YEAR);
            }
            if (call.normalizedPath().startsWith(API)
                    && !headers.contains(HttpHeaders.CACHE_CONTROL)) {
                headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
            }
        });
        call.next();
    }
}
