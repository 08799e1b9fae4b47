package dev.rushes.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFolderTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void variablesComeBackAsTheyWereAndOnlyTheOwnerMayReadThem() throws IOException {
        Path file = folder.resolve("environment");
        Map<String, String> variables = Map.of("PLAIN", "a b=c", "QUOTED", "it's \"here\" $HOME");

        StackFolder.writeVariables(file, variables);

        assertThat(StackFolder.readVariables(file)).contains(variables);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aShellReadsTheVariablesAsTheyWere() throws IOException, InterruptedException {
        Path file = folder.resolve("environment");
        StackFolder.writeVariables(file, Map.of("QUOTED", "it's \"here\" $HOME"));

        Process shell =
                new ProcessBuilder(
                                "/bin/sh", "-c", ". \"$0\"; printf %s \"$QUOTED\"", file.toString())
                        .start();

        assertThat(
                        new String(
                                shell.getInputStream().readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("it's \"here\" $HOME");
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void secretsAreMadeOnceAndNeverPrinted() throws IOException {
        StackFolder stack = new StackFolder(folder);
        Secrets made = Secrets.of(stack);

        assertThat(Secrets.of(stack)).isEqualTo(made);
        assertThat(made.secretAccessKey()).hasSize(40);
        assertThat(made.toString()).doesNotContain(made.secretAccessKey());
    }
}
