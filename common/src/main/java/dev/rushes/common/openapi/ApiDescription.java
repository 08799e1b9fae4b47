package dev.rushes.common.openapi;

import dev.rushes.common.http.Idempotent;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
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
    private static final String REF = "#/components/schemas/" + PROBLEM;
    private static final String IF_MATCH = "If-Match";
    private static final String ETAG = "ETag";
    private static final Pattern WORDS = Pattern.compile("\\w+(\\|\\w+)+");

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
        }
        api.getComponents().addSchema(PROBLEM, problem());
        Examples examples = new Examples(api.getComponents().getSchemas());
        Map<String, PathItem> paths =
                api.getPaths() == null ? Map.of() : api.getPaths().getPathItems();
        paths.forEach((path, item) -> {
            boolean versioned =
                    item.getOperations().values().stream().anyMatch(ApiDescription::isGuarded);
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
        problems.stream().sorted().forEach(status -> add(operation.getResponses(), status));
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

    private static void add(APIResponses responses, int status) {
        String code = Integer.toString(status);
        APIResponse response = responses.getAPIResponse(code);
        // What the framework says by itself tells nothing.
        if (response == null || response.getContent() == null) {
            APIResponse told = OASFactory.createAPIResponse().description(types(status));
            if (response != null && !isGeneric(response.getDescription())) {
                told.setDescription(response.getDescription());
            }
            told.setContent(
                    OASFactory.createContent()
                            .addMediaType(
                                    Problem.MEDIA_TYPE,
                                    OASFactory.createMediaType()
                                            .schema(OASFactory.createSchema().ref(REF))));
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

    private static String types(int status) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.status() == status && !type.endsWork())
                .map(type -> type.slug() + ": " + type.title())
                .collect(Collectors.joining("; "));
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

    private static Schema problem() {
        Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
        Schema fault =
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .required(List.of("pointer", "detail"))
                        .addProperty(
                                "pointer",
                                described("A JSON pointer into the body, or a parameter's name."))
                        .addProperty("detail", text);
        List<Object> slugs = new ArrayList<>();
        for (ProblemType type : ProblemType.values()) {
            slugs.add(type.uri().toString());
        }
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("An error (RFC 9457).")
                .required(List.of("type", "title", "status", "detail"))
                .addProperty(
                        "type", described("What kind it is; never changes.").enumeration(slugs))
                .addProperty("title", described("The kind in words."))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", described("What it was this time."))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .description("Every fault of an invalid document.")
                                .items(fault));
    }

    private static Schema described(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
