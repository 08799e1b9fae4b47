package dev.rushes.local.demo;

import dev.rushes.local.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The services over HTTP, as a frontend calls them: nothing but the JDK's client and JSON trees.
 *
 * @param api base of the api-service, without a path
 * @param storage base of the storage-service, without a path
 * @param token bearer token, where the services ask for one
 */
public record RushesClient(HttpClient http, URI api, URI storage, Optional<String> token) {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration LOCAL_TOKEN_HOLDS = Duration.ofDays(1);
    private static final Duration CALL_WITHIN = Duration.ofSeconds(30);
    private static final Duration TRANSFER_WITHIN = Duration.ofMinutes(30);

    /**
     * An answer with its body read as JSON.
     *
     * @param location the Location header, empty when there is none
     * @param retryAfter the Retry-After header in the same way
     */
    public record Answer(
            int status, JsonNode body, Optional<String> location, Optional<Duration> retryAfter) {}

    /** A client without a token. */
    public static RushesClient of(URI api, URI storage) {
        HttpClient http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
        return new RushesClient(http, api, storage, Optional.empty());
    }

    /** A client that may do everything on a stack of this machine. */
    public static RushesClient of(Stack stack) {
        return of(stack.api(), stack.storage()).with(stack.issuer().token(LOCAL_TOKEN_HOLDS));
    }

    /** The same client with a bearer token. */
    public RushesClient with(String bearer) {
        return new RushesClient(http, api, storage, Optional.of(bearer));
    }

    /** GET below {@code /api/v1} of the api-service; anything but 200 is a failure. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return call(api, "GET", path, null, Map.of(), 200).body();
    }

    /** POST below {@code /api/v1} of the api-service; anything but {@code expected} is a failure. */
    public Answer post(String path, Object body, int... expected)
            throws IOException, InterruptedException {
        return call(api, "POST", path, body, Map.of(), expected);
    }

    /** POST with an idempotency key. */
    public Answer post(String path, Object body, String idempotencyKey, int... expected)
            throws IOException, InterruptedException {
        return call(api, "POST", path, body, Map.of("Idempotency-Key", idempotencyKey), expected);
    }

    /** PUT below {@code /api/v1} of the api-service; anything but {@code expected} is a failure. */
    public Answer put(String path, Object body, int... expected)
            throws IOException, InterruptedException {
        return call(api, "PUT", path, body, Map.of(), expected);
    }

    /** DELETE below {@code /api/v1} of the api-service; 200 and 204 are expected. */
    public void delete(String path) throws IOException, InterruptedException {
        call(api, "DELETE", path, null, Map.of(), 200, 204);
    }

    /** GET below {@code /api/v1} of the storage-service; anything but 200 is a failure. */
    public JsonNode getFromStorage(String path) throws IOException, InterruptedException {
        return call(storage, "GET", path, null, Map.of(), 200).body();
    }

    /** POST below {@code /api/v1} of the storage-service; anything but {@code expected} is a failure. */
    public Answer postToStorage(String path, Object body, int... expected)
            throws IOException, InterruptedException {
        return call(storage, "POST", path, body, Map.of(), expected);
    }

    /** GET of the api-service in whatever state it is; for polling while it may be restarting. */
    public Answer tryGet(String path) throws IOException, InterruptedException {
        return call(api, "GET", path, null, Map.of());
    }

    private Answer call(
            URI base,
            String method,
            String path,
            @Nullable Object body,
            Map<String, String> headers,
            int... expected)
            throws IOException, InterruptedException {
        URI address = URI.create(base + "/api/v1" + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(CALL_WITHIN)
                        .header("Accept", "application/json, application/problem+json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(
                                                JSON.writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (expected.length > 0
                && Arrays.stream(expected).noneMatch(status -> status == response.statusCode())) {
            throw new WorkflowFailure(
                    "%s %s: %d, expected %s: %s"
                            .formatted(
                                    method,
                                    address,
                                    response.statusCode(),
                                    Arrays.toString(expected),
                                    response.body()));
        }
        return new Answer(
                response.statusCode(),
                parsed(response.body()),
                response.headers().firstValue("Location"),
                response.headers()
                        .firstValue("Retry-After")
                        .map(Long::parseLong)
                        .map(Duration::ofSeconds));
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Sends a file to the presigned address of an upload.
     *
     * @param upload the answer that created the upload
     * @param sent gets the number of bytes sent so far
     */
    void put(JsonNode upload, Path file, LongConsumer sent)
            throws IOException, InterruptedException {
        if (upload.has("partCount")) {
            new PartsUpload(
                            http,
                            (id, numbers) ->
                                    postToStorage(
                                                    "/uploads/" + id + "/parts",
                                                    java.util.Map.of("numbers", numbers),
                                                    200)
                                            .body(),
                            4)
                    .send(upload, file, sent);
            return;
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(upload.path("url").asString()))
                        .timeout(TRANSFER_WITHIN)
                        .method(
                                upload.path("method").asString("PUT"),
                                HttpRequest.BodyPublishers.fromPublisher(
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                () -> counted(file, sent)),
                                        Files.size(file)));
        upload.path("headers").properties().stream()
                .filter(header ->
                        !List.of("content-length", "host")
                                .contains(header.getKey().toLowerCase(java.util.Locale.ROOT)))
                .forEach(header -> request.header(header.getKey(), header.getValue().asString()));
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new WorkflowFailure(
                    "the presigned upload of %s was answered %d: %s"
                            .formatted(file.getFileName(), response.statusCode(), response.body()));
        }
    }

    private static InputStream counted(Path file, LongConsumer sent) {
        try {
            return new CountedInput(Files.newInputStream(file), sent);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** Downloads what a job made, over the redirect to a presigned address. */
    public void download(String jobId, Path target) throws IOException, InterruptedException {
        URI address = URI.create(api + "/api/v1/jobs/" + jobId + "/output");
        HttpRequest.Builder ask = HttpRequest.newBuilder(address).timeout(CALL_WITHIN);
        token.ifPresent(bearer -> ask.header("Authorization", "Bearer " + bearer));
        HttpResponse<String> redirect =
                http.send(ask.build(), HttpResponse.BodyHandlers.ofString());
        String presigned =
                redirect.headers()
                        .firstValue("Location")
                        .filter(location -> redirect.statusCode() == 307)
                        .orElseThrow(() ->
                                new WorkflowFailure(
                                        "GET %s: %d, expected 307 with a Location: %s"
                                                .formatted(
                                                        address,
                                                        redirect.statusCode(),
                                                        redirect.body())));
        HttpResponse<Path> video =
                http.send(
                        HttpRequest.newBuilder(URI.create(presigned))
                                .timeout(TRANSFER_WITHIN)
                                .build(),
                        HttpResponse.BodyHandlers.ofFile(target));
        if (video.statusCode() != 200) {
            throw new WorkflowFailure("the presigned download was answered " + video.statusCode());
        }
    }
}
