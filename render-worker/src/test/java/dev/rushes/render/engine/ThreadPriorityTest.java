package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ThreadPriorityTest {
    /** Field 19 of proc_pid_stat(5); the name, which may hold anything, ends at the last bracket. */
    private static int nice() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyTheThreadThatAsksIsLowered() {
        int before = nice();
        CompletableFuture<Integer> lowered = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    assertThat(ThreadPriority.lower()).isTrue();
                    lowered.complete(nice());
                });
        assertThat(lowered.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(5);
        assertThat(nice()).isEqualTo(before);
    }
}
