package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.RenderCancelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCacheTest {
    @TempDir static Path takes = Path.of("");
    @TempDir Path folder = Path.of("");

    private static Path one = Path.of("");
    private static Path two = Path.of("");
    private Footage footage = new Footage(folder);
    private final Counted counted = new Counted();

    private static class Counted implements RenderListener {
        SegmentCount count = SegmentCount.none(0);
        long lastFrames;

        @Override
        public void segments(SegmentCount now) {
            count = now;
        }

        @Override
        public void frames(long done, long total) {
            assertThat(done).isGreaterThanOrEqualTo(lastFrames);
            lastFrames = done;
        }
    }

    @BeforeAll
    static void takes() {
        Take first = Take.at(Rational.of(25));
        first.sound = true;
        one = first.write(takes.resolve("one.mp4"));
        Take second = Take.at(Rational.of(30));
        second.width = 400;
        second.height = 300;
        two = second.write(takes.resolve("two.mkv"));
    }

    @BeforeEach
    void footage() {
        footage = new Footage(folder).add("one", one).add("two", two);
    }

    private SegmentCache cache() {
        return new SegmentCache(
                new SegmentFolder(folder.resolve("cache")),
                Map.of("one", "etag-1", "two", "etag-2"));
    }

    /** Three clips and a transition; the middle one as given. */
    private static String plan(double in, double out) {
        return """
        {'scenes': [{'clips': [
            {'s3Key': 'one', 'trim': {'start': 0.4, 'end': 2.4}},
            {'s3Key': 'two', 'trim': {'start': %s, 'end': %s}},
            {'s3Key': 'one', 'trim': {'start': 1, 'end': 3.2}, 'transition': {'type': 'wipe_left', 'duration': 0.6}},
            {'s3Key': 'two', 'trim': {'start': 0, 'end': 1}}]}],
         'output': {'width': 320, 'height': 180, 'frameRate': 25}}
        """
                .formatted(in, out);
    }

    private SegmentCount render(String plan) {
        counted.lastFrames = 0;
        footage.render(footage.compile(plan), cache(), counted);
        return counted.count;
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.toList();
        }
    }

    @Test
    void theSamePlanIsOnlyJoinedAgain() throws IOException {
        Seen first = footage.render(footage.compile(plan(1, 2.5)), cache(), counted);
        assertThat(counted.count).isEqualTo(new SegmentCount(5, 0, 5, 0));
        // The sound is one stretch.
        assertThat(kept()).hasSize(5 + 1);
        counted.lastFrames = 0;
        Seen second = footage.render(footage.compile(plan(1, 2.5)), cache(), counted);
        assertThat(counted.count).isEqualTo(new SegmentCount(5, 5, 0, first.timeline().frames()));
        assertThat(second.file()).hasSameBinaryContentAs(first.file());
    }

    @Test
    void aRevisionCostsItsClipAndIsWhatAFullRenderOfItIs() {
        assertThat(render(plan(1, 2.5))).isEqualTo(new SegmentCount(5, 0, 5, 0));
        Seen revised = footage.render(footage.compile(plan(0.5, 2)), cache(), new Counted());
        assertThat(render(plan(0.5, 2)).reused()).isEqualTo(5);
        assertThat(revised.file()).hasSameBinaryContentAs(footage.render(plan(0.5, 2)).file());
    }

    @Test
    void anotherLengthLeavesWhatComesAfterAsItWas() {
        render(plan(1, 2.5));
        counted.lastFrames = 0;
        Seen longer = footage.render(footage.compile(plan(1, 2.9)), cache(), counted);
        // The first clip, the rest of the third and the fourth; not the changed one and its
        // transition.
        assertThat(counted.count).isEqualTo(new SegmentCount(5, 3, 2, 50 + 40 + 25));
        assertThat(longer.file()).hasSameBinaryContentAs(footage.render(plan(1, 2.9)).file());
    }

    @Test
    void anotherContentUnderTheSameKeyIsRendered() {
        render(plan(1, 2.5));
        counted.lastFrames = 0;
        footage.render(
                footage.compile(plan(1, 2.5)),
                new SegmentCache(cache().store(), Map.of("one", "etag-1", "two", "another-etag")),
                counted);
        assertThat(counted.count).isEqualTo(new SegmentCount(5, 2, 3, 50 + 40));
    }

    @Test
    void damagedShortenedAndForeignFilesAreRenderedAgain() throws IOException {
        Seen whole = footage.render(footage.compile(plan(1, 2.5)), cache(), counted);
        List<Path> kept = kept();
        byte[] bytes = Files.readAllBytes(kept.get(0));
        bytes[bytes.length / 2] ^= 1;
        Files.write(kept.get(0), bytes);
        byte[] shorter = Files.readAllBytes(kept.get(1));
        Files.write(kept.get(1), java.util.Arrays.copyOf(shorter, shorter.length - 100));
        Files.writeString(kept.get(2), "no segment");
        // Whole in itself, but of another number of frames.
        Files.write(kept.get(3), Files.readAllBytes(longest(kept)));
        Files.delete(kept.get(4));
        counted.lastFrames = 0;
        Seen again = footage.render(footage.compile(plan(1, 2.5)), cache(), counted);
        assertThat(counted.count.rendered()).isBetween(4, 5);
        assertThat(again.file()).hasSameBinaryContentAs(whole.file());
        assertThat(render(plan(1, 2.5)).reused()).isEqualTo(5);
    }

    /** Not one of those that the test damages otherwise: they are all whole when this is asked. */
    private static Path longest(List<Path> kept) throws IOException {
        Path longest = kept.get(4);
        for (Path file : kept.subList(3, kept.size())) {
            longest = Files.size(file) > Files.size(longest) ? file : longest;
        }
        return longest;
    }

    @Test
    void whatAnEndedAttemptHadFinishedIsUsedByTheNext() {
        Counted first =
                new Counted() {
                    @Override
                    public boolean cancelled() {
                        return count.rendered() >= 3;
                    }
                };
        assertThatThrownBy(() -> footage.render(footage.compile(plan(1, 2.5)), cache(), first))
                .isInstanceOf(RenderCancelled.class);
        SegmentCount second = render(plan(1, 2.5));
        assertThat(second.reused()).isBetween(1, 4);
        assertThat(second.reused() + second.rendered()).isEqualTo(5);
    }

    @Test
    void aStoreThatHangsDelaysNothingAndEndsWithTheRender() {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        SegmentStore hanging =
                new SegmentStore() {
                    @Override
                    public boolean fetch(String fingerprint, Path into, BooleanSupplier stop) {
                        return false;
                    }

                    @Override
                    public void keep(String fingerprint, Path segment, BooleanSupplier stop) {
                        asked.countDown();
                        while (!stop.getAsBoolean()) {
                            Thread.onSpinWait();
                        }
                        told.incrementAndGet();
                    }
                };
        RenderListener impatient =
                new RenderListener() {
                    private volatile boolean checking;

                    @Override
                    public void phase(Phase phase) {
                        checking = phase == Phase.CHECKING;
                    }

                    @Override
                    public boolean cancelled() {
                        return checking;
                    }
                };
        assertThatThrownBy(() ->
                        footage.render(
                                footage.compile(plan(1, 2.5)),
                                new SegmentCache(hanging, Map.of()),
                                impatient))
                .isInstanceOf(RenderCancelled.class);
        assertThat(asked.getCount()).isZero();
        assertThat(told).hasValue(1);
    }
}
