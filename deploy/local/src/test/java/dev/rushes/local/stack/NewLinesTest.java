package dev.rushes.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewLinesTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void onlyWholeNewLinesAreRead() throws IOException {
        Path log = Files.writeString(folder.resolve("x.log"), "old\n");
        NewLines lines = NewLines.from(log);

        assertThat(lines.read()).isEmpty();
        Files.writeString(log, "grün\nhal", StandardOpenOption.APPEND);
        assertThat(lines.read()).containsExactly("grün");
        Files.writeString(log, "f\n", StandardOpenOption.APPEND);
        assertThat(lines.read()).containsExactly("half");
    }
}
