package dev.rushes.render.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownDigestsTest {
    /** Of "abc" and of "abd", both from FIPS 180-4's function. */
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String ABD =
            "a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9";

    @TempDir Path folder = Path.of("");

    private Path memory() {
        return folder.resolve("digests");
    }

    private Path settled(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("take"), text);
        await().until(() -> changed(file).plusSeconds(3).isBefore(Instant.now()));
        return file;
    }

    private static Instant changed(Path file) throws IOException {
        return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    }

    private KnownDigests remembered(Path file) {
        KnownDigests digests = new KnownDigests(memory());
        assertThat(digests.of(file)).isEqualTo(ABC);
        digests.save();
        return new KnownDigests(memory());
    }

    @Test
    void aFileThatStayedTheSameIsNotReadAgain() throws IOException {
        Path file = settled("abc");
        KnownDigests unusedDigests = remembered(file);
        String lines = Files.readString(memory());
        assertThat(lines).startsWith(ABC + " ");
        // Another digest in the memory shows where the answer comes from.
        Files.writeString(memory(), lines.replace(ABC, ABD));
        assertThat(new KnownDigests(memory()).of(file)).isEqualTo(ABD);
    }

    @Test
    void aChangeThatHidesBehindTheOldTimeIsSeen() throws IOException {
        Path file = settled("abc");
        FileTime written = Files.getLastModifiedTime(file);
        KnownDigests digests = remembered(file);
        Files.writeString(file, "abd");
        Files.setLastModifiedTime(file, written);
        assertThat(digests.of(file)).isEqualTo(ABD);
    }

    @Test
    void aFileThatWasChangedJustNowIsNotRemembered() throws IOException {
        Path file = Files.writeString(folder.resolve("take"), "abc");
        KnownDigests digests = new KnownDigests(memory());
        assertThat(digests.of(file)).isEqualTo(ABC);
        digests.save();
        assertThat(memory()).isEmptyFile();
    }

    @Test
    void aDamagedMemoryIsAnEmptyOne() throws IOException {
        Path file = settled("abc");
        Files.write(memory(), new byte[] {(byte) 0xff, 0, 'x', '\n', 'a', ' ', 'b'});
        assertThat(new KnownDigests(memory()).of(file)).isEqualTo(ABC);
    }
}
