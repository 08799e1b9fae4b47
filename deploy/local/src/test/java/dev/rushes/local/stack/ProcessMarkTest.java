package dev.rushes.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMarkTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void aMarkedProcessIsFoundAgain() throws IOException {
        Path file = folder.resolve("me.pid");
        ProcessMark.of(ProcessHandle.current()).write(file);

        assertThat(ProcessMark.read(file).flatMap(ProcessMark::process))
                .contains(ProcessHandle.current());
    }

    @Test
    void aProcessThatGotTheSameIdLaterIsNotTakenForOurs() {
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        ProcessMark older =
                new ProcessMark(
                        ProcessHandle.current().pid(), started.minus(Duration.ofMinutes(1)));

        assertThat(older.process()).isEmpty();
    }

    @Test
    void aMissingOrDamagedMarkIsNoMark() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.pid"), "12 x");

        assertThat(ProcessMark.read(damaged)).isEmpty();
        assertThat(ProcessMark.read(folder.resolve("missing.pid"))).isEmpty();
    }
}
