package dev.rushes.render.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Quality;
import dev.rushes.common.plan.structure.Xfade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterGraphsTest {
    private static final OutputFormat HD =
            new OutputFormat(1920, 1080, Rational.of(30000, 1001), Quality.STANDARD, 0x102030);

    private static final Canvas CANVAS = Canvas.of(HD);

    @Test
    void aTransitionGivesFullChromaAndTakesItBack() {
        String side =
                "buffer@in%d=video_size=1920x1080:pix_fmt=yuv420p:pixel_aspect=1/1:time_base=1001/30000"
                        + ":frame_rate=30000/1001:colorspace=bt709:range=tv"
                        + ",scale=flags=neighbor+accurate_rnd+bitexact,format=yuv444p[%s];";
        assertThat(FilterGraphs.blend(new Xfade("wipeleft"), 15, CANVAS, HD.frameRate()))
                .isEqualTo(
                        side.formatted(0, "a")
                                + side.formatted(1, "b")
                                + "[a][b]xfade=transition=wipeleft:duration=500500us:offset=0"
                                + ",scale=flags=area+accurate_rnd+bitexact,format=yuv420p,buffersink@out");
    }

    @Test
    void aCrossFadeTouchesNoChromaAndIsLedByAThirdPicture() {
        String side =
                "buffer@in%d=video_size=640x360:pix_fmt=yuva420p:pixel_aspect=1/1:time_base=1001/30000"
                        + ":frame_rate=30000/1001:colorspace=bt709:range=tv[%s];";
        assertThat(FilterGraphs.crossFade(new Canvas(640, 360, true), HD.frameRate()))
                .isEqualTo(
                        side.formatted(0, "a")
                                + side.formatted(1, "b")
                                + side.formatted(2, "share")
                                + "[a][b][share]maskedmerge,buffersink@out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoomin", "distance", "dissolve"})
    void chromaIsInterpolatedWhereATransitionLooksAtSinglePixels(String name) {
        assertThat(FilterGraphs.blend(new Xfade(name), 15, CANVAS, HD.frameRate()))
                .contains(",scale=flags=bicubic+accurate_rnd+bitexact,format=yuv444p[a];")
                .endsWith(
                        ",scale=flags=bicubic+accurate_rnd+bitexact,format=yuv420p,buffersink@out");
    }

    @Test
    void encoderSettingsAreFixed() {
        assertThat(H264Settings.of(HD))
                .isEqualTo(
                        new H264Settings(
                                "veryfast",
                                21,
                                "threads=1:cpu-independent=1:stitchable=1:open-gop=0:level=40:ref=1:bframes=3:keyint=150"));
        assertThat(H264Settings.of(new OutputFormat(512, 288, Rational.of(15), Quality.DRAFT, 0)))
                .isEqualTo(
                        new H264Settings(
                                "ultrafast",
                                28,
                                "threads=1:cpu-independent=1:stitchable=1:open-gop=0:level=30:ref=1:bframes=0:keyint=75"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 1, 0, false",
        "0, 1, -1, 0, 90, false",
        "-1, 0, 0, -1, 180, false",
        "0, -1, 1, 0, 270, false",
        "-1, 0, 0, 1, 0, true",
        "1, 0, 0, -1, 180, true"
    })
    void displayMatricesAreRead(int a, int b, int c, int d, int degrees, boolean mirrored) {
        int one = 1 << 16;
        assertThat(Turn.ofMatrix(a * one, b * one, c * one, d * one))
                .isEqualTo(new Turn(degrees, mirrored));
    }
}
