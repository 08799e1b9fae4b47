package dev.rushes.local.standin;

import dev.rushes.local.standin.aws.AwsServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs PostgreSQL, S3 and SQS until it is ended; {@code ready.json} in the data folder and one line
 * on standard output say when they answer and where.
 *
 * <p>Arguments: {@code --data DIR [--postgres-port N] [--sqs-port N] [--s3-port N] [--ephemeral]
 * [--die-with-parent]}; a port of 0 is a free one. Credentials and region come from {@code
 * AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_REGION}.
 */
public final class StandInMain {
    static final String READY_FILE = "ready.json";

    private static final Duration PARENT_LIMIT = Duration.ofSeconds(5);
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(15);

    private StandInMain() {}

    /** Starts the stand-ins; ends with code 2 for wrong arguments and 1 where a part did not start. */
    public static void main(String[] arguments) {
        StandInOptions options;
        try {
            options = StandInOptions.parse(arguments, System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try {
            run(options);
        } catch (InterruptedException e) {
            System.exit(1);
        } catch (IOException | RuntimeException | ExecutionException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(StandInOptions options)
            throws IOException, InterruptedException, ExecutionException {
        Path ready = options.data().resolve(READY_FILE);
        Files.createDirectories(options.data().resolve("sqs"));
        var postgres = new FutureTask<>(() -> PostgresServer.start(options));
        var closing = new Closing(postgres, options.data());
        if (options.dieWithParent()) {
            Thread.ofPlatform()
                    .daemon()
                    .name("parent-watch")
                    .start(() -> exitWithParent(options.ephemeral(), closing));
        }
        lock(options.data());
        Files.deleteIfExists(ready);
        Runtime.getRuntime().addShutdownHook(new Thread(closing, "shutdown"));
        Thread.ofPlatform().name("postgres-start").start(postgres);
        closing.aws = AwsServer.start(options.aws());
        PostgresServer database = postgres.get();
        var told = new TreeMap<String, Object>();
        told.put("pid", ProcessHandle.current().pid());
        told.put("postgresPid", database.pid());
        told.put("postgresPort", options.postgresPort());
        told.put("sqsPort", options.sqsPort());
        told.put("s3Port", options.s3Port());
        String json = json(told);
        Path fresh = ready.resolveSibling(READY_FILE + ".new");
        Files.writeString(fresh, json + "\n");
        Files.move(
                fresh, ready, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        System.out.println(json);
    }

    private static String json(Map<String, Object> values) {
        List<String> fields =
                values.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\": " + e.getValue())
                        .toList();
        return "{" + String.join(", ", fields) + "}";
    }

    /** Two servers on one data folder would destroy it; a predecessor may still be ending. */
    private static void lock(Path data) throws IOException, InterruptedException {
        FileChannel channel =
                FileChannel.open(
                        data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long end = System.nanoTime() + LOCK_LIMIT.toNanos();
        @Nullable FileLock lock = channel.tryLock();
        while (lock == null) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        data + " is in use by other stand-ins; see " + READY_FILE + " there");
            }
            Thread.sleep(Duration.ofMillis(100));
            lock = channel.tryLock();
        }
    }

    private static void exitWithParent(boolean ephemeral, Closing closing) {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        try {
            while (System.in.read() >= 0) {
                // Whatever comes, only its end counts.
            }
        } catch (IOException e) {
            // A broken pipe is an end as well.
        }
        // The end of the input also comes with an orderly stop, by a parent that goes on.
        closing.forgetEverything = ephemeral && parent.map(StandInMain::isGone).orElse(true);
        System.exit(0);
    }

    private static boolean isGone(ProcessHandle parent) {
        try {
            parent.onExit().get(PARENT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends what has started, in the order that loses nothing. */
    private static final class Closing implements Runnable {
        private final FutureTask<PostgresServer> postgres;
        private final Path data;
        private volatile @Nullable AwsServer aws;

        /** Nobody is left who could remove the folder. */
        private volatile boolean forgetEverything;

        Closing(FutureTask<PostgresServer> postgres, Path data) {
            this.postgres = postgres;
            this.data = data;
        }

        @Override
        public void run() {
            try {
                AwsServer running = aws;
                try {
                    if (running != null) {
                        running.close();
                    }
                } finally {
                    postgres.get().close();
                }
                if (forgetEverything) {
                    PostgresServer.deleteTree(data);
                }
            } catch (IOException | ExecutionException | RuntimeException e) {
                System.err.println("The stand-ins did not end in order: " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
