package dev.rushes.local.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Which problems the kept description says that an operation answers with, where a status has several kinds. */
public final class DescribedProblems {
    private static final Set<Integer> SEVERAL = Set.of(409, 503);
    private static final String TYPE = "urn:rushes:problem:";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final List<ApiOperation> operations;

    private DescribedProblems(List<ApiOperation> operations) {
        this.operations = operations;
    }

    /** Of a file of the checkout's {@code docs}, seen from a module's folder. */
    public static DescribedProblems in(String name) {
        try {
            return new DescribedProblems(
                    ApiOperation.all(
                            ApiOperation.JSON.readTree(
                                    Files.readString(Path.of("..", "docs", name)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What an answer is that the operation's description does not tell of.
     *
     * @param path as it was asked for, without a query
     * @param body of the answer
     */
    public Optional<String> undescribed(String method, String path, int status, String body) {
        if (!SEVERAL.contains(status)) {
            return Optional.empty();
        }
        String type = EveryOperation.parsed(body).path("type").asString("");
        if (!type.startsWith(TYPE)) {
            return Optional.empty();
        }
        String slug = type.substring(TYPE.length());
        return operations.stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> matches(operation, path))
                .findFirst()
                .filter(operation -> !described(operation, status).contains(slug + ": "))
                .map(operation ->
                        "%s answers %d %s, and describes only: %s"
                                .formatted(
                                        operation.name(),
                                        status,
                                        slug,
                                        described(operation, status)));
    }

    private static String described(ApiOperation operation, int status) {
        JsonNode answer = operation.node().path("responses").path(Integer.toString(status));
        return answer.path("description").asString("");
    }

    private static boolean matches(ApiOperation operation, String path) {
        // Only keys of objects hold slashes.
        String form =
                VARIABLE.matcher(operation.template())
                        .replaceAll(name -> name.group(1).equals("key") ? ".+" : "[^/]+");
        return path.matches(form);
    }
}
