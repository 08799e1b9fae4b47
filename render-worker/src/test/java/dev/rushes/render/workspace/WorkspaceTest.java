package dev.rushes.render.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.studio.StandInResource;
import dev.rushes.render.studio.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(StandInResource.class)
class WorkspaceTest {
    private static final int MEGABYTE = 1 << 20;

    @Inject Studio studio;
    @Inject Sources sources;
    @Inject Results results;
    @Inject Scratch scratch;
    @TempDir Path folder = Path.of("");

    private final UUID episode = UUID.randomUUID();
    private final String key = "episodes/" + episode + "/final/video.mp4";

    @BeforeEach
    void buckets() {
        studio.openBuckets();
    }

    private Path file(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve("file-" + bytes), content);
    }

    private StoredObject stored(int bytes) throws IOException {
        return results.store(file(bytes), key, "video/mp4", () -> false, sent -> {});
    }

    private SourceObject source(StoredObject stored, @Nullable String etag) {
        return new SourceObject(
                BucketRole.PROCESSED_VIDEOS, key, stored.versionId(), etag, stored.sizeBytes());
    }

    @Test
    void aLargeResultGoesInPartsAndComesBackWhole() throws IOException {
        int size = 11 * MEGABYTE + 7;
        StoredObject stored = stored(size);
        assertThat(stored.sizeBytes()).isEqualTo(size);

        Path back = folder.resolve("back");
        AtomicLong received = new AtomicLong();
        sources.download(source(stored, null), back, () -> false, received::addAndGet);
        assertThat(back).hasSameBinaryContentAs(folder.resolve("file-" + size));
        assertThat(received.get()).isEqualTo(size);
    }

    @Test
    void anUploadThatIsStoppedLeavesNothing() throws IOException {
        Path file = file(11 * MEGABYTE);
        AtomicLong sent = new AtomicLong();
        assertThatThrownBy(() ->
                        results.store(
                                file,
                                key,
                                "video/mp4",
                                () -> sent.get() > 6 * MEGABYTE,
                                sent::addAndGet))
                .isInstanceOf(RenderCancelled.class);
        assertThat(studio.processed(episode)).isEmpty();
    }

    @Test
    void aDiscardedResultIsGone() throws IOException {
        StoredObject stored = stored(1000);
        assertThat(studio.processed(episode)).containsExactly(key);
        results.discard(key, stored.versionId());
        assertThat(studio.processed(episode)).isEmpty();
    }

    @Test
    void aDownloadStopsInItsMiddle() throws IOException {
        StoredObject stored = stored(4 * MEGABYTE);
        AtomicLong received = new AtomicLong();
        assertThatThrownBy(() ->
                        sources.download(
                                source(stored, null),
                                folder.resolve("part"),
                                () -> received.get() > MEGABYTE,
                                received::addAndGet))
                .isInstanceOf(RenderCancelled.class);
        assertThat(received.get()).isLessThan(4 * MEGABYTE);
    }

    @Test
    void anotherObjectThanWasUploadedIsRefused() throws IOException {
        StoredObject stored = stored(1000);
        assertThatThrownBy(() ->
                        sources.download(
                                source(stored, "\"another\""),
                                folder.resolve("other"),
                                () -> false,
                                received -> {}))
                .isInstanceOfSatisfying(
                        SourceGone.class,
                        gone -> assertThat(gone.type()).isEqualTo(ProblemType.SOURCE_MISSING));
    }

    @Test
    void aFolderIsGoneWhenItsAttemptIs() throws IOException {
        Path path;
        try (ScratchFolder made = scratch.folder("job-test", 10, 10)) {
            path = made.path();
            Files.createDirectories(path.resolve("deep/er"));
            Files.writeString(path.resolve("deep/er/file"), "text");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void anAttemptThatNeedsMoreThanTheDiskHasIsNotBegun() {
        assertThatThrownBy(() -> scratch.folder("job-test", Long.MAX_VALUE / 4, 0))
                .isInstanceOf(ScratchFull.class)
                .hasMessageContaining("MB of scratch space are needed");
    }
}
