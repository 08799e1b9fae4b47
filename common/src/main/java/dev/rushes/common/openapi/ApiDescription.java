package dev.rushes.common.openapi;

import dev.rushes.common.http.Idempotent;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * What every operation has alike and no resource repeats: the token, the problems that can be answered, the headers of
 * answers and requests, and examples of bodies.
 */
public class ApiDescription implements OASFilter {
    private static final String BEARER = "bearerAuth";
    private static final String PROBLEM = "Problem";
    private static final String SCHEMAS = "#/components/schemas/";

    /** Of Java; without help its methods are described, not what it holds. */
    private static final String DOCUMENT = "JsonNode";

    private static final String IF_MATCH = "If-Match";
    private static final String ETAG = "ETag";

    /** Statuses of problems that an operation tells of itself, and others that all have. */
    private static final Set<Integer> SEVERAL = Set.of(409, 503);

    private static final Pattern WORDS = Pattern.compile("[\\w-]+(\\|[\\w-]+)+");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents()
                .addSecurityScheme(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description(
                                        "sub is who acts; groups holds the roles viewer, editor, approver and"
                                                + " operator; shows, where present, the ids of the only shows"
                                                + " that are seen."));
        if (api.getComponents().getSchemas() != null) {
            api.getComponents().getSchemas().values().forEach(ApiDescription::nameWords);
            if (api.getComponents().getSchemas().containsKey(DOCUMENT)) {
                api.getComponents().removeSchema(DOCUMENT + "Type");
                api.getComponents().addSchema(DOCUMENT, CommonSchemas.document());
            }
        }
        api.getComponents().addSchema(PROBLEM, CommonSchemas.problem());
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Examples examples = new Examples(schemas);
        Map<String, PathItem> paths =
                api.getPaths() == null ? Map.of() : api.getPaths().getPathItems();
        paths.forEach((path, item) -> {
            boolean versioned =
                    item.getOperations().values().stream().anyMatch(ApiDescription::isGuarded);
            if (item.getPATCH() != null) {
                merge(item.getPATCH(), schemas);
            }
            item.getOperations()
                    .forEach((method, operation) ->
                            describe(path, method, operation, versioned, examples));
        });
    }

    private static void describe(
            String path,
            PathItem.HttpMethod method,
            Operation operation,
            boolean versioned,
            Examples examples) {
        operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
        boolean body = operation.getRequestBody() != null;
        boolean changes = method != PathItem.HttpMethod.GET;
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        Set<Integer> problems = new LinkedHashSet<>(List.of(400, 401, 403));
        if (path.contains("{")) {
            problems.add(404);
        }
        if (changes) {
            problems.add(409);
        }
        if (isGuarded(operation)) {
            problems.addAll(List.of(412, 428));
        }
        if (body) {
            problems.addAll(List.of(413, 415, 422));
        }
        if (has(operation, Idempotent.HEADER)) {
            problems.add(422);
        }
        problems.add(503);
        operation.getResponses().getAPIResponses().keySet().stream()
                .filter(code -> code.compareTo("400") >= 0)
                .map(Integer::valueOf)
                .forEach(problems::add);
        boolean idempotent = has(operation, Idempotent.HEADER);
        problems.stream()
                .sorted()
                .forEach(status ->
                        add(
                                operation.getResponses(),
                                status,
                                general(status, changes, idempotent)));
        operation
                .getResponses()
                .getAPIResponses()
                .forEach((code, response) -> headers(code, response, versioned && !path.isEmpty()));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(ApiDescription::explain);
        }
        if (body && operation.getRequestBody().getContent() != null) {
            operation.getRequestBody().getContent().getMediaTypes().values().forEach(examples::add);
        }
    }

    /** A merge patch has the members of what it changes, and needs none of them. */
    private static void merge(Operation patch, Map<String, Schema> schemas) {
        if (patch.getRequestBody() == null || patch.getRequestBody().getContent() == null) {
            return;
        }
        for (MediaType type : patch.getRequestBody().getContent().getMediaTypes().values()) {
            String ref = type.getSchema() == null ? null : type.getSchema().getRef();
            Schema whole = ref == null ? null : schemas.get(ref.substring(SCHEMAS.length()));
            if (whole != null) {
                type.setSchema(
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.OBJECT)
                                .description("Only what is to change; null takes a value away.")
                                .properties(whole.getProperties()));
            }
        }
    }

    /** A pattern that is a choice of words, as the checks of bodies write it, is an enumeration to a reader. */
    private static void nameWords(Schema schema) {
        String pattern = schema.getPattern();
        if (pattern != null && WORDS.matcher(pattern).matches()) {
            schema.setEnumeration(List.of((Object[]) pattern.split("\\|", -1)));
            schema.setPattern(null);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(ApiDescription::nameWords);
        }
        if (schema.getItems() != null) {
            nameWords(schema.getItems());
        }
    }

    private static void headers(String code, APIResponse response, boolean versioned) {
        if (code.equals("201") || code.equals("202")) {
            response.addHeader(
                    "Location", header("The address of what was made or started.", "uri"));
        }
        if (versioned && code.startsWith("2") && !code.equals("204")) {
            response.addHeader(ETAG, header("For If-Match of the next write.", null));
        }
    }

    private static void explain(Parameter parameter) {
        if (Idempotent.HEADER.equals(parameter.getName()) && parameter.getDescription() == null) {
            parameter.setDescription(
                    "1 to 255 printable ASCII characters. The same key and body within 24 hours get the first"
                            + " answer; the same key with another body is 422. Keys are each caller's own.");
        }
        if (IF_MATCH.equals(parameter.getName()) && parameter.getDescription() == null) {
            parameter.setDescription("The ETag of the last read.");
        }
    }

    /** What every operation of a kind can answer, beside what its resource says of itself. */
    private static Set<ProblemType> general(int status, boolean changes, boolean idempotent) {
        Set<ProblemType> types = EnumSet.noneOf(ProblemType.class);
        switch (status) {
            case 409 -> {
                if (changes) {
                    types.add(ProblemType.CONFLICT);
                }
                if (idempotent) {
                    types.add(ProblemType.IDEMPOTENCY_KEY_IN_USE);
                }
            }
            case 503 -> types.add(ProblemType.UNAVAILABLE);
            default ->
                    Arrays.stream(ProblemType.values())
                            .filter(type -> type.status() == status && !type.endsWork())
                            .forEach(types::add);
        }
        return types;
    }

    private static void add(APIResponses responses, int status, Set<ProblemType> general) {
        String code = Integer.toString(status);
        APIResponse response = responses.getAPIResponse(code);
        // What the framework says by itself tells nothing.
        if (response == null || response.getContent() == null) {
            List<String> types = new ArrayList<>();
            if (response != null && !isGeneric(response.getDescription())) {
                types.add(response.getDescription());
            }
            if (types.isEmpty() || SEVERAL.contains(status)) {
                general.forEach(type -> types.add(type.slug() + ": " + type.title()));
            }
            APIResponse told = OASFactory.createAPIResponse().description(String.join("; ", types));
            told.setContent(
                    OASFactory.createContent()
                            .addMediaType(
                                    Problem.MEDIA_TYPE,
                                    OASFactory.createMediaType()
                                            .schema(
                                                    OASFactory.createSchema()
                                                            .ref(SCHEMAS + PROBLEM))));
            if (status == 401 || status == 403) {
                told.addHeader("WWW-Authenticate", header("RFC 6750, 3.", null));
            }
            if (status == 503) {
                Header after = header("Seconds.", null);
                after.setSchema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER));
                told.addHeader("Retry-After", after);
            }
            responses.addAPIResponse(code, told);
        }
    }

    private static boolean isGeneric(@Nullable String description) {
        return description == null
                || Set.of("Not Authorized", "Not Allowed", "Bad Request", "").contains(description);
    }

    private static boolean isGuarded(Operation operation) {
        return has(operation, IF_MATCH);
    }

    private static boolean has(Operation operation, String header) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> header.equals(parameter.getName()));
    }

    private static Header header(String description, @Nullable String format) {
        Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
        if (format != null) {
            schema.setFormat(format);
        }
        return OASFactory.createHeader().description(description).schema(schema);
    }
}
