package dev.rushes.api.claude;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request, one answer, of bounded size and within a time that counts to the last byte. Redirects are not followed. */
final class BoundedHttp implements HttpClient, HttpClientBuilder {
    private static final int LARGEST_ANSWER = 4 << 20;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

    private final java.net.http.HttpClient http;
    private Duration timeout;

    BoundedHttp(Duration timeout) {
        this.timeout = timeout;
        this.http =
                java.net.http.HttpClient.newBuilder()
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .build();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        java.net.http.HttpRequest.Builder sent =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                        .timeout(timeout)
                        .method(
                                request.method().name(),
                                request.body() == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(request.body()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> sent.header(name, value)));
        CompletableFuture<Received> receiving =
                http.sendAsync(sent.build(), BodyHandlers.ofInputStream())
                        .thenApplyAsync(
                                BoundedHttp::received, task -> Thread.ofVirtual().start(task));
        try {
            Received received = receiving.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            HttpResponse<InputStream> answer = received.answer();
            if (answer.statusCode() / 100 != 2) {
                throw new CallFailed(answer.statusCode(), retryAfter(answer));
            }
            return SuccessfulHttpResponse.builder()
                    .statusCode(answer.statusCode())
                    .headers(answer.headers().map())
                    .body(received.body())
                    .build();
        } catch (java.util.concurrent.TimeoutException late) {
            receiving.cancel(true);
            throw new TimeoutException("no answer within " + timeout);
        } catch (InterruptedException e) {
            receiving.cancel(true);
            Thread.currentThread().interrupt();
            throw new TimeoutException("stopped");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof java.net.http.HttpTimeoutException) {
                throw new TimeoutException("no answer within " + timeout);
            }
            throw new UncheckedIOException(
                    new IOException("the service cannot be reached", e.getCause()));
        }
    }

    private record Received(HttpResponse<InputStream> answer, String body) {}

    private static Received received(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return new Received(
                    answer, new String(body.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> answer) {
        String seconds = answer.headers().firstValue("retry-after").orElse("");
        // A date is not what this API sends.
        return seconds.matches("\\d{1,6}")
                ? Duration.ofSeconds(
                        Math.min(Long.parseLong(seconds), LONGEST_RETRY_AFTER.toSeconds()))
                : null;
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are not streamed");
    }

    @Override
    public Duration connectTimeout() {
        return timeout;
    }

    /** Bounded by {@link #readTimeout}. */
    @Override
    public HttpClientBuilder connectTimeout(@Nullable Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return timeout;
    }

    @Override
    public HttpClientBuilder readTimeout(@Nullable Duration wanted) {
        if (wanted != null) {
            timeout = wanted;
        }
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
