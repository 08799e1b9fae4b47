package dev.rushes.local.standin.aws;

import dev.rushes.local.standin.aws.BucketConfigurations.Kind;
import dev.rushes.local.standin.aws.SignatureV4.Seal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What S3 checks before an object is touched: signature, body, origin, preconditions on writes. */
final class S3Front {
    private static final int LARGEST_DOCUMENT = 256 * 1024;
    private static final String MINIMUM_SIZE = "x-amz-transition-default-minimum-object-size";

    /** S3Mock has a CORS answer of its own that allows everybody; it must not see the question. */
    private static final Set<String> HIDDEN_HEADERS =
            Set.of("origin", "access-control-request-method", "access-control-request-headers");

    private final SignatureV4 signatures;
    private final BucketConfigurations configurations;
    private final BucketPolicies policies;
    private final Archive archive;
    private final ClockFront clock;
    private final List<ReentrantLock> locks =
            IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toList();

    S3Front(
            SignatureV4 signatures,
            BucketConfigurations configurations,
            Archive archive,
            ClockFront clock) {
        this.signatures = signatures;
        this.configurations = configurations;
        this.policies = new BucketPolicies(configurations);
        this.archive = archive;
        this.clock = clock;
    }

    void handle(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            SignedRequest signed = WireRequest.read(request);
            Place place = Place.of(signed.path());
            if (place.bucket().equals(ClockFront.PATH)) {
                clock.handle(signed, response);
                return;
            }
            if (signed.method().equals("OPTIONS")) {
                preflight(signed, place, response);
                return;
            }
            allowOrigin(signed, place, response);
            Seal seal = signatures.verify(signed, SignatureV4.UNSIGNED_PAYLOAD);
            if (signed.header("x-amz-content-sha256").isEmpty()
                    && signed.parameter("X-Amz-Signature").isEmpty()) {
                throw new AwsError(
                        400,
                        "InvalidRequest",
                        "Missing required header for this request: x-amz-content-sha256");
            }
            policies.check(signed, place.bucket(), place.key());
            var body =
                    CheckedBody.of(request.getInputStream(), request.getContentLengthLong(), seal);
            Optional<Kind> kind = place.key().isEmpty() ? Kind.of(signed) : Optional.empty();
            if (kind.isPresent()) {
                configure(signed, place.bucket(), kind.get(), body, response);
            } else if (Archive.isRestore(signed, place.key())) {
                archive.restore(signed, place.bucket(), place.key(), body, response);
            } else {
                archive.check(signed, place.bucket(), place.key(), response);
                pass(signed, place, new Signed(request, body), response, chain);
            }
        } catch (AwsError refused) {
            answer(response, request.getMethod(), refused);
        }
    }

    private void pass(
            SignedRequest signed,
            Place place,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        boolean conditionalWrite =
                signed.method().equals("PUT") && signed.header("if-none-match").isPresent();
        if (!conditionalWrite) {
            chain.doFilter(request, response);
            if (signed.method().equals("DELETE")
                    && place.key().isEmpty()
                    && signed.query().isEmpty()
                    && response.getStatus() == 204) {
                configurations.forget(place.bucket());
            }
            return;
        }
        if (!signed.header("if-none-match").orElse("").equals("*")) {
            throw new AwsError(501, "NotImplemented", "If-None-Match on a write must be *");
        }
        // S3Mock looks first and stores much later; two writers must not both find nothing.
        ReentrantLock lock = locks.get(Math.floorMod(place.hashCode(), locks.size()));
        lock.lock();
        try {
            chain.doFilter(request, response);
        } finally {
            lock.unlock();
        }
    }

    private void configure(
            SignedRequest signed,
            String bucket,
            Kind kind,
            ServletInputStream body,
            HttpServletResponse response)
            throws IOException {
        switch (signed.method()) {
            case "GET" -> {
                byte[] document = configurations.get(bucket, kind);
                if (kind == Kind.LIFECYCLE) {
                    response.setHeader(MINIMUM_SIZE, configurations.minimumSize(bucket));
                }
                response.setContentType(
                        kind == Kind.POLICY ? "application/json" : "application/xml");
                response.setContentLength(document.length);
                response.getOutputStream().write(document);
            }
            case "PUT" -> {
                byte[] document = body.readNBytes(LARGEST_DOCUMENT + 1);
                if (document.length > LARGEST_DOCUMENT) {
                    throw new AwsError(400, "EntityTooLarge", "The configuration is too large.");
                }
                configurations.put(bucket, kind, document);
                if (kind == Kind.LIFECYCLE) {
                    configurations.putMinimumSize(bucket, signed.header(MINIMUM_SIZE));
                }
                response.setStatus(200);
            }
            case "DELETE" -> {
                configurations.delete(bucket, kind);
                response.setStatus(204);
            }
            default ->
                    throw new AwsError(
                            405,
                            "MethodNotAllowed",
                            "The specified method is not allowed against this resource.");
        }
    }

    private void preflight(SignedRequest signed, Place place, HttpServletResponse response) {
        String origin = signed.header("origin").orElse("");
        String method = signed.header("access-control-request-method").orElse("");
        if (origin.isEmpty() || method.isEmpty()) {
            throw new AwsError(
                    400, "BadRequest", "Insufficient information. Origin request header needed.");
        }
        String headers = signed.header("access-control-request-headers").orElse("");
        CorsRules.Rule rule =
                configurations
                        .cors(place.bucket())
                        .forPreflight(origin, method, headers)
                        .orElseThrow(() ->
                                new AwsError(
                                        403,
                                        "AccessForbidden",
                                        "CORSResponse: This CORS request is not allowed."));
        response.setStatus(200);
        setCorsHeaders(response, rule, origin);
        if (!headers.isEmpty()) {
            response.setHeader("Access-Control-Allow-Headers", headers);
        }
        rule.maxAgeSeconds().ifPresent(age -> response.setHeader("Access-Control-Max-Age", age));
    }

    private void allowOrigin(SignedRequest signed, Place place, HttpServletResponse response) {
        Optional<String> origin = signed.header("origin");
        if (origin.isPresent() && !place.bucket().isEmpty()) {
            configurations
                    .cors(place.bucket())
                    .forRequest(origin.get(), signed.method())
                    .ifPresent(rule -> setCorsHeaders(response, rule, origin.get()));
        }
    }

    private static void setCorsHeaders(
            HttpServletResponse response, CorsRules.Rule rule, String origin) {
        String allowed = rule.allowedOrigin(origin);
        response.setHeader("Access-Control-Allow-Origin", allowed);
        response.setHeader("Access-Control-Allow-Methods", String.join(", ", rule.methods()));
        if (!allowed.equals("*")) {
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        if (!rule.exposed().isEmpty()) {
            response.setHeader("Access-Control-Expose-Headers", String.join(", ", rule.exposed()));
        }
        response.setHeader(
                "Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
    }

    private static void answer(HttpServletResponse response, String method, AwsError error)
            throws IOException {
        response.setStatus(error.status());
        if (!method.equals("HEAD")) {
            response.setContentType("application/xml");
            response.getOutputStream()
                    .write(
                            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
                                            + error.code()
                                            + "</Code><Message>"
                                            + escape(error.sentence())
                                            + "</Message></Error>")
                                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Bucket and decoded key of a path-style address; empty where the path names none. */
    private record Place(String bucket, String key) {
        static Place of(String path) {
            String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            String rest = decoded.startsWith("/") ? decoded.substring(1) : decoded;
            int slash = rest.indexOf('/');
            return slash < 0
                    ? new Place(rest, "")
                    : new Place(rest.substring(0, slash), rest.substring(slash + 1));
        }
    }

    /** The request as S3Mock sees it: with the checked body and without its CORS headers. */
    private static final class Signed extends HttpServletRequestWrapper {
        private final CheckedBody body;

        Signed(HttpServletRequest request, CheckedBody body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return hidden(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return hidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(
                    Collections.list(super.getHeaderNames()).stream()
                            .filter(n -> !hidden(n))
                            .toList());
        }

        private static boolean hidden(String name) {
            return HIDDEN_HEADERS.contains(name.toLowerCase(Locale.ROOT));
        }
    }

    /** Reads method, path, query and headers of a servlet request without touching its body. */
    static final class WireRequest {
        private WireRequest() {}

        static SignedRequest read(HttpServletRequest request) {
            Map<String, List<String>> headers = new HashMap<>();
            for (String name : Collections.list(request.getHeaderNames())) {
                headers.put(name, Collections.list(request.getHeaders(name)));
            }
            return new SignedRequest(
                    request.getMethod(),
                    request.getRequestURI(),
                    SignedRequest.parseQuery(request.getQueryString()),
                    headers);
        }
    }
}
