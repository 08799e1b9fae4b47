package dev.rushes.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL server of our own data folder that outlived the process which started it. */
final class LeftDatabase {

    private LeftDatabase() {}

    /** True when the server that listens on {@code port} is the one of this folder's data. */
    static boolean listensOn(StackFolder folder, int port) {
        return lines(folder).size() > 3
                && lines(folder).get(3).strip().equals(Integer.toString(port))
                && server(folder).isPresent();
    }

    /** The server that runs on this folder's data; PostgreSQL writes its pid into the first line of its own file. */
    static Optional<ProcessHandle> server(StackFolder folder) {
        return lines(folder).stream()
                .findFirst()
                .map(String::strip)
                .filter(pid -> pid.matches("\\d+"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    private static List<String> lines(StackFolder folder) {
        Path file = folder.data().resolve("postgres/postmaster.pid");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException gone) {
            return List.of();
        }
    }
}
