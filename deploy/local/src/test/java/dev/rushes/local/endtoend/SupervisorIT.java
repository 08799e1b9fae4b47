package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.demo.RushesClient;
import dev.rushes.local.demo.Workflow;
import dev.rushes.local.stack.StackFolder;
import dev.rushes.local.stack.StackPorts;
import dev.rushes.local.token.TokenIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The supervisor as a person starts, interrupts and loses it. */
class SupervisorIT {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

    private Path data;
    private StackPorts ports;

    @BeforeEach
    void chooseFolderAndPorts() throws IOException {
        data = Files.createTempDirectory("rushes-supervisor");
        ports = StackPorts.free(1);
    }

    @AfterEach
    void deleteTheFolder() throws IOException {
        Folders.delete(data);
    }

    @Test
    void aKilledSupervisorsLeftOversAreEndedByTheNextAndAnInterruptEndsEverything()
            throws IOException, InterruptedException {
        Process first = up("first");
        awaitReady(first, "first");
        List<ProcessHandle> leftOvers = running();
        assertThat(leftOvers).hasSize(4);

        Process second = up("second");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(said("second")).contains("already running").contains("pid " + first.pid());

        first.destroyForcibly();
        first.onExit().join();
        assertThat(leftOvers).allMatch(ProcessHandle::isAlive);

        Process third = up("third");
        awaitReady(third, "third");
        assertThat(leftOvers).noneMatch(ProcessHandle::isAlive);
        for (ProcessHandle leftOver : leftOvers) {
            assertThat(said("third"))
                    .contains("(pid " + leftOver.pid() + "), left over from a killed run");
        }
        Path environment = data.resolve("environment");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(environment)))
                .isEqualTo("rw-------");

        List<ProcessHandle> processes = running();
        interrupt(third);
        assertThat(third.waitFor(Duration.ofSeconds(60))).isTrue();
        assertThat(processes).hasSize(4).noneMatch(ProcessHandle::isAlive);
        assertThat(data.resolve("data/postgres/postmaster.pid")).doesNotExist();
        assertThat(environment).doesNotExist();
        assertThat(said("third")).endsWith("stopped\n");
    }

    @Test
    void whatIsKilledIsBackOnItsPortAndDataWithinTenSeconds()
            throws IOException, InterruptedException {
        Process up = up("kills");
        awaitReady(up, "kills");
        await().atMost(READY_WITHIN).until(this::allIsReady);
        String token =
                TokenIssuer.in(data.resolve("issuer"))
                        .token(
                                "supervisor",
                                TokenIssuer.ALL_ROLES,
                                Optional.empty(),
                                Duration.ofHours(1));
        RushesClient client =
                RushesClient.of(address(ports.api()), address(ports.storage())).with(token);
        String show = new Workflow(client).createShow("Kept");
        for (String name : List.of("api", "storage", "worker-1", "stand-ins")) {
            long pid = pid(mark(name));
            kill(pid);
            await().atMost(BACK_WITHIN)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() ->
                            said("kills").contains(name + " is back after ")
                                    && pid(mark(name)) != pid);
            assertThat(said("kills")).contains(name + " ended (signal 9); starting it again");
            await().atMost(READY_WITHIN).until(this::allIsReady);
        }

        Path postmaster = data.resolve("data/postgres/postmaster.pid");
        long database = Long.parseLong(Files.readAllLines(postmaster).getFirst().strip());
        List<Long> sessions =
                ProcessHandle.of(database)
                        .orElseThrow()
                        .children()
                        .map(ProcessHandle::pid)
                        .toList();
        kill(database);
        for (long session : sessions) {
            kill(session);
        }
        await().atMost(BACK_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        said("kills").contains("PostgreSQL had ended and runs again as process "));
        await().atMost(READY_WITHIN).until(this::allIsReady);
        assertThat(client.tryGet("/shows/" + show).status()).isEqualTo(200);

        interrupt(up);
        assertThat(up.waitFor(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void aTakenPortIsNamedWithItsProcess() throws IOException, InterruptedException {
        try (ServerSocket taken =
                new ServerSocket(ports.storage(), 1, InetAddress.getLoopbackAddress())) {
            Process refused = up("refused");

            assertThat(refused.waitFor()).isEqualTo(1);
            assertThat(said("refused"))
                    .contains("port %d (storage) is taken by java".formatted(taken.getLocalPort()))
                    .contains("(pid " + ProcessHandle.current().pid() + ")")
                    .contains("--port-base");
        }
        assertThat(running()).isEmpty();
    }

    private Process up(String log) throws IOException {
        Path home = Path.of(System.getProperty("rushes.home")).toAbsolutePath().normalize();
        Path target = home.resolve("deploy/local/target");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Drushes.home=" + home,
                        "-cp",
                        target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                        "dev.rushes.local.Main",
                        "up",
                        "--data",
                        data.toString(),
                        "--port-base",
                        Integer.toString(ports.api()))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve(log + ".out").toFile())
                .start();
    }

    private void awaitReady(Process up, String log) {
        await().atMost(READY_WITHIN)
                .failFast(() -> {
                    assertThat(up.isAlive()).as(said(log)).isTrue();
                })
                .until(() -> said(log).contains("Rushes is ready"));
    }

    private String said(String log) throws IOException {
        return Files.readString(data.resolve(log + ".out"));
    }

    /** The processes that left a mark in the folder. */
    private List<ProcessHandle> running() throws IOException {
        Path marks = new StackFolder(data).root().resolve("run");
        if (!Files.isDirectory(marks)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(marks)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .map(SupervisorIT::pid)
                    .map(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private boolean allIsReady() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int port : List.of(ports.api(), ports.storage(), ports.workers().getFirst())) {
                HttpRequest ready =
                        HttpRequest.newBuilder(address(port).resolve("/q/health/ready")).build();
                if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
                    return false;
                }
            }
            return true;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private Path mark(String name) {
        return data.resolve("run").resolve(name + ".pid");
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static long pid(Path mark) {
        try {
            return Long.parseLong(Files.readString(mark).split(" ", 2)[0]);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        assertThat(
                        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                                .start()
                                .waitFor())
                .isZero();
    }
}
