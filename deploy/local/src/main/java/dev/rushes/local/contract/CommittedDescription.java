package dev.rushes.local.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of an API as it is kept in {@code docs}, for people and clients that do not run the service.
 *
 * @param file where it is kept
 */
public record CommittedDescription(Path file) {
    /** Writes the file anew instead of comparing: {@code -Drushes.openapi.write=true}. */
    private static final String WRITE = "rushes.openapi.write";

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** A file of the checkout's {@code docs}, seen from a module's folder. */
    public static CommittedDescription in(String name) {
        return new CommittedDescription(Path.of("..", "docs", name));
    }

    /** What has drifted, in words; empty where nothing has. */
    public Optional<String> drift(JsonNode served) throws IOException {
        String text = PRETTY.writeValueAsString(served) + "\n";
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(file, text, StandardCharsets.UTF_8);
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of(file.getFileName() + " is not there. " + remedy());
        }
        JsonNode before = PRETTY.readTree(Files.readString(file, StandardCharsets.UTF_8));
        // In whichever order a build found the fields.
        if (before.equals(served)) {
            return Optional.empty();
        }
        List<String> changed = new ArrayList<>();
        for (String part : List.of("/paths", "/components/schemas")) {
            differences(before.at(part), served.at(part), changed);
        }
        return Optional.of(
                "docs/"
                        + file.getFileName()
                        + " is not what the service serves: "
                        + String.join(", ", changed)
                        + ". "
                        + remedy());
    }

    private static void differences(JsonNode before, JsonNode now, List<String> changed) {
        Collection<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(now.propertyNames());
        for (String name : names) {
            if (!before.path(name).equals(now.path(name))) {
                changed.add(name);
            }
        }
    }

    private static String remedy() {
        return "Write it anew with ./rushes openapi, and commit it.";
    }
}
