package dev.rushes.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One process that is kept running: started, watched, started again with the same command when it ends or no longer
 * answers, and stopped in bounded time.
 */
final class KeptProcess {

    /**
     * What to run and how to see that it works.
     *
     * @param name short name, used for its log and its mark
     * @param command program and arguments
     * @param environment all variables that it gets
     * @param ready true once it can be used
     * @param answers false when it is stuck; asked every second once it was ready
     * @param news lines of its log that the person at the terminal should see
     * @param stopWithin how long a SIGTERM may take, and how long it may be silent, before it is killed
     */
    record Spec(
            String name,
            List<String> command,
            Map<String, String> environment,
            Probe ready,
            Probe answers,
            Predicate<String> news,
            Duration stopWithin) {
        Spec {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final int EARLY_ENDS_BEFORE_FAILURE = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    // Ctrl-C reaches every process of the terminal's group. Only the supervisor may act on it, so
    // that the worker
    // can hand its job back before the database goes; ignored signals stay ignored over exec, by
    // the JVM too.
    private static final List<String> DEAF_TO_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final Spec spec;
    private final StackFolder folder;
    private final Consumer<String> console;
    private final CompletableFuture<@Nullable Void> firstReady = new CompletableFuture<>();
    private final CountDownLatch stopSignal = new CountDownLatch(1);
    private @Nullable Process process;
    private @Nullable Thread keeper;

    KeptProcess(Spec spec, StackFolder folder, Consumer<String> console) {
        this.spec = spec;
        this.folder = folder;
        this.console = console;
    }

    String name() {
        return spec.name();
    }

    /** The process of this moment; null before the start and between an end and the next start. */
    synchronized @Nullable Process process() {
        return process;
    }

    synchronized void start() {
        keeper = Thread.ofPlatform().name("keep-" + spec.name()).daemon().start(this::keep);
    }

    /**
     * Waits until the process was ready for the first time.
     *
     * @throws StackFailure when it ended several times before, or took too long
     */
    void awaitReady(Duration patience) throws InterruptedException {
        try {
            firstReady.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StackFailure told) {
                throw told;
            }
            throw new StackFailure(spec.name() + " cannot be started: " + failed.getMessage());
        } catch (TimeoutException slow) {
            throw new StackFailure(
                    "%s is not ready after %d s. The end of %s:%n%s"
                            .formatted(
                                    spec.name(),
                                    patience.toSeconds(),
                                    folder.log(spec.name()),
                                    logTail()));
        }
    }

    private void keep() {
        int earlyEnds = 0;
        long endedAt = 0;
        try {
            while (launch()) {
                Process running = process();
                if (running == null) {
                    return;
                }
                boolean worked = awaitReadiness(running);
                if (worked) {
                    if (!firstReady.complete(null)) {
                        console.accept(
                                "%s is back after %.1f s (pid %d)"
                                        .formatted(
                                                spec.name(),
                                                (System.nanoTime() - endedAt) / 1e9,
                                                running.pid()));
                    }
                    earlyEnds = 0;
                    watch(running);
                }
                if (isStopping()) {
                    return;
                }
                endedAt = System.nanoTime();
                if (!worked && ++earlyEnds >= EARLY_ENDS_BEFORE_FAILURE && !firstReady.isDone()) {
                    firstReady.completeExceptionally(
                            new StackFailure(
                                    "%s ended %d times while starting, last with %s. The end of %s:%n%s"
                                            .formatted(
                                                    spec.name(),
                                                    earlyEnds,
                                                    ending(running),
                                                    folder.log(spec.name()),
                                                    logTail())));
                    return;
                }
                console.accept(
                        "%s ended (%s); starting it again".formatted(spec.name(), ending(running)));
                stopSignal.await(pause(earlyEnds).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException cannotStart) {
            firstReady.completeExceptionally(cannotStart);
            console.accept(
                    "%s cannot be started: %s".formatted(spec.name(), cannotStart.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the process; false once it is to be stopped. */
    private synchronized boolean launch() throws IOException {
        if (isStopping()) {
            return false;
        }
        List<String> command = new ArrayList<>(DEAF_TO_TERMINAL);
        command.addAll(spec.command());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.log(spec.name()).toFile()))
                        .directory(folder.root().toFile());
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        Process started = builder.start();
        ProcessMark.of(started.toHandle()).write(folder.mark(spec.name()));
        process = started;
        return true;
    }

    private boolean awaitReadiness(Process running) throws InterruptedException {
        while (running.isAlive() && !isStopping()) {
            if (spec.ready().holds(running.pid())) {
                return true;
            }
            stopSignal.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
        return false;
    }

    /** Returns when the process has ended, by itself or because it no longer answered, or is to be stopped. */
    private void watch(Process running) throws InterruptedException {
        Duration silent = Duration.ZERO;
        NewLines newLines = NewLines.from(folder.log(spec.name()));
        while (!isStopping()) {
            if (running.waitFor(WATCH)) {
                return;
            }
            newLines.read().stream()
                    .filter(spec.news())
                    .forEach(line -> console.accept(spec.name() + ": " + line));
            silent = spec.answers().holds(running.pid()) ? Duration.ZERO : silent.plus(WATCH);
            // Somebody else may have asked it to stop, and it closes its port before it is done
            // with its work.
            if (silent.compareTo(spec.stopWithin()) > 0 && !isStopping()) {
                console.accept("%s no longer answers; ending it".formatted(spec.name()));
                running.destroyForcibly();
            }
        }
    }

    private static Duration pause(int earlyEnds) {
        Duration pause = Duration.ofSeconds(earlyEnds);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private boolean isStopping() {
        return stopSignal.getCount() == 0;
    }

    /** Ends the process with SIGTERM, and with SIGKILL when that takes too long; it is not started again. */
    void stop() throws InterruptedException {
        stopSignal.countDown();
        Process running = process();
        if (running != null && running.isAlive()) {
            running.destroy();
            if (!running.waitFor(spec.stopWithin())) {
                console.accept(
                        "%s did not stop within %d s; killing it"
                                .formatted(spec.name(), spec.stopWithin().toSeconds()));
                running.destroyForcibly();
                running.waitFor(Duration.ofSeconds(5));
            }
        }
        Thread keeping;
        synchronized (this) {
            keeping = keeper;
        }
        if (keeping != null) {
            keeping.join(Duration.ofSeconds(5));
        }
        try {
            Files.deleteIfExists(folder.mark(spec.name()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** How a process ended, in words: exit codes above 128 are signals. */
    private static String ending(Process ended) {
        if (ended.isAlive()) {
            return "still running";
        }
        int code = ended.exitValue();
        return code > 128 ? "signal " + (code - 128) : "exit code " + code;
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(folder.log(spec.name()));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
        } catch (IOException unreadable) {
            return "(unreadable: " + unreadable.getMessage() + ")";
        }
    }
}
