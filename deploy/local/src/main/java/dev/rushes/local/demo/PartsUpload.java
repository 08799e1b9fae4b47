package dev.rushes.local.demo;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;

/**
 * Sends a file to the presigned addresses of its parts, several at a time. A part that fails is sent again, to a fresh
 * address where its own has expired.
 *
 * @param parallel how many parts at a time; each is held in memory
 */
public record PartsUpload(HttpClient http, MoreAddresses more, int parallel) {
    private static final int TRIES = 4;
    private static final int AT_ONCE = 100;
    private static final Duration PART_WITHIN = Duration.ofMinutes(10);

    /** Asks for the addresses of parts that have none yet, or none any more. */
    @FunctionalInterface
    public interface MoreAddresses {
        /** The answer of {@code POST /uploads/{id}/parts}. */
        JsonNode of(String uploadId, List<Integer> numbers)
                throws IOException, InterruptedException;
    }

    /**
     * Sends all parts.
     *
     * @param upload the answer that created the upload
     * @param sent gets the number of bytes sent so far
     * @throws IOException where a part failed several times
     */
    public void send(JsonNode upload, Path file, LongConsumer sent)
            throws IOException, InterruptedException {
        int count = upload.path("partCount").asInt();
        AtomicLong total = new AtomicLong();
        JsonNode batch = upload;
        try (FileChannel channel = FileChannel.open(file);
                ExecutorService threads =
                        Executors.newFixedThreadPool(parallel, Thread.ofVirtual().factory())) {
            for (int from = 1; from <= count; from += batch.path("parts").size()) {
                if (from > 1) {
                    batch = more.of(upload.path("id").asString(), numbers(from, count));
                }
                List<Future<?>> parts = new ArrayList<>();
                for (JsonNode part : batch.path("parts")) {
                    parts.add(
                            threads.submit(() -> {
                                send(upload, part, channel);
                                sent.accept(total.addAndGet(part.path("sizeBytes").asLong()));
                                return part;
                            }));
                }
                for (Future<?> part : parts) {
                    part.get();
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException transfer) {
                throw transfer;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static List<Integer> numbers(int from, int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = from; number <= Math.min(count, from + AT_ONCE - 1); number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private void send(JsonNode upload, JsonNode part, FileChannel file)
            throws IOException, InterruptedException {
        int number = part.path("number").asInt();
        byte[] bytes = new byte[part.path("sizeBytes").asInt()];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        long offset = (number - 1) * upload.path("partSizeBytes").asLong();
        while (target.hasRemaining()) {
            if (file.read(target, offset + target.position()) < 0) {
                throw new EOFException("the file has become shorter");
            }
        }
        String address = part.path("url").asString();
        for (int tried = 1; ; tried++) {
            String fault;
            try {
                HttpResponse<String> answer =
                        http.send(
                                HttpRequest.newBuilder(URI.create(address))
                                        .timeout(PART_WITHIN)
                                        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return;
                }
                fault = answer.statusCode() + " " + answer.body();
            } catch (IOException cut) {
                fault = String.valueOf(cut.getMessage());
            }
            if (tried == TRIES) {
                throw new IOException("part " + number + " failed: " + fault);
            }
            Thread.sleep(Duration.ofMillis(250L << tried));
            address =
                    more.of(upload.path("id").asString(), List.of(number))
                            .path("parts")
                            .path(0)
                            .path("url")
                            .asString();
        }
    }
}
