package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.StreamFormat;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One worker renders whichever segments are missing, in any order: what a segment shows may not depend on that. */
class SegmentRendererTest {
    @TempDir static Path takes = Path.of("");
    @TempDir Path folder = Path.of("");

    private static Path one = Path.of("");
    private static Path two = Path.of("");

    @BeforeAll
    static void takes() {
        Take first = Take.at(Rational.of(25));
        first.frames = 700;
        one = first.write(takes.resolve("one.mp4"));
        Take second = Take.at(Rational.of(30));
        second.frames = 700;
        two = second.write(takes.resolve("two.mkv"));
    }

    /** Long clips of several segments, a transition between them, and videos behind and above. */
    private Timeline timeline(Footage footage) {
        return footage.compile(
                """
                {'scenes': [{'clips': [
                    {'s3Key': 'one', 'trim': {'start': 0.4, 'end': 20.4}},
                    {'s3Key': 'two', 'trim': {'start': 1, 'end': 21}, 'speed': 1.5,
                     'transition': {'type': 'wipe_left', 'duration': 0.6}}],
                  'layers': {'background': {'video': 'two'}, 'main': {'scale': 0.8}}}],
                 'output': {'width': 320, 'height': 180, 'frameRate': 25}}
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reversed", "every other one", "shuffled"})
    void theOrderOfSegmentsChangesNoPicture(String name) {
        Footage footage = new Footage(folder).add("one", one).add("two", two);
        Timeline timeline = timeline(footage);
        List<Integer> inOrder = IntStream.range(0, timeline.segments().size()).boxed().toList();
        assertThat(inOrder).hasSizeGreaterThan(6);
        List<Path> expected = spools("expected");
        render(timeline, footage, inOrder, () -> true, expected);
        List<Path> seen = spools("seen");
        // Within some segments the encoder goes on on a thread of its own.
        AtomicInteger frames = new AtomicInteger();
        render(
                timeline,
                footage,
                order(name, inOrder),
                () -> frames.incrementAndGet() % 30 < 15,
                seen);
        for (int i : inOrder) {
            assertThat(seen.get(i)).as("segment %d", i).hasSameBinaryContentAs(expected.get(i));
        }
    }

    private static List<Integer> order(String name, List<Integer> inOrder) {
        List<Integer> order = new ArrayList<>(inOrder);
        switch (name) {
            case "reversed" -> Collections.reverse(order);
            case "every other one" -> order.sort((a, b) -> a % 2 - b % 2);
            default -> Collections.shuffle(order, new Random(7));
        }
        assertThat(order).isNotEqualTo(inOrder);
        return order;
    }

    private List<Path> spools(String name) {
        return IntStream.range(0, 20).mapToObj(i -> folder.resolve(name + i)).toList();
    }

    private static void render(
            Timeline timeline,
            Footage footage,
            List<Integer> order,
            BooleanSupplier othersWait,
            List<Path> spools) {
        try (Encoder encoder = Encoder.picture(timeline.output());
                StreamFormat format = encoder.format();
                SegmentRenderer renderer =
                        new SegmentRenderer(
                                timeline,
                                footage.files(),
                                MediaLimits.DEFAULT,
                                () -> false,
                                othersWait,
                                () -> {})) {
            for (int i : order) {
                renderer.render(timeline.segments().get(i), format.header(), spools.get(i));
            }
        }
    }
}
