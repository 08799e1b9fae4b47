package dev.rushes.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** A plain HTTP client: it sends the headers that it was given and sets Host and Content-Length itself. */
public final class Client {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Client() {}

    public static HttpResponse<byte[]> put(String url, Map<String, String> headers, byte[] body) {
        return send(url, headers, "PUT", HttpRequest.BodyPublishers.ofByteArray(body));
    }

    public static HttpResponse<byte[]> get(String url) {
        return send(url, Map.of(), "GET", HttpRequest.BodyPublishers.noBody());
    }

    public static HttpResponse<byte[]> preflight(String url, String origin, String method) {
        return send(
                url,
                Map.of("Origin", origin, "Access-Control-Request-Method", method),
                "OPTIONS",
                HttpRequest.BodyPublishers.noBody());
    }

    private static HttpResponse<byte[]> send(
            String url,
            Map<String, String> headers,
            String method,
            HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, body);
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
