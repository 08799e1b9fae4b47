package dev.rushes.local.stack;

import dev.rushes.local.token.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The whole of Rushes on this machine. One folder of data has at most one living stack; what a killed one left running
 * is ended before the next starts.
 */
public final class Stack implements AutoCloseable {

    private static final Duration STAND_INS_START_WITHIN = Duration.ofSeconds(90);
    private static final Duration SERVICES_START_WITHIN = Duration.ofMinutes(3);
    private static final Duration LEFT_OVER_STOPS_WITHIN = Duration.ofSeconds(15);
    private static final long LOG_KEPT_UP_TO = 10_000_000;

    private final StackFolder folder;
    private final StackPorts ports;
    private final StackProcesses specs;
    private final TokenIssuer issuer;
    private final FileChannel lock;
    private final Consumer<String> console;
    // Guarded by this; in starting order.
    private final List<KeptProcess> running = new ArrayList<>();
    private boolean closed;

    private Stack(
            StackFolder folder,
            StackPorts ports,
            StackProcesses specs,
            TokenIssuer issuer,
            FileChannel lock,
            Consumer<String> console) {
        this.folder = folder;
        this.ports = ports;
        this.specs = specs;
        this.issuer = issuer;
        this.lock = lock;
        this.console = console;
    }

    /**
     * Takes the folder, ends the left-overs of a killed stack in it and checks the ports; nothing is started yet.
     *
     * @param console gets one line per event
     * @throws StackFailure when the folder is in use, a module is not packaged or a port is taken
     */
    public static Stack open(
            Installation installation, Path data, StackPorts ports, Consumer<String> console)
            throws IOException, InterruptedException {
        return open(installation, data, ports, Outside.NOTHING, console);
    }

    /**
     * As the other, with something outside of the stack.
     *
     * @param outside other pages, another S3
     */
    public static Stack open(
            Installation installation,
            Path data,
            StackPorts ports,
            Outside outside,
            Consumer<String> console)
            throws IOException, InterruptedException {
        return open(installation, data, ports, outside, StackProcesses.FOR_ONE, console);
    }

    /** As the first, with stand-ins that bear thousands of requests a second and keep what nobody takes. */
    public static Stack forLoad(
            Installation installation, Path data, StackPorts ports, Consumer<String> console)
            throws IOException, InterruptedException {
        return open(installation, data, ports, Outside.NOTHING, StackProcesses.FOR_LOAD, console);
    }

    private static Stack open(
            Installation installation,
            Path data,
            StackPorts ports,
            Outside outside,
            List<String> standInOptions,
            Consumer<String> console)
            throws IOException, InterruptedException {
        List<String> missing = installation.missing();
        if (!missing.isEmpty()) {
            throw new StackFailure(
                    "not packaged yet: "
                            + String.join(", ", missing)
                            + " (./rushes up builds them)");
        }
        StackFolder folder = new StackFolder(data);
        folder.create();
        FileChannel lock = take(folder);
        try {
            endLeftOvers(folder, console);
            refuseTakenPorts(folder, ports);
            TokenIssuer issuer = TokenIssuer.in(folder.issuer());
            StackProcesses specs =
                    new StackProcesses(
                            installation,
                            folder,
                            ports,
                            Secrets.of(folder),
                            issuer,
                            outside,
                            standInOptions);
            return new Stack(folder, ports, specs, issuer, lock, console);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /** The kernel drops the lock with its holder, however that ended; the pid in the file is for people. */
    private static FileChannel take(StackFolder folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.lock(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        boolean taken;
        try {
            taken = channel.tryLock() != null;
        } catch (OverlappingFileLockException heldHere) {
            taken = false;
        }
        if (!taken) {
            channel.close();
            throw new StackFailure(
                    "a stack is already running on %s (pid %s). Stop it first, or give another --data and --port-base"
                            .formatted(folder.root(), Files.readString(folder.lock()).strip()));
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid())
                                .getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
        return channel;
    }

    /** The pid of the living stack on {@code folder}; empty when none lives. */
    public static Optional<Long> runningOn(StackFolder folder) throws IOException {
        if (!Files.isRegularFile(folder.lock())) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                return Optional.empty();
            }
        } catch (OverlappingFileLockException heldHere) {
            return Optional.of(ProcessHandle.current().pid());
        }
        return Optional.of(Long.parseLong(Files.readString(folder.lock()).strip()));
    }

    /** Workers first, so that they can hand their jobs back; the stand-ins last. */
    private static void endLeftOvers(StackFolder folder, Consumer<String> console)
            throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(folder.marked());
        names.sort(java.util.Comparator.comparingInt(Stack::endingOrder));
        for (String name : names) {
            Optional<ProcessHandle> leftOver =
                    ProcessMark.read(folder.mark(name)).flatMap(ProcessMark::process);
            if (leftOver.isPresent()) {
                console.accept(
                        "ending %s (pid %d), left over from a killed run"
                                .formatted(name, leftOver.get().pid()));
                end(leftOver.get());
            }
            Files.deleteIfExists(folder.mark(name));
        }
    }

