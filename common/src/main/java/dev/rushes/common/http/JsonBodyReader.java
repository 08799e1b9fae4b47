package dev.rushes.common.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.validation.Validator;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON bodies of requests: into records, or, for merge patches, as they are. No body is {@code {}}, whatever
 * its content type, so that an action without arguments needs neither.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@Consumes({MediaType.APPLICATION_JSON, JsonBodyReader.MERGE_PATCH, MediaType.WILDCARD})
public class JsonBodyReader implements MessageBodyReader<Object> {
    /** RFC 7396. */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    private final JsonBody body;
    private final int largest;

    public JsonBodyReader(
            Validator validator,
            @ConfigProperty(name = BodyLimit.SETTING, defaultValue = BodyLimit.DEFAULT)
                    int largest) {
        this.body = new JsonBody(validator);
        this.largest = largest;
    }

    /** See {@link JsonBody#patched}. */
    public <T> T patched(T current, @Nullable JsonNode patch, Class<T> type) {
        if (patch == null) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "A body is required.");
        }
        return body.patched(current, patch, type);
    }

    /** See {@link JsonBody#readAll}. */
    public <T> List<T> oneOrMore(@Nullable JsonNode document, Class<T> type, int most) {
        if (document == null) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "A body is required.");
        }
        return body.readAll(document, type, most);
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord() || type == JsonNode.class;
    }

    @Override
    public @Nullable Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream in)
            throws IOException {
        // A body without Content-Length is stopped here.
        byte[] bytes = in.readNBytes(largest + 1);
        if (bytes.length > largest) {
            throw BodyLimit.exceeded(largest);
        }
        if (isBlank(bytes)) {
            return type.isRecord() ? body.read(JsonNodeFactory.instance.objectNode(), type) : null;
        }
        if (!isJson(mediaType)) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
        }
        JsonNode document = body.parse(bytes);
        return type.isRecord() ? body.read(document, type) : document;
    }

    private static boolean isJson(MediaType type) {
        String subtype = type.getSubtype().toLowerCase(Locale.ROOT);
        return type.getType().equalsIgnoreCase("application")
                && (subtype.equals("json") || subtype.endsWith("+json"));
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
