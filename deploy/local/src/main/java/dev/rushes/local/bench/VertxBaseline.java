package dev.rushes.local.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The least that answers the same requests: Vert.x, plain JDBC and the statements that api-service makes for them, with
 * no checks, no mapping and no framework. A program of its own, so that it has a JVM of its own.
 */
final class VertxBaseline {
    private static final int CONNECTIONS = 20;

    private final BlockingQueue<Connection> pool = new ArrayBlockingQueue<>(CONNECTIONS);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SqsClient sqs;
    private final String queue;

    private VertxBaseline(String database, SqsClient sqs, String queue) throws SQLException {
        this.sqs = sqs;
        this.queue = queue;
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = DriverManager.getConnection(database);
            connection.setAutoCommit(false);
            pool.add(connection);
        }
    }

    /** Arguments: port, JDBC URL, SQS endpoint, URL of the queue. Says "ready" when it listens. */
    public static void main(String[] args) throws SQLException {
        SqsClient sqs =
                SqsClient.builder()
                        .endpointOverride(java.net.URI.create(args[2]))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
        VertxBaseline baseline = new VertxBaseline(args[1], sqs, args[3]);
        Vertx vertx = Vertx.vertx(new VertxOptions());
        vertx.createHttpServer()
                .requestHandler(request -> baseline.handle(vertx.getOrCreateContext(), request))
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onSuccess(server -> System.out.println("ready"))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    private record Reply(int status, String body) {}

    private interface Use {
        Reply in(Connection connection) throws SQLException;
    }

    private void handle(Context context, HttpServerRequest request) {
        request.body()
                .onSuccess(body ->
                        threads.execute(() -> {
                            Reply reply;
                            try {
                                reply = answer(request, body.toString());
                            } catch (RuntimeException | SQLException | InterruptedException e) {
                                reply = new Reply(500, String.valueOf(e));
                            }
                            Reply said = reply;
                            context.runOnContext(none ->
                                    request.response()
                                            .setStatusCode(said.status())
                                            .putHeader("Content-Type", "application/json")
                                            .end(said.body()));
                        }));
    }

    private Reply answer(HttpServerRequest request, String body)
            throws SQLException, InterruptedException {
        String[] path = request.path().split("/", -1);
        if (path[3].equals("episodes")) {
            return with(connection -> createPlan(connection, path[4], new JsonObject(body)));
        }
        if (path[3].equals("edit-plans")) {
            return render(path[4]);
        }
        return request.method().equals(HttpMethod.GET) && path.length > 4
                ? with(connection -> readJob(connection, path[4]))
                : with(connection ->
                        list(
                                connection,
                                Integer.parseInt(request.getParam("limit")),
                                request.getParam("after")));
    }

    private Reply with(Use use) throws SQLException, InterruptedException {
        Connection connection = pool.take();
        try {
            Reply reply = use.in(connection);
            connection.commit();
            return reply;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            pool.add(connection);
        }
    }

    private static Reply createPlan(Connection connection, String episode, JsonObject request)
            throws SQLException {
        UUID id = UUID.fromString(episode);
        JsonObject found = JsonRows.one(connection, "SELECT * FROM episodes WHERE id = ?", id);
        JsonRows.all(
                connection,
                "SELECT * FROM uploads WHERE status = 'stored' AND (kind = 'raw-footage' AND episode_id = ?"
                        + " AND scene_id IS NOT NULL OR kind = 'asset' AND show_id = ?)",
                id,
                UUID.fromString(found.getString("show_id")));
        JsonRows.all(connection, "SELECT * FROM scenes WHERE episode_id = ?", id);
        String structure = request.getJsonObject("editStructure").encode();
        return new Reply(
                201,
                JsonRows.one(
                                connection,
                                "INSERT INTO ai_edit_plans (id, episode_id, edit_structure, content_hash, status,"
                                        + " generated_by) VALUES (?, ?, ?::jsonb, ?, 'draft', ?) RETURNING *",
                                UUID.randomUUID(),
                                id,
                                structure,
                                sha256(structure),
                                request.getString("generatedBy"))
                        .encode());
    }

    private Reply render(String plan) throws SQLException, InterruptedException {
        UUID job = UUID.randomUUID();
        String[] episode = {""};
        Reply reply =
                with(connection -> {
                    JsonObject found =
                            JsonRows.one(
                                    connection,
                                    "SELECT * FROM ai_edit_plans WHERE id = ? FOR NO KEY UPDATE",
                                    UUID.fromString(plan));
                    episode[0] = found.getString("episode_id");
                    JsonRows.one(
                            connection,
                            "SELECT * FROM episodes WHERE id = ?",
                            UUID.fromString(episode[0]));
                    return new Reply(
                            202,
                            JsonRows.one(
                                            connection,
                                            "INSERT INTO video_processing_jobs (id, episode_id, edit_plan_id, kind,"
                                                    + " dispatch, plan_hash) VALUES (?, ?, ?, 'draft', 1, ?) RETURNING *",
                                            job,
                                            UUID.fromString(episode[0]),
                                            UUID.fromString(plan),
                                            found.getString("content_hash"))
                                    .encode());
                });
        // As in the service: the answer does not wait for the queue.
        threads.execute(() -> send(job, episode[0]));
        return reply;
    }

    private void send(UUID job, String episode) {
        sqs.sendMessage(message ->
                message.queueUrl(queue)
                        .messageBody("{\"jobId\":\"" + job + "\",\"dispatch\":1}")
                        .messageGroupId(episode)
                        .messageDeduplicationId(job + "-1"));
        try {
            with(connection -> {
                try (PreparedStatement statement =
                        connection.prepareStatement(
                                "UPDATE video_processing_jobs SET dispatched_at = clock_timestamp()"
                                        + " WHERE id = ? AND dispatch = 1")) {
                    statement.setObject(1, job);
                    statement.executeUpdate();
                }
                return new Reply(200, "");
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Reply readJob(Connection connection, String id) throws SQLException {
        return new Reply(
                200,
                JsonRows.one(
                                connection,
                                "SELECT * FROM video_processing_jobs WHERE id = ?",
                                UUID.fromString(id))
                        .encode());
    }

    private static Reply list(Connection connection, int limit, @Nullable String after)
            throws SQLException {
        JsonArray rows;
        if (after == null || after.isEmpty()) {
            rows =
                    JsonRows.all(
                            connection,
                            "SELECT * FROM video_processing_jobs ORDER BY created_at DESC, id DESC LIMIT ?",
                            limit + 1);
        } else {
            String[] place =
                    new String(Base64.getUrlDecoder().decode(after), StandardCharsets.US_ASCII)
                            .split(" ", 2);
            rows =
                    JsonRows.all(
                            connection,
                            "SELECT * FROM video_processing_jobs WHERE (created_at, id) < (?::timestamptz, ?)"
                                    + " ORDER BY created_at DESC, id DESC LIMIT ?",
                            place[0],
                            UUID.fromString(place[1]),
                            limit + 1);
        }
        JsonObject page = new JsonObject().put("items", rows);
        if (rows.size() > limit) {
            rows.remove(limit);
            JsonObject last = rows.getJsonObject(limit - 1);
            page.put(
                    "next",
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(
                                    (last.getString("created_at").replace(' ', 'T')
                                                    + " "
                                                    + last.getString("id"))
                                            .getBytes(StandardCharsets.US_ASCII)));
        }
        return new Reply(200, page.encode());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
