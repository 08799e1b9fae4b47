package dev.rushes.common.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.rushes.common.IllegalTransition;
import dev.rushes.common.plan.StaleContent;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The one place where exceptions become answers, for every HTTP service: problem+json, never a stack trace. */
public class ProblemMapping {
    private static final Logger LOG = Logger.getLogger(ProblemMapping.class);

    /** SQLSTATE classes of a database that is away rather than asked wrongly: connection, resources, operator. */
    private static final List<String> AWAY = List.of("08", "53", "57");

    /** Tables or columns that are not there yet: the service that migrates has not come so far. */
    private static final List<String> NOT_MIGRATED = List.of("42P01", "42703");

    /** Foreign key and unique: another row stands against it. */
    private static final List<String> CONFLICTS = List.of("23503", "23505");

    /** Values that a column cannot take, such as a word outside the studio's own enumeration. */
    private static final String BAD_VALUE = "22";

    private final ObjectMapper json;
    private final AllowedMethods methods;

    ProblemMapping(ObjectMapper json, AllowedMethods methods) {
        this.json = json;
        this.methods = methods;
    }

    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        Response.ResponseBuilder answer = answer(e.problem());
        if (e.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, e.retryAfter().toSeconds());
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response invalid(ValidationException e) {
        if (e instanceof ConstraintViolationException violations) {
            List<Problem.Fault> faults =
                    violations.getConstraintViolations().stream()
                            .map(violation ->
                                    new Problem.Fault(pointer(violation), violation.getMessage()))
                            .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
                            .toList();
            return answer(Problem.of(ProblemType.INVALID, "The request is not valid.", faults))
                    .build();
        }
        return unexpected(e);
    }

    @ServerExceptionMapper
    public Response stale(OptimisticLockException e) {
        return answer(
                        Problem.of(
                                ProblemType.PRECONDITION_FAILED,
                                "Somebody else changed it meanwhile; read it again."))
                .build();
    }

    @ServerExceptionMapper
    public Response wrongState(IllegalTransition e) {
        // The message names the state it has.
        return answer(Problem.of(ProblemType.WRONG_STATE, String.valueOf(e.getMessage()))).build();
    }

    @ServerExceptionMapper
    public Response otherContent(StaleContent e) {
        return answer(
                        Problem.of(
                                ProblemType.PRECONDITION_FAILED,
                                "The plan's contentHash is " + e.current() + " now."))
                .build();
    }

