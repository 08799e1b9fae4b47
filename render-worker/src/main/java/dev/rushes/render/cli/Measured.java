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
 * @param peakKilobytes most memory resident at once, sampled
 */
record Measured(Duration wall, Duration cpu, long peakKilobytes) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

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
            while (!ended) {
                ended = process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                List<ProcessHandle> tree =
                        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                                .toList();
                peak = Math.max(peak, tree.stream().mapToLong(Measured::residentKilobytes).sum());
                Duration now =
                        tree.stream()
                                .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
                                .reduce(Duration.ZERO, Duration::plus);
                cpu = now.compareTo(cpu) > 0 ? now : cpu;
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        builder.command().getFirst()
                                + " failed:\n"
                                + Files.readString(said, StandardCharsets.UTF_8));
            }
            return new Measured(Duration.ofNanos(System.nanoTime() - began), cpu, peak);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Of one process; 0 where it has just ended. */
    static long residentKilobytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    String line(String name) {
        return "%-28s %6.1f s wall  %6.1f s cpu  %6.0f MB resident at most"
                .formatted(name, seconds(wall), seconds(cpu), peakKilobytes / 1024.0);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
