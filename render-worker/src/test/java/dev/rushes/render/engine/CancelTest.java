package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A render that is called off ends at once wherever it is, and leaves nothing. */
class CancelTest {
    @TempDir static Path takes = Path.of("");
    @TempDir Path folder = Path.of("");

    private static Path take = Path.of("");

    /** As often is a render called off, evenly over the time that a whole one takes. */
    private static final int TIMES = 12;

    @BeforeAll
    static void take() {
        Take made = Take.at(Rational.of(30));
        made.width = 960;
        made.height = 540;
        made.frames = 360;
        made.sound = true;
        take = made.write(takes.resolve("take.mp4"));
    }

    /** Sound that is measured twice, a transition, and something of each kind of layer. */
    private static final String PLAN =
            """
            {'scenes': [{'clips': [
                {'s3Key': 'take', 'trim': {'start': 0, 'end': 6}},
                {'s3Key': 'take', 'trim': {'start': 5, 'end': 11}, 'speed': 0.5,
                 'transition': {'type': 'dissolve', 'duration': 1}}],
              'layers': {'background': '#204060', 'main': {'scale': 0.8}}}],
             'output': {'width': 960, 'height': 540, 'frameRate': 30, 'loudness': {'target': -16, 'truePeak': -1.5}}}
            """;

    /** Says stop from a moment on, and knows in what phase that was. */
    private static final class Stop implements RenderListener {
        private final long at;
        private volatile Phase phase = Phase.RENDERING;
        private volatile Phase stoppedIn = Phase.RENDERING;
        private volatile long told;

        Stop(Duration after) {
            this.at = System.nanoTime() + after.toNanos();
        }

        @Override
        public void phase(Phase now) {
            phase = now;
        }

        @Override
        public synchronized boolean cancelled() {
            if (told == 0 && System.nanoTime() >= at) {
                told = System.nanoTime();
                stoppedIn = phase;
            }
            return told != 0;
        }
    }

    @Test
    void aRenderEndsWithinASecondWhereverItIs() throws IOException {
        Footage footage = new Footage(folder).add("take", take);
        Timeline timeline = footage.compile(PLAN);
        long began = System.nanoTime();
        footage.render(timeline, RenderListener.NONE);
        Duration whole = Duration.ofNanos(System.nanoTime() - began);
        Map<RenderListener.Phase, Duration> longest = new EnumMap<>(RenderListener.Phase.class);
        Set<Integer> ended = new HashSet<>();
        for (int i = 0; i < TIMES; i++) {
            Stop stop = new Stop(whole.multipliedBy(i).dividedBy(TIMES));
            if (calledOff(footage, timeline, stop)) {
                ended.add(i);
                longest.merge(
                        stop.stoppedIn,
                        Duration.ofNanos(System.nanoTime() - stop.told),
                        (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
        longest.forEach((phase, time) ->
                System.out.printf(
                        "called off in %s: over after %d ms at most%n", phase, time.toMillis()));
        assertThat(ended).hasSizeGreaterThan(TIMES / 2);
        assertThat(longest.values())
                .allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(1)));
    }

    @Test
    void everyPhaseCanBeCalledOff() throws IOException {
        Footage footage = new Footage(folder).add("take", take);
        Timeline timeline = footage.compile(PLAN);
        for (RenderListener.Phase phase : RenderListener.Phase.values()) {
            RenderListener atItsBegin =
                    new RenderListener() {
                        private volatile boolean stop;

                        @Override
                        public void phase(Phase now) {
                            stop = now == phase;
                        }

                        @Override
                        public boolean cancelled() {
                            return stop;
                        }
                    };
            assertThat(calledOff(footage, timeline, atItsBegin)).as("%s", phase).isTrue();
        }
    }

    /** Whether it was, before it was over; nothing may be left of it then. */
    private boolean calledOff(Footage footage, Timeline timeline, RenderListener listener)
            throws IOException {
        Path scratch = Files.createTempDirectory(folder, "scratch");
        Path output = scratch.resolveSibling(scratch.getFileName() + ".mp4");
        try {
            new Renderer(2, MediaLimits.DEFAULT)
                    .render(timeline, footage.files(), scratch, output, listener);
            return false;
        } catch (RenderCancelled e) {
            assertThat(output).doesNotExist();
            return true;
        } finally {
            try (Stream<Path> left = Files.list(scratch)) {
                assertThat(left).isEmpty();
            }
        }
    }
}
