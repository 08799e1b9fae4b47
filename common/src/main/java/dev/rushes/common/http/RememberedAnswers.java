package dev.rushes.common.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rushes.common.digest.Sha256;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Gives the first answer again where a key repeats. The unique index on the key does the waiting: a second request
 * stands behind the first one's open transaction and then finds its answer, or, where it was rolled back, runs itself.
 */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class RememberedAnswers {
    private static final int LONGEST_KEY = 255;

    /** What a resource's JSON goes out as. */
    private static final String JSON = MediaType.APPLICATION_JSON + ";charset=UTF-8";

    /** How long a second request waits for the first one's answer. */
    private static final String WAIT = "SET LOCAL lock_timeout = '4s'";

    /** PostgreSQL's lock_not_available. */
    private static final String GAVE_UP_WAITING = "55P03";

    private static final String CLAIM =
            """
            INSERT INTO idempotency_keys (service, key, request_hash) VALUES (?, ?, ?)
            ON CONFLICT (service, key) DO UPDATE
                SET request_hash = excluded.request_hash, state = 'running', created_at = now(),
                    expires_at = now() + interval '24 hours'
                WHERE idempotency_keys.expires_at < now()
            """;

    private final DataSource database;
    private final ObjectMapper json;
    private final String service;
    private final Caller caller;

    RememberedAnswers(
            DataSource database,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.name") String service,
            Caller caller) {
        this.database = database;
        this.json = json;
        this.service = service;
        this.caller = caller;
    }

    @AroundInvoke
    @Nullable Object once(InvocationContext call) throws Exception {
        String key = key(call);
        if (key == null) {
            return call.proceed();
        }
        if (key.isEmpty()
                || key.length() > LONGEST_KEY
                || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "Idempotency-Key must have 1 to 255 printable ASCII characters.");
        }
        String hash = requestHash(call);
        String owned = owned(key);
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    Optional<Response> first = firstAnswer(owned, hash);
                    if (first.isPresent()) {
                        return first.get();
                    }
                    Response answer = (Response) call.proceed();
                    if (answer.getStatus() >= 400) {
                        QuarkusTransaction.setRollbackOnly();
                        return answer;
                    }
                    return remembered(owned, answer);
                });
    }

    /** Keys are each caller's own. A line break stands in no key and in no subject, so no two pairs are the same text. */
    private String owned(String key) {
        return caller.subject() + "\n" + key;
    }

    /** The answer of an earlier request, or empty where the key is this request's own now. */
    private Optional<Response> firstAnswer(String key, String hash) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement wait = connection.createStatement();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            wait.execute(WAIT);
            claim.setString(1, service);
            claim.setString(2, key);
            claim.setString(3, hash);
            if (claim.executeUpdate() == 1) {
                return Optional.empty();
            }
            return Optional.of(read(connection, key, hash));
        } catch (SQLException e) {
            if (GAVE_UP_WAITING.equals(e.getSQLState())) {
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_IN_USE,
                        "The first request with this key is not answered yet; try again.");
            }
            throw e;
        }
    }

    private Response read(Connection connection, String key, String hash) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT request_hash, response_status, response_location,"
                                + " response_content_type, response_body, response_etag FROM idempotency_keys"
                                + " WHERE service = ? AND key = ?")) {
            select.setString(1, service);
            select.setString(2, key);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    // Swept away between the two statements.
                    throw new ProblemException(
                            ProblemType.IDEMPOTENCY_KEY_IN_USE, "The key is expiring; try again.");
                }
                if (!hash.equals(row.getString(1))) {
                    throw new ProblemException(
                            ProblemType.IDEMPOTENCY_KEY_REUSED,
                            "Take a new Idempotency-Key for another request.");
                }
                Response.ResponseBuilder answer = Response.status(row.getInt(2));
                if (row.getString(3) != null) {
                    answer.location(URI.create(row.getString(3)));
                }
                if (row.getString(5) != null) {
                    answer.type(row.getString(4)).entity(row.getString(5));
                }
                if (row.getString(6) != null) {
                    answer.header(HttpHeaders.ETAG, row.getString(6));
                }
                return answer.build();
            }
        }
    }

    private Response remembered(String key, Response answer)
            throws SQLException, JsonProcessingException {
        Object entity =
                answer.getEntity() instanceof ShownOnce once
                        ? once.remembered()
                        : answer.getEntity();
        String body = answer.hasEntity() ? json.writeValueAsString(entity) : null;
        MediaType type = answer.getMediaType();
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement(
                                "UPDATE idempotency_keys SET state = 'done', response_status = ?,"
                                        + " response_location = ?, response_content_type = ?,"
                                        + " response_body = ?, response_etag = ? WHERE service = ? AND key = ?")) {
            update.setInt(1, answer.getStatus());
            update.setString(2, answer.getHeaderString(HttpHeaders.LOCATION));
            update.setString(3, body == null ? null : type == null ? JSON : type.toString());
            update.setString(4, body);
            update.setString(
                    5,
                    answer.getEntity() instanceof Versioned row
                            ? EntityVersion.tag(row.version())
                            : null);
            update.setString(6, service);
            update.setString(7, key);
            update.executeUpdate();
        }
        return answer;
    }

    private static @Nullable String key(InvocationContext call) {
        Annotation[][] annotations = call.getMethod().getParameterAnnotations();
        for (int i = 0; i < annotations.length; i++) {
            for (Annotation annotation : annotations[i]) {
                if (annotation instanceof HeaderParam header
                        && header.value().equals(Idempotent.HEADER)) {
                    return (String) call.getParameters()[i];
                }
            }
        }
        throw new IllegalStateException(
                call.getMethod() + " has no parameter for " + Idempotent.HEADER);
    }

    /** What was asked: the operation, the ids in its path and its body. */
    private String requestHash(InvocationContext call) {
        Method method = call.getMethod();
        ArrayNode request = json.createArrayNode();
        request.add(method.getDeclaringClass().getName() + "." + method.getName());
        Annotation[][] annotations = method.getParameterAnnotations();
        for (int i = 0; i < annotations.length; i++) {
            boolean aboutTheCall =
                    Arrays.stream(annotations[i])
                            .map(annotation -> annotation.annotationType().getSimpleName())
                            .anyMatch(name ->
                                    name.equals("Context")
                                            || name.equals("HeaderParam")
                                            || name.equals("RestHeader"));
            if (!aboutTheCall) {
                request.add(json.<JsonNode>valueToTree(call.getParameters()[i]));
            }
        }
        return Sha256.of(CanonicalJson.of(request));
    }
}
