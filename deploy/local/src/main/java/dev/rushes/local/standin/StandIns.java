package dev.rushes.local.standin;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL, S3 and SQS in a JVM of their own, seen from the outside.
 *
 * <p>Needs nothing but the JDK on its class path: the JVM it starts has {@code classes} and {@code
 * lib} of deploy/local's build folder, found beside this class or by the system property {@code
 * rushes.local.home}. The JVM ends with the process that started it.
 *
 * <p>With {@code RUSHES_TEST_CONTAINERS=true} the same in containers, see {@link ContainersMain}.
 *
 * <pre>{@code
 * try (StandIns standIns = StandIns.startEphemeral()) {
 *     Map<String, String> environment = standIns.environment();
 * }
 * }</pre>
 */
public final class StandIns implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final String ACCESS_KEY = "rushes-local";
    private static final String REGION = "us-east-1";

    private final Path data;
    private final boolean ephemeral;
    private final String secretKey;
    private final ContainerOrders containers;
    private volatile Ports ports;
    private volatile Process process;

    /**
     * Ports on the loopback interface.
     *
     * @param postgres 0 for a free one, as with the others
     */
    public record Ports(int postgres, int sqs, int s3) {
        /** Three free ports. */
        public static final Ports FREE = new Ports(0, 0, 0);
    }

    private StandIns(Path data, Ports ports, boolean ephemeral) {
        this.data = data.toAbsolutePath();
        this.ephemeral = ephemeral;
        this.containers = new ContainerOrders(this.data);
        try {
            Files.createDirectories(this.data);
            this.secretKey = secretKey(this.data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = launch(ports);
        this.ports = awaitReady();
    }

    /**
     * Starts durable stand-ins on free ports and waits until they answer.
     *
     * @param data folder for everything they keep; made where missing
     * @throws IllegalStateException where they do not start, with the end of their log
     */
    public static StandIns start(Path data) {
        return start(data, Ports.FREE);
    }

    /** As {@link #start(Path)}, on ports of the caller's choice. */
    public static StandIns start(Path data, Ports ports) {
        return new StandIns(data, ports, false);
    }

    /**
     * Starts stand-ins for tests: a temporary folder that {@link #close()} removes, and no waiting
     * for the disk.
     */
    public static StandIns startEphemeral() {
        try {
            return new StandIns(Files.createTempDirectory("rushes-stand-ins"), Ports.FREE, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The variables that configure a service to use these stand-ins, as the specification names
     * them: database, credentials, region, endpoints, queue URLs and bucket names.
     */
    public Map<String, String> environment() {
        String s3 = "http://127.0.0.1:" + ports.s3();
        String sqs = "http://127.0.0.1:" + ports.sqs();
        String queues = sqs + "/000000000000/episode-metadata-";
        var environment = new TreeMap<String, String>();
        environment.put(
                "DATABASE_URL",
                "postgresql://rushes:rushes@127.0.0.1:" + ports.postgres() + "/rushes");
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", secretKey);
        environment.put("AWS_ENDPOINT_URL_S3", s3);
        environment.put("AWS_ENDPOINT_URL_SQS", sqs);
        environment.put("S3_PATH_STYLE", "true");
        environment.put("S3_PUBLIC_ENDPOINT", s3);
        environment.put("S3_RAW_FOOTAGE_BUCKET", "episode-metadata-raw-footage-dev");
        environment.put("S3_PROCESSED_VIDEOS_BUCKET", "episode-metadata-processed-videos-dev");
        environment.put("S3_TRAINING_DATA_BUCKET", "episode-metadata-training-data-dev");
        environment.put("SQS_VIDEO_PROCESSING_QUEUE_URL", queues + "video-processing-dev.fifo");
        environment.put("SQS_VIDEO_PROCESSING_DLQ_URL", queues + "video-processing-dlq-dev.fifo");
        environment.put("SQS_MEDIA_ANALYSIS_QUEUE_URL", queues + "media-analysis-dev.fifo");
        environment.put("SQS_MEDIA_ANALYSIS_DLQ_URL", queues + "media-analysis-dlq-dev.fifo");
        return Collections.unmodifiableMap(environment);
    }

    /** The ports in use; they stay over {@link #restart()}. */
    public Ports ports() {
        return ports;
    }

    /** The process id of the stand-ins' JVM. */
    public long pid() {
        return process.pid();
    }

    /** Completes when the stand-ins' JVM has ended, for whatever reason. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** What the stand-ins had to say. */
    public Path log() {
        return data.resolve("stand-ins.log");
    }

    /** Kills the JVM without a word (SIGKILL); S3 and SQS are gone at once, PostgreSQL lives on. */
    public void kill() {
        if (ContainerOrders.wanted()) {
            containers.give(process, "kill aws");
            return;
        }
        destroy();
    }

    private void destroy() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Kills PostgreSQL without a word (SIGKILL); the stand-ins start it again on the same port. */
    public void killPostgres() {
        if (ContainerOrders.wanted()) {
            containers.give(process, "kill postgres");
            return;
        }
        postmaster()
                .ifPresent(postmaster -> {
                    List<ProcessHandle> sessions = postmaster.children().toList();
                    postmaster.destroyForcibly();
                    sessions.forEach(ProcessHandle::destroyForcibly);
                    postmaster.onExit().join();
                    sessions.forEach(session -> session.onExit().join());
                });
    }

    /** Stops PostgreSQL where it is (SIGSTOP): it takes connections and answers nothing. */
    public void freezePostgres() {
        if (ContainerOrders.wanted()) {
            containers.give(process, "freeze postgres");
        } else {
            signalPostgres("STOP");
        }
    }

    /** Lets a frozen PostgreSQL go on. */
    public void thawPostgres() {
        if (ContainerOrders.wanted()) {
            containers.give(process, "thaw postgres");
        } else {
            signalPostgres("CONT");
        }
    }

    private void signalPostgres(String signal) {
        ProcessHandle postmaster =
                postmaster()
                        .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
        // The postmaster first: it must not start another session meanwhile.
        signal(signal, postmaster);
        postmaster.children().forEach(process -> signal(signal, process));
    }

    private static void signal(String signal, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Lets time pass for everything that S3 has: objects, uploads, restores and presigned URLs grow older, and what the
     * lifecycle rules say about that happens before this returns. The clocks themselves stay as they are.
     */
    public void moveClock(Duration forward) {
        URI clock =
                URI.create(
                        "http://127.0.0.1:" + ports.s3() + "/_clock?forward=" + forward.toString());
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(clock)
                                    .PUT(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("The clock was not moved: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the clock was moved", e);
        }
    }

    /** Ends the stand-ins, where they still run, and starts them on the same ports and data. */
    public void restart() {
        stop();
        process = launch(ports);
        ports = awaitReady();
    }

    /** Ends all three; what they keep stays, unless they were started for one test. */
    @Override
    public void close() {
        if (ephemeral && ContainerOrders.wanted()) {
            forgetVolumes();
        }
        stop();
        // Only where the JVM was killed; what still writes into the folder would keep it alive.
        killPostgres();
        if (ephemeral) {
            deleteTree(data);
        }
    }

    /** A folder outlives a restart, and so do volumes: only now is it known that there will be none. */
    private void forgetVolumes() {
        try {
            containers.give(process, ContainersMain.FORGET);
        } catch (IllegalStateException | UncheckedIOException e) {
            // It is about to be ended all the same; what then is left has the run's label.
            System.err.println("Volumes of the containers may be left: " + e.getMessage());
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                destroy();
            }
        } catch (InterruptedException e) {
            destroy();
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            Path file = data.resolve("postgres").resolve("postmaster.pid");
            long pid =
                    Long.parseLong(Files.readString(file).lines().findFirst().orElse("").strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(p -> p.info().command().orElse("postgres").contains("postgres"));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Process launch(Ports wanted) {
        Path home = home();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx192m",
                        "-Xss512k",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(
                List.of(
                        "-cp",
                        home.resolve("classes") + File.pathSeparator + home.resolve("lib") + "/*",
                        ContainerOrders.wanted()
                                ? "dev.rushes.local.standin.ContainersMain"
                                : "dev.rushes.local.standin.StandInMain",
                        "--data",
                        data.toString(),
                        "--postgres-port",
                        Integer.toString(wanted.postgres()),
                        "--sqs-port",
                        Integer.toString(wanted.sqs()),
                        "--s3-port",
                        Integer.toString(wanted.s3()),
                        "--die-with-parent"));
        if (ephemeral) {
            command.add("--ephemeral");
        }
        var builder = new ProcessBuilder(command);
        builder.environment().put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
        builder.environment().put("AWS_SECRET_ACCESS_KEY", secretKey);
        builder.environment().put("AWS_REGION", REGION);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        // The end of our input is what ends the containers, and images are here or named on
        // purpose.
        builder.environment().put("TESTCONTAINERS_RYUK_DISABLED", "true");
        builder.environment().put("TESTCONTAINERS_CHECKS_DISABLE", "true");
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        try {
            Files.deleteIfExists(ready());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ports awaitReady() {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(ready())) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "The stand-ins ended with code "
                                + process.exitValue()
                                + ":\n"
                                + endOfLog());
            }
            if (System.nanoTime() > end) {
                destroy();
                throw new IllegalStateException(
                        "The stand-ins were not ready in " + START_LIMIT + ":\n" + endOfLog());
            }
            try {
                Thread.sleep(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                destroy();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the stand-ins started", e);
            }
        }
        try {
            String json = Files.readString(ready());
            return new Ports(
                    field(json, "postgresPort"), field(json, "sqsPort"), field(json, "s3Port"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ready() {
        return data.resolve("ready.json");
    }

    private static int field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\": (\\d+)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + name + " in " + json);
        }
        return Integer.parseInt(matcher.group(1));
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** Not a secret to anybody on this machine, but different everywhere, so none is ever copied. */
    private static String secretKey(Path data) throws IOException {
        Path file = data.resolve("secret-key");
        if (!Files.exists(file)) {
            byte[] random = new byte[20];
            new SecureRandom().nextBytes(random);
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    private static Path home() {
        String configured = System.getProperty("rushes.local.home");
        Path home =
                configured != null
                        ? Path.of(configured)
                        : codeSource().resolveSibling(".").normalize();
        if (!Files.isDirectory(home.resolve("classes"))
                || !Files.isDirectory(home.resolve("lib"))) {
            throw new IllegalStateException(
                    home
                            + " has no classes and lib; build them with mvn package -pl deploy/local -am");
        }
        return home;
    }

    private static Path codeSource() {
        try {
            return Path.of(
                    StandIns.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
