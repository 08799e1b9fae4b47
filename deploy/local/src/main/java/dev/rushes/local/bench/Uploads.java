package dev.rushes.local.bench;

import dev.rushes.local.demo.PartsUpload;
import dev.rushes.local.demo.RushesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Uploads of training videos, which start no analysis. */
record Uploads(RushesClient client) {
    private static final int TRIES = 10;

    JsonNode announce(long bytes) throws IOException, InterruptedException {
        return client.postToStorage(
                        "/uploads",
                        Map.of(
                                "kind",
                                "training-video",
                                "videoId",
                                "bench-" + UUID.randomUUID(),
                                "filename",
                                "bench.mp4",
                                "contentType",
                                "video/mp4",
                                "sizeBytes",
                                bytes),
                        201)
                .body();
    }

    JsonNode parts(JsonNode upload, Object numbers) throws IOException, InterruptedException {
        return client.postToStorage(
                        "/uploads/" + upload.path("id").asString() + "/parts",
                        Map.of("numbers", numbers),
                        200)
                .body();
    }

    void complete(JsonNode upload) throws IOException, InterruptedException {
        String path = "/uploads/" + upload.path("id").asString() + "/complete";
        for (int tried = 1; tried < TRIES; tried++) {
            RushesClient.Answer answer = client.postToStorage(path, Map.of(), 200, 503);
            if (answer.status() == 200) {
                return;
            }
            Thread.sleep(answer.retryAfter().orElseThrow());
        }
        client.postToStorage(path, Map.of(), 200);
    }

    void put(JsonNode upload, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder put =
                HttpRequest.newBuilder(URI.create(upload.path("url").asString()))
                        // A publisher of bytes would hold a copy of them for each upload at once.
                        .PUT(
                                HttpRequest.BodyPublishers.fromPublisher(
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(body)),
                                        body.length));
        upload.path("headers").properties().stream()
                .forEach(header -> put.header(header.getKey(), header.getValue().asString()));
        HttpResponse<String> answer =
                client.http().send(put.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("S3 answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    void sendParts(JsonNode upload, Path file, int parallel)
            throws IOException, InterruptedException {
        new PartsUpload(client.http(), (id, numbers) -> parts(upload, numbers), parallel)
                .send(upload, file, sent -> {});
    }

    /** Begins like an MP4 file, so that it is taken for one. */
    static byte[] movie(int size) {
        byte[] bytes = new byte[size];
        byte[] box = {0, 0, 0, 20, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0, 'i', 's'};
        System.arraycopy(box, 0, bytes, 0, Math.min(box.length, size));
        return bytes;
    }
}
