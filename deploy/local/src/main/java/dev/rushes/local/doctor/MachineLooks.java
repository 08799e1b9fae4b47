package dev.rushes.local.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at what the machine has, whether a stack runs or not. */
final class MachineLooks {

    private static final long MEGABYTE = 1L << 20;
    // The processes of the stack take about 1.3 GB, a render up to 0.7 GB of them.
    private static final long MEMORY_NEEDED = 2_000 * MEGABYTE;
    private static final long DISK_NEEDED = 5_000 * MEGABYTE;

    private final Installation installation;

    MachineLooks(Installation installation) {
        this.installation = installation;
    }

    List<Look> all() {
        return List.of(
                new Look("JDK", this::jdk, "install a JDK 25 and point JAVA_HOME at it"),
                new Look("Maven", this::maven, "install Maven 3.8 or newer, or set MAVEN_HOME"),
                new Look("memory", this::memory, "close other programs"),
                new Look("disk", this::disk, "free some space"),
                new Look(
                        "FFmpeg library",
                        this::ffmpegJar,
                        "run mvn package: the jar comes with render-worker"),
                new Look(
                        "FFmpeg loads",
                        this::ffmpegLoads,
                        "use a system that the library is made for (Linux or macOS), and scratch space that lets programs run: -Dorg.bytedeco.javacpp.cachedir=DIR"),
                new Look(
                        "ports",
                        this::ports,
                        "stop what holds them, or use ./rushes up --port-base N"));
    }

    private Finding jdk() {
        String version = System.getProperty("java.version");
        return Runtime.version().feature() == 25
                ? new Finding.Well(version + " in " + System.getProperty("java.home"))
                : new Finding.Ill(version, "install a JDK 25 and point JAVA_HOME at it");
    }

    private Finding maven() {
        String maven = System.getProperty("rushes.maven", "");
        return maven.isEmpty()
                ? new Finding.Ill("no mvn found", "install Maven 3.8 or newer, or set MAVEN_HOME")
                : new Finding.Well(maven);
    }

    private Finding memory() throws IOException {
        long free = available();
        String seen = "%d MB available".formatted(free / MEGABYTE);
        return free >= MEMORY_NEEDED
                ? new Finding.Well(seen)
                : new Finding.Ill(
                        seen,
                        "the stack and a render want about %d MB; close other programs"
                                .formatted(MEMORY_NEEDED / MEGABYTE));
    }

    /** Linux tells what could be freed; elsewhere only what is free now is known. */
    private static long available() throws IOException {
        Path meminfo = Path.of("/proc/meminfo");
        if (Files.isReadable(meminfo)) {
            try (Stream<String> lines = Files.lines(meminfo)) {
                Optional<String> line =
                        lines.filter(each -> each.startsWith("MemAvailable:")).findFirst();
                if (line.isPresent()) {
                    return Long.parseLong(line.get().replaceAll("\\D", "")) * 1024;
                }
            }
        }
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getFreeMemorySize();
    }

    private Finding disk() throws IOException {
        long free = Files.getFileStore(installation.home()).getUsableSpace();
        String seen = "%d MB free at %s".formatted(free / MEGABYTE, installation.home());
        return free >= DISK_NEEDED
                ? new Finding.Well(seen)
                : new Finding.Ill(
                        seen,
                        "keep at least %d MB free for takes and results"
                                .formatted(DISK_NEEDED / MEGABYTE));
    }

    private Finding ffmpegJar() throws IOException {
        try (Stream<Path> files = Files.list(installation.engineLibraries())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name ->
                            name.matches("org\\.bytedeco\\.ffmpeg-.*-(linux|macosx)-.*\\.jar"))
                    .findFirst()
                    .<Finding>map(Finding.Well::new)
                    .orElseGet(() ->
                            new Finding.Ill(
                                    "no jar for this system",
                                    "the parent pom has profiles for Linux and macOS on amd64 and arm64"));
        }
    }

    private Finding ffmpegLoads() throws IOException, InterruptedException {
        Process engine =
                new ProcessBuilder(
                                installation.java().toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                installation.engineClassPath(),
                                "dev.rushes.render.cli.LoadCommand")
                        .redirectErrorStream(true)
                        .start();
        String said =
                new String(engine.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String last = said.lines().reduce("", (before, line) -> line);
        return engine.waitFor() == 0
                ? new Finding.Well(last)
                : new Finding.Ill(
                        last,
                        "use a system that the library is made for (Linux or macOS), and scratch space that lets programs run");
    }

    private Finding ports() throws IOException {
        StackFolder folder = new StackFolder(installation.defaultData());
        Optional<Long> running = Stack.runningOn(folder);
        if (running.isPresent()) {
            return new Finding.Well("held by the running stack (pid %d)".formatted(running.get()));
        }
        List<String> taken = Stack.takenDefaultPorts();
        return taken.isEmpty()
                ? new Finding.Well("the default ports are free")
                : new Finding.Ill(
                        String.join("; ", taken),
                        "stop what holds them, or use ./rushes up --port-base 18080");
    }
}
