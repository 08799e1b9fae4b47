package dev.rushes.local.contract;

import dev.rushes.local.token.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tries every operation that a running service describes with each mistake of {@link Mistake}, and says where the answer is
 * not the problem that the contract asks for. It reads the description, so an operation that is added is tried as well.
 *
 * @param base of the service, without a path
 * @param largestBody the service's own limit, in bytes
 */
public record EveryOperation(URI base, TokenIssuer issuer, int largestBody) {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final Pattern INSIDES =
            Pattern.compile("dev\\.rushes|java\\.|jakarta\\.|io\\.quarkus|Exception|\\tat ");

    /** What callers get wrong. */
    enum Mistake {
        NO_TOKEN,
        WRONG_ROLE,
        VIEWER_WRITES,
        MALFORMED_JSON,
        WRONG_CONTENT_TYPE,
        UNKNOWN_ID,
        OVERSIZED_BODY,
        UNKNOWN_FIELD
    }

    /**
     * What was tried.
     *
     * @param table a line for each operation, a column for each mistake
     * @param faults what is not as it must be
     */
    public record Outcome(List<String> table, List<String> faults) {}

    /** An answer that came. */
    record Answer(int status, String type, String body, Map<String, List<String>> headers) {}

    /** The description, as the service serves it. */
    public JsonNode description() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client().send(
                                HttpRequest.newBuilder(URI.create(base + "/q/openapi?format=json"))
                                        .timeout(WITHIN)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        return ApiOperation.JSON.readTree(answer.body());
    }

    /**
     * Tries all of them.
     *
     * @param viewersMay operations that change nothing or only download, such as {@code POST /api/v1/downloads}
     */
    public Outcome tried(List<String> viewersMay) throws IOException, InterruptedException {
        List<String> table = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        table.add(line("operation", Arrays.stream(Mistake.values()).map(Enum::name).toList()));
        for (ApiOperation operation : ApiOperation.all(description())) {
            List<String> cells = new ArrayList<>();
            for (Mistake mistake : Mistake.values()) {
                List<Integer> expected = expected(operation, mistake, viewersMay);
                if (expected.isEmpty()) {
                    cells.add("-");
                    continue;
                }
                Answer answer;
                try {
                    answer = send(operation, mistake);
                } catch (IOException noAnswer) {
                    cells.add("none");
                    faults.add(operation.name() + ", " + mistake + ": no answer, " + noAnswer);
                    continue;
                }
                cells.add(Integer.toString(answer.status()));
                fault(answer, expected, mistake)
                        .ifPresent(fault ->
                                faults.add(operation.name() + ", " + mistake + ": " + fault));
            }
            table.add(line(operation.name(), cells));
        }
        return new Outcome(table, faults);
    }

    /** The statuses that are right; none where the mistake cannot be made. */
    private static List<Integer> expected(
            ApiOperation operation, Mistake mistake, List<String> viewersMay) {
        boolean json = operation.jsonBody().isPresent();
        return switch (mistake) {
            case NO_TOKEN -> List.of(401);
            case WRONG_ROLE -> List.of(403);
            case VIEWER_WRITES ->
                    operation.reads() || viewersMay.contains(operation.name())
                            ? List.of()
                            : List.of(403);
            case MALFORMED_JSON -> json ? List.of(400) : List.of();
            case WRONG_CONTENT_TYPE -> json ? List.of(415) : List.of();
            case UNKNOWN_ID -> operation.hasId() ? List.of(404) : List.of();
            case OVERSIZED_BODY -> json ? List.of(413) : List.of();
            // A merge patch is read against the thing, which is not there.
            case UNKNOWN_FIELD ->
                    json && operation.hasClosedBody()
                            ? operation.method().equals("PATCH") ? List.of(404, 422) : List.of(422)
                            : List.of();
        };
    }

