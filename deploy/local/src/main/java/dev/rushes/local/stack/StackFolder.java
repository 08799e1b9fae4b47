package dev.rushes.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of one stack: its data, logs, marks of its processes and its environment.
 *
 * @param root absolute path
 */
public record StackFolder(Path root) {

    /** Makes the path absolute. */
    public StackFolder {
        root = root.toAbsolutePath().normalize();
    }

    void create() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        for (String folder : List.of("logs", "run", "scratch")) {
            Files.createDirectories(root.resolve(folder));
        }
    }

    /** What the stand-ins keep: database, objects and queues. */
    Path data() {
        return root.resolve("data");
    }

    /** Space for files that only live as long as a process. */
    Path scratch(String name) {
        return root.resolve("scratch").resolve(name);
    }

    /** The log of the process with this name. */
    public Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    Path mark(String name) {
        return root.resolve("run").resolve(name + ".pid");
    }

    Path lock() {
        return root.resolve("run").resolve("lock");
    }

    Path secrets() {
        return root.resolve("secrets");
    }

    /** The keys that tokens are signed with and checked against. */
    public Path issuer() {
        return root.resolve("issuer");
    }

    /** The variables of the running stack, for a shell to read; absent when none runs. */
    public Path environment() {
        return root.resolve("environment");
    }

    /** Names of the processes that left a mark, the supervisor's not among them. */
    List<String> marked() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("run"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pid"))
                    .map(name -> name.substring(0, name.length() - ".pid".length()))
                    .sorted()
                    .toList();
        }
    }

    /** Writes variables as lines that a shell can read; only the owner may read the file. */
    static void writeVariables(Path file, Map<String, String> variables) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(
                next,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                next,
                variables.entrySet().stream()
                        .map(variable ->
                                variable.getKey() + "='" + quoted(variable.getValue()) + "'\n")
                        .collect(Collectors.joining()));
        Files.move(
                next,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static String quoted(String value) {
        return value.replace("'", "'\\''");
    }

    /** Reads what {@link #writeVariables} wrote; empty when the file is not there. */
    public static Optional<Map<String, String>> readVariables(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(
                Files.readAllLines(file).stream()
                        .filter(line -> line.contains("='") && line.endsWith("'"))
                        .collect(
                                Collectors.toMap(
                                        line -> line.substring(0, line.indexOf('=')),
                                        line ->
                                                line.substring(
                                                                line.indexOf('=') + 2,
                                                                line.length() - 1)
                                                        .replace("'\\''", "'"))));
    }
}
