package dev.rushes.local.standin.aws;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands before ElasticMQ, which takes any signature and does not know how long messages are kept.
 *
 * <p>Signatures are checked, {@code MessageRetentionPeriod} is stored and shown (but not enforced);
 * everything else is ElasticMQ's own answer.
 */
final class SqsFront {
    private static final String RETENTION = "MessageRetentionPeriod";
    private static final int LARGEST_REQUEST = 2 << 20;
    private static final Duration LONGEST_POLL = Duration.ofSeconds(30);
    private static final Set<String> OWN_HEADERS =
            Set.of(
                    "host",
                    "content-length",
                    "connection",
                    "expect",
                    "upgrade",
                    "transfer-encoding");

    private final SignatureV4 signatures;
    private final URI elasticMq;
    private final Path retentionFile;
    private final Properties retention = new Properties();
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SqsFront(SignatureV4 signatures, URI elasticMq, Path retentionFile) {
        this.signatures = signatures;
        this.elasticMq = elasticMq;
        this.retentionFile = retentionFile;
        if (Files.exists(retentionFile)) {
            try (var reader = Files.newBufferedReader(retentionFile)) {
                retention.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (Queue queue : Queue.values()) {
            retention.putIfAbsent(queue.queueName(), Long.toString(queue.retention().toSeconds()));
        }
    }

    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            byte[] body = request.getInputStream().readNBytes(LARGEST_REQUEST + 1);
            if (body.length > LARGEST_REQUEST) {
                throw new AwsError(413, "RequestEntityTooLarge", "The request is too large.");
            }
            SignedRequest signed = S3Front.WireRequest.read(request);
            signatures.verify(signed, SignatureV4.sha256(body));
            String target = signed.header("x-amz-target").orElse("");
            String action = target.substring(target.indexOf('.') + 1);
            switch (action) {
                case "GetQueueAttributes" -> getAttributes(signed, body, response);
                case "CreateQueue" -> {
                    ObjectNode asked = object(body);
                    forward(
                            signed,
                            json.writeValueAsBytes(
                                    remember(asked, asked.path("QueueName").asString(""))),
                            response);
                }
                case "SetQueueAttributes" -> {
                    ObjectNode asked = object(body);
                    forward(
                            signed,
                            json.writeValueAsBytes(remember(asked, nameOf(asked))),
                            response);
                }
                default -> forward(signed, body, response);
            }
        } catch (AwsError refused) {
            response.setStatus(refused.status());
            response.setContentType("application/x-amz-json-1.0");
            response.setHeader("x-amzn-query-error", refused.code() + ";Sender");
            ObjectNode error = json.createObjectNode();
            error.put("__type", "com.amazon.coral.service#" + refused.code());
            error.put("message", refused.sentence());
            response.getOutputStream().write(json.writeValueAsBytes(error));
        }
    }

    private void getAttributes(SignedRequest signed, byte[] body, HttpServletResponse response)
            throws IOException {
        ObjectNode asked = object(body);
        var names = new TreeSet<String>();
        asked.path("AttributeNames").forEach(name -> names.add(name.asString("")));
        boolean shown = names.contains("All") || names.remove(RETENTION);
        String name = nameOf(asked);
        boolean nothingElse = shown && names.isEmpty();
        if (nothingElse) {
            // ElasticMQ still says whether there is such a queue.
            names.add("QueueArn");
        }
        asked.set("AttributeNames", json.valueToTree(names));
        HttpResponse<byte[]> answer = send(signed, json.writeValueAsBytes(asked));
        if (answer.statusCode() != 200 || !shown) {
            relay(answer, answer.body(), response);
            return;
        }
        ObjectNode told = object(answer.body());
        if (told.path("Attributes") instanceof ObjectNode attributes) {
            if (nothingElse) {
                attributes.removeAll();
            }
            attributes.put(RETENTION, retention.getProperty(name, "345600"));
        }
        relay(answer, json.writeValueAsBytes(told), response);
    }

    private ObjectNode remember(ObjectNode asked, String name) {
        if (asked.path("Attributes") instanceof ObjectNode attributes) {
            JsonNode seconds = attributes.remove(RETENTION);
            if (seconds != null) {
                retention.setProperty(name, seconds.asString(""));
                store();
            }
        }
        return asked;
    }

    private synchronized void store() {
        Path fresh = retentionFile.resolveSibling(retentionFile.getFileName() + ".new");
        try {
            try (var writer = Files.newBufferedWriter(fresh)) {
                retention.store(writer, null);
            }
            Files.move(
                    fresh,
                    retentionFile,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forward(SignedRequest signed, byte[] body, HttpServletResponse response)
            throws IOException {
        HttpResponse<byte[]> answer = send(signed, body);
        relay(answer, answer.body(), response);
    }

    private HttpResponse<byte[]> send(SignedRequest signed, byte[] body) throws IOException {
        var request =
                HttpRequest.newBuilder(elasticMq.resolve(signed.path()))
                        .timeout(LONGEST_POLL)
                        .method(signed.method(), BodyPublishers.ofByteArray(body));
        signed.headers()
                .forEach((name, values) -> {
                    if (!OWN_HEADERS.contains(name)) {
                        values.forEach(value -> request.header(name, value));
                    }
                });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while ElasticMQ answered", e);
        }
    }

    private static void relay(
            HttpResponse<byte[]> answer, byte[] body, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.statusCode());
        answer.headers()
                .map()
                .forEach((name, values) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (lower.startsWith("x-amz") || lower.equals("content-type")) {
                        values.forEach(value -> response.addHeader(name, value));
                    }
                });
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private ObjectNode object(byte[] body) {
        if (json.readTree(new String(body, StandardCharsets.UTF_8)) instanceof ObjectNode object) {
            return object;
        }
        throw new AwsError(400, "SerializationException", "The request is not a JSON object.");
    }

    private static String nameOf(ObjectNode asked) {
        String url = asked.path("QueueUrl").asString("");
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