    @ServerExceptionMapper
    public Response unreadable(JsonProcessingException e) {
        return json(e);
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException e, UriInfo address) {
        if (cause(e, JacksonException.class) instanceof JsonProcessingException unreadable) {
            return json(unreadable);
        }
        int status = e.getResponse().getStatus();
        Problem problem =
                switch (status) {
                    case 400 ->
                            Problem.of(
                                    ProblemType.MALFORMED_REQUEST, "The request cannot be read.");
                    case 401 ->
                            Problem.of(ProblemType.UNAUTHENTICATED, "Send a valid bearer token.");
                    case 403 -> Problem.of(ProblemType.FORBIDDEN, "The caller may not do this.");
                    // A path parameter that does not parse is an id that does not exist.
                    case 404 -> Problem.of(ProblemType.NOT_FOUND, "Nothing is at this address.");
                    case 405 ->
                            Problem.of(
                                    ProblemType.METHOD_NOT_ALLOWED,
                                    "This address takes other methods.");
                    case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "Ask for application/json.");
                    case 413 ->
                            Problem.of(
                                    ProblemType.TOO_LARGE,
                                    "The body is larger than this service takes.");
                    case 415 ->
                            Problem.of(
                                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
                    case 429 -> Problem.of(ProblemType.TOO_MANY_REQUESTS, "Slow down.");
                    default -> null;
                };
        if (problem == null) {
            return status >= 500 ? unexpected(e) : e.getResponse();
        }
        Response.ResponseBuilder answer = answer(problem);
        if (status == 405) {
            answer.header(HttpHeaders.ALLOW, methods.at(address.getPath()));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        if (cause(e, ProblemException.class) instanceof ProblemException problem) {
            return problem(problem);
        }
        if (cause(e, OptimisticLockException.class) instanceof OptimisticLockException stale) {
            return stale(stale);
        }
        if (cause(e, IllegalTransition.class) instanceof IllegalTransition transition) {
            return wrongState(transition);
        }
        String state = sqlState(e);
        if (CONFLICTS.contains(state)) {
            LOG.infof("A change met a constraint: %s", e.getMessage());
            return answer(
                            Problem.of(
                                    ProblemType.CONFLICT,
                                    "Another row of the database stands against this change."))
                    .build();
        }
        if (state.startsWith(BAD_VALUE)) {
            LOG.infof("The database refused a value: %s", e.getMessage());
            return answer(
                            Problem.of(
                                    ProblemType.INVALID,
                                    "The database cannot keep one of the values."))
                    .build();
        }
        if (databaseIsAway(e)) {
            LOG.warnf("The database does not answer: %s", e.getMessage());
            return problem(ProblemException.unavailable("The database", e));
        }
        LOG.error("A request failed unexpectedly", e);
        return answer(
                        Problem.of(
                                ProblemType.INTERNAL,
                                "The fault is logged; trying again may help."))
                .build();
    }

    private Response json(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return answer(
                            Problem.of(
                                    ProblemType.INVALID,
                                    "The request is not valid.",
                                    List.of(new Problem.Fault(pointer(unknown), "unknown field"))))
                    .build();
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return answer(
                            Problem.of(
                                    ProblemType.INVALID,
                                    "The request is not valid.",
                                    List.of(
                                            new Problem.Fault(
                                                    pointer(mapping),
                                                    "has the wrong type or form"))))
                    .build();
        }
        String place =
                e.getLocation() == null
                        ? ""
                        : " (line "
                                + e.getLocation().getLineNr()
                                + ", column "
                                + e.getLocation().getColumnNr()
                                + ")";
        return answer(
                        Problem.of(
                                ProblemType.MALFORMED_REQUEST,
                                "The body is not the JSON expected here" + place + "."))
                .build();
    }

    private Response.ResponseBuilder answer(Problem problem) {
        try {
            return Response.status(problem.status())
                    .type(Problem.MEDIA_TYPE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .entity(json.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always serialisable", e);
        }
    }

    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            pointer.append('/')
                    .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return pointer.toString();
    }

    /** The violated path without the names of the Java method and its body parameter. */
    private static String pointer(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        int depth = 0;
        for (Path.Node node : violation.getPropertyPath()) {
            if (depth++ < 2 && node.getKind() != jakarta.validation.ElementKind.PROPERTY) {
                continue;
            }
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        if (pointer.isEmpty()) {
            String path = violation.getPropertyPath().toString();
            return path.substring(path.lastIndexOf('.') + 1);
        }
        return pointer.toString();
    }

    private static boolean databaseIsAway(Throwable e) {
        if (cause(e, SQLTransientException.class) != null) {
            return true;
        }
        String state = sqlState(e);
        // No state at all: the pool could not hand out a connection.
        return cause(e, SQLException.class) != null
                && (state.isEmpty()
                        || NOT_MIGRATED.contains(state)
                        || AWAY.contains(state.substring(0, Math.min(2, state.length()))));
    }

    /** The SQLSTATE of the SQL error behind it, or empty. */
    private static String sqlState(Throwable e) {
        return cause(e, SQLException.class) instanceof SQLException sql && sql.getSQLState() != null
                ? sql.getSQLState()
                : "";
    }

    private static @Nullable Throwable cause(Throwable e, Class<? extends Throwable> wanted) {
        Throwable at = e;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (wanted.isInstance(at)) {
                return at;
            }
            at = Objects.equals(at, at.getCause()) ? null : at.getCause();
        }
        return null;
    }
}
