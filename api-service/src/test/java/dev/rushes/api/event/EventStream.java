package dev.rushes.api.event;

import dev.rushes.api.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A client of server-sent events that keeps what it reads. */
final class EventStream implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    record Event(long id, String data) {}

    private final HttpResponse<Stream<String>> response;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final Future<?> reading;

    private EventStream(HttpResponse<Stream<String>> response) {
        this.response = response;
        FutureTask<?> task = new FutureTask<>(this::read, null);
        this.reading = task;
        Thread.ofVirtual().start(task);
    }

    static EventStream open(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!url.contains("ticket=")) {
            request.header("Authorization", "Bearer " + Tokens.DEFAULT);
        }
        try {
            return new EventStream(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofLines()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<Event> events() {
        return events;
    }

    List<Long> ids() {
        return events.stream().map(Event::id).toList();
    }

    List<String> comments() {
        return comments;
    }

    /** Waits until the server has closed the stream. */
    EventStream untilClosed() throws InterruptedException, ExecutionException, TimeoutException {
        reading.get(30, TimeUnit.SECONDS);
        return this;
    }

    boolean isClosed() {
        return reading.isDone();
    }

    @Override
    public void close() {
        response.body().close();
    }

    private void read() {
        List<String> lines = new ArrayList<>();
        response.body()
                .forEach(line -> {
                    if (!line.isEmpty()) {
                        lines.add(line);
                        return;
                    }
                    String id = field(lines, "id:");
                    if (!id.isEmpty()) {
                        events.add(new Event(Long.parseLong(id), field(lines, "data:")));
                    }
                    lines.stream().filter(other -> other.startsWith(":")).forEach(comments::add);
                    lines.clear();
                });
    }

    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElse("");
    }
}
