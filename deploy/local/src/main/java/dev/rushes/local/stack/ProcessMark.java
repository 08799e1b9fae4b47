package dev.rushes.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of ours on disk: its id and when it started, so that a process id which the system gave to somebody else
 * since is never taken for ours.
 *
 * @param pid process id
 * @param startedAt when the process started, as the system tells it
 */
record ProcessMark(long pid, Instant startedAt) {

    // The system's boot time, which start times are counted from, may move by a second when the
    // clock is set.
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    void write(Path file) throws IOException {
        Files.writeString(file, pid + " " + startedAt.toEpochMilli() + "\n");
    }

    /** The mark in {@code file}; empty when there is none or it is damaged. */
    static Optional<ProcessMark> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).strip().split(" ", -1);
        try {
            return parts.length == 2
                    ? Optional.of(
                            new ProcessMark(
                                    Long.parseLong(parts[0]),
                                    Instant.ofEpochMilli(Long.parseLong(parts[1]))))
                    : Optional.empty();
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    /** The marked process where it still runs. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
    }

    private boolean isSame(ProcessHandle candidate) {
        return candidate
                .info()
                .startInstant()
                .map(start ->
                        Duration.between(start, startedAt).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(false);
    }
}
