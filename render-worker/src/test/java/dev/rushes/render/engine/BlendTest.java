package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Xfade;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.timeline.Canvas;
import dev.rushes.render.timeline.FilterGraphs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlendTest {
    private static final Rational RATE = Rational.of(30);
    private static final int[] FROM = {16, 240, 17, 255};
    private static final int[] TO = {235, 90, 200, 0};

    private final Frame from = new Frame();
    private final Frame to = new Frame();
    private final Frame mixed = new Frame();

    @AfterEach
    void closeFrames() {
        from.close();
        to.close();
        mixed.close();
    }

    private static void fill(Frame frame, Canvas canvas, int[] levels) {
        if (canvas.transparent()) {
            frame.allocateAlphaPicture(
                    canvas.width(), canvas.height(), levels[0], levels[1], levels[2], levels[3]);
        } else {
            frame.allocatePicture(canvas.width(), canvas.height(), levels[0], levels[1], levels[2]);
        }
    }

    private static int level(Frame frame, int plane, int x, int y) {
        byte[] samples = new byte[(x + 1) * (y + 1)];
        frame.readPlane(plane, x + 1, y + 1, samples);
        return Byte.toUnsignedInt(samples[samples.length - 1]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 15, 37, 300})
    void aCrossFadeMixesEverySampleInProportion(long frames) {
        for (boolean transparent : new boolean[] {false, true}) {
            Canvas canvas = new Canvas(70, 38, transparent);
            try (Blend blend = new Blend(Xfade.CROSS_FADE, frames, canvas, RATE)) {
                // A segment may begin within the transition.
                for (long j = frames / 3; j < frames; j++) {
                    fill(from, canvas, FROM);
                    fill(to, canvas, TO);
                    blend.mix(from, to, j, mixed);
                    for (int plane = 0; plane < (transparent ? 4 : 3); plane++) {
                        double wanted =
                                FROM[plane] + (TO[plane] - FROM[plane]) * j / (double) frames;
                        boolean half = plane == 1 || plane == 2;
                        assertThat((double) level(mixed, plane, half ? 34 : 69, half ? 18 : 37))
                                .as("frame %d of %d, plane %d", j, frames, plane)
                                .isCloseTo(wanted, within(1.0));
                    }
                }
            }
        }
    }

    @Test
    void theFirstFrameOfACrossFadeIsTheFirstPicture() {
        Canvas canvas = new Canvas(64, 36, false);
        try (Blend blend = new Blend(Xfade.CROSS_FADE, 10, canvas, RATE)) {
            fill(from, canvas, FROM);
            fill(to, canvas, TO);
            blend.mix(from, to, 0, mixed);
            for (int plane = 0; plane < 3; plane++) {
                assertThat(level(mixed, plane, 5, 5)).isEqualTo(FROM[plane]);
            }
        }
    }

    @Test
    void aCrossFadeIsWhatFFmpegsOwnIs() {
        Canvas canvas = new Canvas(64, 36, false);
        String own = FilterGraphs.blend(Xfade.CROSS_FADE, 15, canvas, RATE);
        try (Frame theirs = new Frame();
                Blend blend = new Blend(Xfade.CROSS_FADE, 15, canvas, RATE);
                FilterGraph xfade = FilterGraph.video(own)) {
            for (int j = 0; j < 15; j++) {
                fill(from, canvas, FROM);
                fill(to, canvas, TO);
                blend.mix(from, to, j, mixed);
                xfade.push(0, from);
                xfade.push(1, to);
                assertThat(xfade.pull(theirs)).isTrue();
                for (int plane = 0; plane < 3; plane++) {
                    assertThat(level(mixed, plane, 9, 9))
                            .as("frame %d, plane %d", j, plane)
                            .isCloseTo(level(theirs, plane, 9, 9), within(1));
                }
            }
        }
    }
}
