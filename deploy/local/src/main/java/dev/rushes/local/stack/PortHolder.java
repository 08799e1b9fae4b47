package dev.rushes.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The process that listens on a port.
 *
 * @param pid its process id
 * @param name its name, and for a Java program what it runs
 */
record PortHolder(long pid, String name) {

    private static final Path PROC = Path.of("/proc");

    /** Finds the listener on {@code port}; empty where the system does not tell (another user's process). */
    static Optional<PortHolder> of(int port) {
        try {
            return Files.isDirectory(PROC.resolve("self/fd")) ? inProc(port) : byLsof(port);
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<PortHolder> inProc(int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            Path file = PROC.resolve(table);
            if (Files.isReadable(file)) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.skip(1)
                            .forEach(line -> listeningSocket(line, port).ifPresent(sockets::add));
                }
            }
        }
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOne(process, sockets)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    return Optional.of(new PortHolder(pid, nameOf(process)));
                }
            }
        }
        return Optional.empty();
    }

    /** The socket of a line of /proc/net/tcp, where that line is a listener (state 0A) on {@code port}. */
    static Optional<String> listeningSocket(String line, int port) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length < 10 || !"0A".equals(columns[3])) {
            return Optional.empty();
        }
        String local = columns[1];
        int listening = Integer.parseInt(local.substring(local.lastIndexOf(':') + 1), 16);
        return listening == port ? Optional.of("socket:[" + columns[9] + "]") : Optional.empty();
    }

    private static boolean holdsOne(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException goneOrForeign) {
            return false;
        }
        return false;
    }

    private static String nameOf(Path process) throws IOException {
        String name = Files.readString(process.resolve("comm")).strip();
        if (!"java".equals(name)) {
            return name;
        }
        String[] arguments =
                Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8)
                        .split("\0", -1);
        return javaProgram(arguments).map(program -> "java " + program).orElse(name);
    }

    /** What a {@code java} command line runs: its jar or its main class. */
    static Optional<String> javaProgram(String... arguments) {
        for (int i = 1; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("-jar")) {
                return i + 1 < arguments.length ? Optional.of(arguments[i + 1]) : Optional.empty();
            }
            if (List.of("-cp", "-classpath", "--class-path", "-p", "--module-path")
                    .contains(argument)) {
                i++;
            } else if (!argument.startsWith("-")) {
                return Optional.of(argument);
            }
        }
        return Optional.empty();
    }

    private static Optional<PortHolder> byLsof(int port) throws IOException, InterruptedException {
        Process lsof =
                new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<String> lines = lsof.inputReader().lines().toList();
        lsof.waitFor();
        Optional<String> pid = lines.stream().filter(line -> line.startsWith("p")).findFirst();
        String name =
                lines.stream().filter(line -> line.startsWith("c")).findFirst().orElse("cunknown");
        return pid.map(
                line -> new PortHolder(Long.parseLong(line.substring(1)), name.substring(1)));
    }

    @Override
    public String toString() {
        return name + " (pid " + pid + ")";
    }
}