    private static int endingOrder(String name) {
        if (name.startsWith("worker-")) {
            return 0;
        }
        return name.equals(StackProcesses.STAND_INS) ? 2 : 1;
    }

    private static void end(ProcessHandle leftOver) throws InterruptedException {
        leftOver.destroy();
        try {
            leftOver.onExit()
                    .get(
                            LEFT_OVER_STOPS_WITHIN.toMillis(),
                            java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException stubborn) {
            leftOver.destroyForcibly();
            leftOver.onExit().join();
        } catch (java.util.concurrent.ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A line for every default port that somebody listens on; empty when all are free. */
    public static List<String> takenDefaultPorts() {
        return taken(Optional.empty(), StackPorts.from(StackPorts.DEFAULT_BASE, 1));
    }

    private static List<String> taken(Optional<StackFolder> folder, StackPorts ports) {
        List<String> taken = new ArrayList<>();
        ports.byName()
                .forEach((name, port) -> {
                    // A database that outlived its killed stand-ins is taken over by the next ones.
                    if (!StackPorts.isFree(port)
                            && !(name.equals("postgres")
                                    && folder.filter(own -> LeftDatabase.listensOn(own, port))
                                            .isPresent())) {
                        taken.add(
                                "port %d (%s) is taken by %s"
                                        .formatted(
                                                port,
                                                name,
                                                PortHolder.of(port)
                                                        .map(PortHolder::toString)
                                                        .orElse(
                                                                "a process that the system does not name")));
                    }
                });
        return taken;
    }

    private static void refuseTakenPorts(StackFolder folder, StackPorts ports) {
        List<String> taken = taken(Optional.of(folder), ports);
        if (!taken.isEmpty()) {
            throw new StackFailure(
                    String.join("\n", taken)
                            + "\nStop it, or move all ports, for example: ./rushes up --port-base 18080");
        }
    }

    /**
     * Starts the stand-ins, then the services, and returns when all are ready.
     *
     * @throws StackFailure when one of them does not become ready, with the end of its log
     */
    public void start() throws IOException, InterruptedException {
        KeptProcess standIns = launch(specs.standIns());
        standIns.awaitReady(STAND_INS_START_WITHIN);
        List<KeptProcess> services = new ArrayList<>();
        for (KeptProcess.Spec spec : specs.services()) {
            services.add(launch(spec));
        }
        for (KeptProcess service : services) {
            service.awaitReady(SERVICES_START_WITHIN);
        }
        StackFolder.writeVariables(folder.environment(), specs.environment());
    }

    private synchronized KeptProcess launch(KeptProcess.Spec spec) throws IOException {
        if (closed) {
            throw new StackFailure("the stack was stopped while it started");
        }
        setOldLogAside(folder.log(spec.name()));
        KeptProcess process = new KeptProcess(spec, folder, console);
        running.add(process);
        process.start();
        return process;
    }

    private static void setOldLogAside(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_KEPT_UP_TO) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Where the api-service answers, without a path. */
    public URI api() {
        return URI.create("http://localhost:" + ports.api());
    }

    /** Where the storage-service answers, without a path. */
    public URI storage() {
        return URI.create("http://localhost:" + ports.storage());
    }

    /** The ports of this stack. */
    public StackPorts ports() {
        return ports;
    }

    /** The folder of this stack. */
    public StackFolder folder() {
        return folder;
    }

    /** Who signs the tokens that this stack's services take. */
    public TokenIssuer issuer() {
        return issuer;
    }

    /** Every variable that the services of this stack get, and where they answer. */
    public Map<String, String> environment() {
        return specs.environment();
    }

    /** The process of this moment under {@code name}: {@code stand-ins}, {@code api}, {@code storage}, {@code worker-1}. */
    public synchronized Optional<ProcessHandle> process(String name) {
        return running.stream()
                .filter(kept -> kept.name().equals(name))
                .map(KeptProcess::process)
                .filter(java.util.Objects::nonNull)
                .map(Process::toHandle)
                .findFirst();
    }

    /** Stops the workers, then the services, then the stand-ins; each in bounded time. Does nothing the second time. */
    @Override
    public void close() {
        List<KeptProcess> toStop;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            toStop = List.copyOf(running);
        }
        try {
            Files.deleteIfExists(folder.environment());
            for (int order = 0; order <= 2; order++) {
                int now = order;
                stopTogether(
                        toStop.stream().filter(kept -> endingOrder(kept.name()) == now).toList());
            }
            Optional<ProcessHandle> database = LeftDatabase.server(folder);
            if (database.isPresent()) {
                // Only after stand-ins that had to be killed.
                end(database.get());
            }
            lock.truncate(0);
            lock.close();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stopTogether(List<KeptProcess> processes) throws InterruptedException {
        List<Thread> stopping = new ArrayList<>();
        for (KeptProcess process : processes) {
            stopping.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    process.stop();
                                } catch (InterruptedException interrupted) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        for (Thread thread : stopping) {
            thread.join();
        }
    }

    static HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }
}
