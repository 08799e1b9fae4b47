package dev.rushes.local.standin;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL server that keeps its data, checks passwords and comes back when it dies.
 *
 * <p>It outlives a killed JVM; the next start ends such a left-over first.
 */
final class PostgresServer implements AutoCloseable {
    static final String NAME = "rushes";

    private static final Duration FIRST_START_LIMIT = Duration.ofSeconds(30);

    /** A start that was refused is noticed only by waiting this long; the next try adopts a slow one. */
    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int STARTS = 10;

    /**
     * The server is no child of this process; {@link ProcessHandle#onExit} looks at such a one ever more rarely, in the
     * end every 5 s.
     */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final StandInOptions options;
    private final Path cluster;
    private final Path made;
    private boolean closed;

    private PostgresServer(StandInOptions options) throws IOException {
        this.options = options;
        this.cluster = options.data().resolve("postgres");
        this.made = options.data().resolve("postgres.made");
        endLeftOver();
        if (!Files.exists(made)) {
            // A first start that did not come to its end has left nothing worth keeping.
            deleteTree(cluster);
        }
        if (Files.exists(made)) {
            launchAgain();
        } else {
            createDatabase(launch());
            Files.createFile(made);
        }
        watch();
    }

    static PostgresServer start(StandInOptions options) {
        try {
            return new PostgresServer(options);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start: " + e.getMessage(), e);
        }
    }

    private EmbeddedPostgres launch() throws IOException {
        Files.createDirectories(cluster.getParent());
        Redirect log = Redirect.appendTo(options.data().resolve("postgres.log").toFile());
        boolean first = !Files.exists(made);
        endOrphans();
        // A start that failed never gives its lock back; the stand-ins have one of their own.
        Files.deleteIfExists(cluster.resolve("epg-lock"));
        String durable = options.ephemeral() ? "off" : "on";
        return EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(options.postgresPort())
                .setPGStartupWait(first ? FIRST_START_LIMIT : START_LIMIT)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setConnectConfig("password", NAME)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", durable)
                .setServerConfig("synchronous_commit", durable)
                .setServerConfig("full_page_writes", durable)
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("max_connections", "150")
                .setServerConfig("shared_buffers", "32MB")
                .setServerConfig("jit", "off")
                .setDataDirectoryCustomizer(data -> allowLogins(first ? "trust" : "scram-sha-256"))
                .start();
    }

    private void allowLogins(String method) {
        try {
            Files.writeString(
                    cluster.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 " + method + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only moment without passwords: the database is new, empty and bound to this machine. */
    private void createDatabase(EmbeddedPostgres server) throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ALTER ROLE postgres PASSWORD '" + NAME + "'");
            statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + NAME + "'");
            statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            allowLogins("scram-sha-256");
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IOException("The first database could not be made: " + e.getMessage(), e);
        }
    }

    long pid() {
        return postmaster(cluster).map(ProcessHandle::pid).orElse(-1L);
    }

    /** The postmaster that runs on this data folder, where there is one. */
    static Optional<ProcessHandle> postmaster(Path cluster) {
        try {
            String first =
                    Files.readString(cluster.resolve("postmaster.pid"))
                            .lines()
                            .findFirst()
                            .orElse("");
            return ProcessHandle.of(Long.parseLong(first.strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(p -> p.info().command().orElse("postgres").contains("postgres"));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void watch() {
        Optional<ProcessHandle> running = postmaster(cluster);
        Thread.ofPlatform()
                .daemon()
                .name("postgres-watch")
                .start(() -> {
                    try {
                        while (running.isPresent() && running.get().isAlive()) {
                            Thread.sleep(LOOK);
                        }
                        restart();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private synchronized void restart() {
        if (closed) {
            return;
        }
        try {
            launchAgain();
            System.out.println("PostgreSQL had ended and runs again as process " + pid());
            watch();
        } catch (IOException e) {
            System.err.println("PostgreSQL stays away; the stand-ins end");
            Runtime.getRuntime().halt(1);
        }
    }

    /**
     * Starts on data that is there. What was killed may leave something that refuses the first start, and the recovery
     * may take longer than a start is waited for; the next try then finds the server running.
     */
    private void launchAgain() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                launch();
                return;
            } catch (IOException | RuntimeException e) {
                if (attempt == STARTS) {
                    throw e;
                }
                System.err.println("PostgreSQL did not come back (try " + attempt + "): " + e);
            }
        }
    }

    /**
     * Ends what a killed postmaster left behind; while one of its processes lives, no new server
     * starts on the data. They are known by their working directory, where the system shows it.
     */
    private void endOrphans() {
        if (postmaster(cluster).isPresent()) {
            return;
        }
        ProcessHandle.allProcesses()
                .filter(this::worksHere)
                .forEach(ProcessHandle::destroyForcibly);
    }

    private boolean worksHere(ProcessHandle process) {
        try {
            Path directory =
                    Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
            return directory.equals(cluster.toRealPath())
                    && process.info().command().orElse("").endsWith("/postgres");
        } catch (IOException e) {
            return false;
        }
    }

    private void endLeftOver() throws IOException {
        Optional<ProcessHandle> left = postmaster(cluster);
        if (left.isPresent()) {
            stop(left.get());
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown: it ends sessions and keeps what was committed. */
    private static void stop(ProcessHandle postmaster) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start();
        try {
            postmaster.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while PostgreSQL was stopping", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        Optional<ProcessHandle> running = postmaster(cluster);
        if (running.isPresent()) {
            stop(running.get());
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
