package dev.rushes.render.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Clip;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.common.plan.structure.OutputSettings;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.Programme.OverlapIn;
import dev.rushes.common.plan.structure.Programme.Part;
import dev.rushes.common.plan.structure.Quality;
import dev.rushes.common.plan.structure.Xfade;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.timeline.Timeline.Placement;
import dev.rushes.render.timeline.Timeline.Run;
import dev.rushes.render.timeline.Timeline.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineCompilerTest {
    private static final Map<String, MediaInfo> SOURCES =
            Map.of("a", take("25", false), "slow", take("5", false), "vary", take("25", true));

    private static MediaInfo take(String rate, boolean variable) {
        return new MediaInfo(
                "mov",
                100,
                "100",
                0,
                "0",
                new MediaInfo.Video(
                        "h264", 1280, 720, 1280, 720, "1", rate, 0, variable, 0, false, "yuv420p",
                        "limited", false, "bt709", null, null, 2, 2500),
                null,
                null);
    }

    private static Part part(
            String key, Rational in, Rational length, @Nullable OverlapIn overlap) {
        return new Part(
                new Clip(
                        "/scenes/0/clips/0",
                        key,
                        null,
                        null,
                        null,
                        Rational.ONE,
                        Rational.ONE,
                        Look.PLAIN,
                        null),
                0,
                in,
                in.plus(length),
                overlap,
                Rational.ZERO,
                Rational.ZERO);
    }

    private static Part part(int length) {
        return part("a", Rational.ZERO, Rational.of(length), null);
    }

    private static Timeline compile(Part... parts) {
        return TimelineCompiler.compile(
                new Programme(List.of(parts)), OutputSettings.DEFAULT, SOURCES);
    }

    private static String lines(Timeline timeline) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : timeline.segments()) {
            text.append(segment.start()).append('+').append(segment.frames()).append(':');
            for (Run run : segment.runs()) {
                text.append(
                        " %d%s[%d]"
                                .formatted(
                                        run.placement(), run.incoming() ? "/" : "", run.frames()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void segmentsEndAtCutsAndSecondsIntoLongClips() {
        assertThat(lines(compile(part(4), part(15))))
                .isEqualTo(
                        """
                        0+100: 0[100]
                        100+150: 1[150]
                        250+150: 1[150]
                        400+75: 1[75]
                        """);
    }

    @Test
    void transitionsStandApartAndSplitsCountFromTheClipsOwnStart() {
        OverlapIn second = new OverlapIn(Xfade.CROSS_FADE, Rational.ONE);
        assertThat(lines(compile(part(4), part("a", Rational.ZERO, Rational.of(8), second))))
                .isEqualTo(
                        """
                        0+75: 0[75]
                        75+25: 0/[25]
                        100+125: 1[125]
                        225+50: 1[50]
                        """);
    }

    @Test
    void shortRunsShareASegment() {
        Rational fifth = Rational.of(1, 5);
        Part tiny = part("a", Rational.ZERO, fifth, null);
        assertThat(lines(compile(tiny, tiny, tiny, part(2), tiny, part(6), tiny)))
                .isEqualTo(
                        """
                        0+15: 0[5] 1[5] 2[5]
                        15+55: 3[50] 4[5]
                        70+155: 5[150] 6[5]
                        """);
        assertThat(lines(compile(tiny))).isEqualTo("0+5: 0[5]\n");
    }

    @ParameterizedTest
    @CsvSource({
        "a, STANDARD, 1920, 1080, 25",
        "slow, STANDARD, 1920, 1080, 30",
        "vary, HIGH, 1920, 1080, 30",
        "a, DRAFT, 512, 288, 15"
    })
    void theOutputFollowsTheFirstClip(
            String key, Quality quality, int width, int height, String rate) {
        Timeline timeline =
                TimelineCompiler.compile(
                        new Programme(List.of(part(key, Rational.ZERO, Rational.ONE, null))),
                        OutputSettings.DEFAULT.withQuality(quality),
                        SOURCES);
        assertThat(timeline.output())
                .isEqualTo(new OutputFormat(width, height, Rational.parse(rate), quality, 0));
    }

    @Test
    void lengthsRoundHalfUpAndAreAFrameAtLeast() {
        OutputFormat output = new OutputFormat(64, 64, Rational.of(25), Quality.STANDARD, 0);
        assertThat(output.frames(Rational.of(1, 50))).isEqualTo(1);
        assertThat(output.frames(Rational.of(3, 50))).isEqualTo(2);
        assertThat(output.frames(Rational.of(1, 1000))).isEqualTo(1);
        assertThat(
                        new OutputFormat(64, 64, Rational.of(30000, 1001), Quality.STANDARD, 0)
                                .sampleAt(30000))
                .isEqualTo(48_048_000);
    }

    @Test
    void aTrimOutsideItsTakeIsBadMedia() {
        assertThatThrownBy(() -> compile(part(101)))
                .isInstanceOf(BadMedia.class)
                .hasMessage(
                        "/scenes/0/clips/0: the trim from 0 to 101 s does not lie in the take, which lasts 100 s");
        assertThatThrownBy(() -> compile(part("b", Rational.ZERO, Rational.ONE, null)))
                .isInstanceOf(BadMedia.class);
    }

    @RepeatedTest(200)
    void everyFrameHasItsSourceOnce(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Part> parts = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        Rational before = Rational.ZERO;
        for (int i = 0; i < count; i++) {
            Rational length = Rational.of(1 + random.nextInt(20_000), 1001);
            OverlapIn overlap = null;
            if (i > 0 && random.nextInt(3) > 0) {
                Rational left = parts.get(i - 1).length().minus(before);
                Rational most = left.min(length);
                overlap =
                        new OverlapIn(
                                Xfade.CROSS_FADE,
                                most.times(Rational.of(1 + random.nextInt(100), 100)));
            }
            before = overlap == null ? Rational.ZERO : overlap.duration();
            parts.add(part("a", Rational.of(random.nextInt(1000), 17), length, overlap));
        }
        Timeline timeline = compile(parts.toArray(Part[]::new));

        long sum = 0;
        for (Placement placement : timeline.placements()) {
            assertThat(placement.start()).isEqualTo(sum - placement.overlap());
            sum += placement.frames() - placement.overlap();
        }
        assertThat(timeline.frames()).isEqualTo(sum);
        long next = 0;
        int last = 0;
        for (Segment segment : timeline.segments()) {
            assertThat(segment.start()).isEqualTo(next);
            for (Run run : segment.runs()) {
                assertThat(run.start()).isEqualTo(next);
                assertThat(run.frames()).isPositive();
                assertThat(run.placement()).isGreaterThanOrEqualTo(last);
                last = run.placement();
                assertInside(timeline.placements().get(run.placement()), run);
                if (run.incoming()) {
                    Placement incoming = timeline.placements().get(run.placement() + 1);
                    assertThat(incoming.overlap()).isEqualTo(run.frames());
                    assertThat(incoming.effect()).isEqualTo(Xfade.CROSS_FADE);
                    assertInside(incoming, run);
                }
                next += run.frames();
            }
            assertThat(next).isEqualTo(segment.end());
            if (timeline.segments().size() > 1) {
                assertThat(segment.frames()).isGreaterThanOrEqualTo(Segmenter.FEWEST_FRAMES);
            }
        }
        assertThat(next).isEqualTo(timeline.frames());
    }

    private static void assertInside(Placement placement, Run run) {
        assertThat(run.start()).isGreaterThanOrEqualTo(placement.start());
        assertThat(run.start() + run.frames()).isLessThanOrEqualTo(placement.end());
    }
}
