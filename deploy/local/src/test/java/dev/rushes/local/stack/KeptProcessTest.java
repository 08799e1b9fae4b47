package dev.rushes.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path root = Path.of("");

    private final List<String> console = new CopyOnWriteArrayList<>();
    private final List<KeptProcess> started = new CopyOnWriteArrayList<>();
    private StackFolder folder = new StackFolder(Path.of(""));

    @BeforeEach
    void createFolder() throws IOException {
        folder = new StackFolder(root);
        folder.create();
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        for (KeptProcess process : started) {
            process.stop();
        }
    }

    @Test
    void aKilledProcessIsStartedAgainAndThisIsSaid() throws Exception {
        KeptProcess kept = keep("exec sleep 600", pid -> true, pid -> true);
        kept.awaitReady(PATIENCE);
        long first = pid(kept);

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE).until(() -> console.size() == 2);
        assertThat(console.get(0)).isEqualTo("test ended (signal 9); starting it again");
        assertThat(console.get(1))
                .startsWith("test is back after ")
                .endsWith("(pid " + pid(kept) + ")");
        assertThat(pid(kept)).isNotEqualTo(first);
        assertThat(ProcessMark.read(folder.mark("test")).map(ProcessMark::pid)).contains(pid(kept));
    }

    @Test
    void aProcessThatNoLongerAnswersIsEndedAndStartedAgain() throws Exception {
        Path answers = Files.createFile(root.resolve("answers"));
        KeptProcess kept = keep("exec sleep 600", pid -> true, pid -> Files.exists(answers));
        kept.awaitReady(PATIENCE);
        long first = pid(kept);

        Files.delete(answers);

        await().atMost(PATIENCE).until(() -> console.contains("test no longer answers; ending it"));
        Files.createFile(answers);
        await().atMost(PATIENCE)
                .until(() -> console.stream().anyMatch(line -> line.startsWith("test is back")));
        assertThat(pid(kept)).isNotEqualTo(first);
    }

    @Test
    void aProcessThatNeverComesUpFailsWithTheEndOfItsLog() throws Exception {
        KeptProcess kept = keep("echo no such database; exit 7", pid -> false, pid -> true);

        assertThatThrownBy(() -> kept.awaitReady(PATIENCE))
                .isInstanceOf(StackFailure.class)
                .hasMessageStartingWith("test ended 3 times while starting, last with exit code 7.")
                .hasMessageEndingWith("no such database\nno such database\nno such database");
    }

    @Test
    void aStoppedProcessStaysStoppedAndItsMarkIsGone() throws Exception {
        KeptProcess kept = keep("exec sleep 600", pid -> true, pid -> true);
        kept.awaitReady(PATIENCE);
        ProcessHandle process = ProcessHandle.of(pid(kept)).orElseThrow();

        kept.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(folder.mark("test")).doesNotExist();
        assertThat(console).isEmpty();
    }

    @Test
    void aProcessThatIgnoresTheRequestIsKilledInTime() throws Exception {
        Path deaf = root.resolve("deaf");
        KeptProcess kept =
                keep(
                        "trap '' TERM; touch '" + deaf + "'; while :; do sleep 1; done",
                        pid -> Files.exists(deaf),
                        pid -> true);
        kept.awaitReady(PATIENCE);
        ProcessHandle process = ProcessHandle.of(pid(kept)).orElseThrow();

        kept.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(console).containsExactly("test did not stop within 1 s; killing it");
    }

    @Test
    void anInterruptOfTheTerminalDoesNotReachIt() throws Exception {
        KeptProcess kept = keep("exec sleep 600", pid -> true, pid -> true);
        kept.awaitReady(PATIENCE);

        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid(kept))).start().waitFor())
                .isZero();
        kept.stop();

        assertThat(console).isEmpty();
    }

    private KeptProcess keep(String script, Probe ready, Probe answers) {
        KeptProcess kept =
                new KeptProcess(
                        new KeptProcess.Spec(
                                "test",
                                List.of("/bin/sh", "-c", script),
                                Map.of("PATH", System.getenv().getOrDefault("PATH", "/bin")),
                                ready,
                                answers,
                                line -> false,
                                Duration.ofSeconds(1)),
                        folder,
                        console::add);
        started.add(kept);
        kept.start();
        return kept;
    }

    private static long pid(KeptProcess kept) {
        Process process = kept.process();
        assertThat(process).isNotNull();
        return process.pid();
    }
}
