package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long DELAY = 3;

    @TempDir Path folder = Path.of("");

    private Path spool = Path.of("");

    @BeforeEach
    void seal() {
        spool = folder.resolve("spool");
        new Spool.Writer(spool).finish(DELAY);
        Spool.seal(spool, "a name");
    }

    @Test
    void aSealedSpoolIsKnownByItsNameAlone() {
        assertThat(Spool.verify(spool, "a name", 0)).hasValue(DELAY);
        assertThat(Spool.verify(spool, "another name", 0)).isEmpty();
        assertThat(Spool.verify(spool, "a name", 1)).isEmpty();
    }

    @Test
    void everyBitOfItCounts() throws IOException {
        byte[] whole = Files.readAllBytes(spool);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(spool, damaged);
            assertThat(Spool.verify(spool, "a name", 0)).as("bit %d", bit).isEmpty();
        }
    }
}