    private Answer send(ApiOperation operation, Mistake mistake)
            throws IOException, InterruptedException {
        String type = operation.jsonBody().orElse("application/json");
        String body =
                operation.jsonBody().isEmpty()
                        ? null
                        : switch (mistake) {
                            case MALFORMED_JSON -> "{\"open\": ";
                            case WRONG_CONTENT_TYPE -> "<a/>";
                            case OVERSIZED_BODY -> "\"" + "a".repeat(largestBody) + "\"";
                            case UNKNOWN_FIELD -> withUnknownField(operation.body());
                            case NO_TOKEN, WRONG_ROLE, VIEWER_WRITES, UNKNOWN_ID ->
                                    operation.body().toString();
                        };
        return send(
                operation,
                body,
                mistake == Mistake.WRONG_CONTENT_TYPE ? "application/xml" : type,
                token(mistake));
    }

    /** Sends a body, or none, to a place that is not there. */
    Answer send(ApiOperation operation, @Nullable String body, String type, Optional<String> token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + operation.unknown()))
                        .timeout(WITHIN)
                        .header("Accept", operation.accepted())
                        .method(
                                operation.method(),
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", type);
        }
        if (operation.needsIfMatch()) {
            request.header("If-Match", "*");
        }
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        HttpResponse<String> answer =
                client().send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body(),
                new TreeMap<>(answer.headers().map()));
    }

    private Optional<String> token(Mistake mistake) {
        return switch (mistake) {
            case NO_TOKEN -> Optional.empty();
            case WRONG_ROLE ->
                    Optional.of(issuer.token("tester", List.of(), Optional.empty(), WITHIN));
            case VIEWER_WRITES ->
                    Optional.of(
                            issuer.token("tester", List.of("viewer"), Optional.empty(), WITHIN));
            case MALFORMED_JSON, WRONG_CONTENT_TYPE, UNKNOWN_ID, OVERSIZED_BODY, UNKNOWN_FIELD ->
                    Optional.of(issuer.token(WITHIN));
        };
    }

    private static Optional<String> fault(Answer answer, List<Integer> expected, Mistake mistake) {
        if (!expected.contains(answer.status())) {
            return Optional.of(
                    "%d, expected %s: %s".formatted(answer.status(), expected, answer.body()));
        }
        if (!answer.type().startsWith("application/problem+json")) {
            return Optional.of("is " + answer.type());
        }
        JsonNode problem = parsed(answer.body());
        boolean whole =
                problem.path("type").asString("").startsWith("urn:rushes:problem:")
                        && problem.path("status").asInt(0) == answer.status()
                        && !problem.path("title").asString("").isBlank()
                        && !problem.path("detail").asString("").isBlank();
        if (!whole) {
            return Optional.of("is no whole problem: " + answer.body());
        }
        if (INSIDES.matcher(answer.body()).find()) {
            return Optional.of("tells of its insides: " + answer.body());
        }
        if (answer.status() == 401 && !answer.headers().containsKey("www-authenticate")) {
            return Optional.of("has no WWW-Authenticate");
        }
        boolean names =
                mistake != Mistake.UNKNOWN_FIELD
                        || answer.status() != 422
                        || problem.path("errors").toString().contains("/notAField");
        return names ? Optional.empty() : Optional.of("does not name the field: " + answer.body());
    }

    private static String withUnknownField(JsonNode body) {
        ObjectNode object =
                body instanceof ObjectNode given
                        ? given.deepCopy()
                        : ApiOperation.JSON.createObjectNode();
        return object.put("notAField", 1).toString();
    }

    static JsonNode parsed(String body) {
        try {
            return ApiOperation.JSON.readTree(body);
        } catch (JacksonException notJson) {
            return ApiOperation.JSON.missingNode();
        }
    }

    private static String line(String operation, List<String> cells) {
        StringBuilder line = new StringBuilder("%-62s".formatted(operation));
        cells.forEach(cell -> line.append(" %-18s".formatted(cell)));
        return line.toString().stripTrailing();
    }

    // One for each call: the service closes connections whose bodies it does not read.
    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
}
