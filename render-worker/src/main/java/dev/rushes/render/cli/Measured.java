package dev.rushes.render.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a process and its children took.
 *
 * @param wall from start to end
 * @param cpu of all processors, as seen at the last look
 * @param peakKilobytes most memory resident at once: each process' own peak, added up
 * @param said all that it printed
 */
record Measured(Duration wall, Duration cpu, long peakKilobytes, String said) {
    /** Nothing was run yet. */
    static final Measured NONE = new Measured(Duration.ofDays(1), Duration.ZERO, 0, "");

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Going through all processes takes longer than looking at one, and none here starts others while it works. */
    private static final int LOOKS_AT_ONE_TREE = 20;

    /** What proc_pid_stat(5) counts in: USER_HZ is 100 on every Linux that runs a JVM. */
    private static final int MILLIS_A_TICK = 10;

    /** Fields after the name in brackets. */
    private static final int USER_TICKS = 11;

    /**
     * Runs a process to its end.
     *
     * @param said gets what it says
     */
    static Measured run(ProcessBuilder builder, Path said)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            long peak = 0;
            Duration cpu = Duration.ZERO;
            boolean ended = false;
            List<ProcessHandle> tree = List.of();
            for (int look = 0; !ended; look++) {
                ended = process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (look % LOOKS_AT_ONE_TREE == 0) {
                    tree =
                            Stream.concat(Stream.of(process.toHandle()), process.descendants())
                                    .toList();
                }
                peak = Math.max(peak, tree.stream().mapToLong(Measured::peakKilobytes).sum());
                Duration now =
                        Duration.ofMillis(tree.stream().mapToLong(Measured::processorMillis).sum());
                cpu = now.compareTo(cpu) > 0 ? now : cpu;
            }
            String text = Files.readString(said, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(builder.command().getFirst() + " failed:\n" + text);
            }
            return new Measured(Duration.ofNanos(System.nanoTime() - began), cpu, peak, text);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Of one process as the kernel kept it; 0 where it has just ended. */
    static long peakKilobytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** Of one process so far; 0 where it has just ended. Cheaper than {@link ProcessHandle#info}, which reads all its arguments. */
    private static long processorMillis(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return MILLIS_A_TICK
                    * (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]));
        } catch (IOException e) {
            return 0;
        }
    }

    /** The one with less wall time. */
    Measured orQuicker(Measured other) {
        return other.wall.compareTo(wall) < 0 ? other : this;
    }

    /** Both, one after the other. */
    Measured then(Measured next) {
        return new Measured(
                wall.plus(next.wall),
                cpu.plus(next.cpu),
                Math.max(peakKilobytes, next.peakKilobytes),
                said + next.said);
    }

    String line(String name) {
        return "%-32s %6.1f s wall  %6.1f s cpu  %6.0f MB resident at most"
                .formatted(name, seconds(wall), seconds(cpu), peakKilobytes / 1024.0);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
