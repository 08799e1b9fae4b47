package dev.rushes.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A test run that is killed leaves nothing behind. */
final class OrphanTest {

    /** Started in a JVM of its own. */
    static final class Run {
        private Run() {}

        public static void main(String[] arguments) throws InterruptedException {
            StandIns standIns = StandIns.startEphemeral();
            System.out.println(standIns.pid() + " " + standIns.log().getParent());
            Thread.currentThread().join();
        }
    }

    @Test
    void theFolderOfAKilledRunGoesWithItsStandIns() throws Exception {
        Process run =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Run.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader said = run.inputReader()) {
            String[] words = said.readLine().split(" ", 2);
            ProcessHandle standIns = ProcessHandle.of(Long.parseLong(words[0])).orElseThrow();
            Path folder = Path.of(words[1]);
            long postmaster =
                    Long.parseLong(
                            Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                                    .getFirst()
                                    .strip());

            run.destroyForcibly();

            await().atMost(Duration.ofSeconds(30)).until(() -> !standIns.isAlive());
            assertThat(folder).doesNotExist();
            assertThat(ProcessHandle.of(postmaster)).isEmpty();
        } finally {
            run.destroyForcibly();
        }
    }
}
