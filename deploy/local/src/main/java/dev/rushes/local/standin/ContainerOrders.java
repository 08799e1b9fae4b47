package dev.rushes.local.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Tells {@link ContainersMain} what to do to its containers, and waits until it is done. */
final class ContainerOrders {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path done;
    private int orders;

    ContainerOrders(Path data) {
        this.done = data.resolve(ContainersMain.DONE_FILE);
    }

    /** Whether stand-ins are containers here: {@code RUSHES_TEST_CONTAINERS=true}. */
    static boolean wanted() {
        return Boolean.parseBoolean(System.getenv("RUSHES_TEST_CONTAINERS"));
    }

    /** Does nothing where {@code process} has ended, and its containers with it. */
    synchronized void give(Process process, String order) {
        if (!process.isAlive()) {
            return;
        }
        String number = Integer.toString(++orders);
        try {
            Files.deleteIfExists(done);
            Writer lines = process.outputWriter(StandardCharsets.UTF_8);
            lines.write(number + " " + order + "\n");
            lines.flush();
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!Files.exists(done) || !Files.readString(done).strip().equals(number)) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("The containers did not: " + order);
                }
                Thread.sleep(Duration.ofMillis(20));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the containers were told", e);
        }
    }
}
