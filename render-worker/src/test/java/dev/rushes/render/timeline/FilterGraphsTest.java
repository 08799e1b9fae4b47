package dev.rushes.render.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.common.plan.structure.Quality;
import dev.rushes.common.plan.structure.Xfade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterGraphsTest {
    private static final OutputFormat HD =
            new OutputFormat(1920, 1080, Rational.of(30000, 1001), Quality.STANDARD, 0x102030);

    private static final Canvas CANVAS = Canvas.of(HD);

    private static FrameShape shape(int width, int height, String format) {
        return new FrameShape(width, height, format, Rational.ONE, null, null);
    }

    @Test
    void theOutputsOwnShapeNeedsNoGraph() {
        assertThat(
                        FilterGraphs.isPlain(
                                shape(1920, 1080, "yuv420p"), Turn.NONE, Look.PLAIN, CANVAS))
                .isTrue();
        assertThat(
                        FilterGraphs.isPlain(
                                shape(1920, 1080, "yuvj420p"), Turn.NONE, Look.PLAIN, CANVAS))
                .isFalse();
        assertThat(
                        FilterGraphs.isPlain(
                                shape(1920, 1088, "yuv420p"), Turn.NONE, Look.PLAIN, CANVAS))
                .isFalse();
        assertThat(
                        FilterGraphs.isPlain(
                                shape(1920, 1080, "yuv420p"),
                                new Turn(180, false),
                                Look.PLAIN,
                                CANVAS))
                .isFalse();
    }

    @Test
    void aSmallFullRangePictureIsScaledConvertedAndPadded() {
        assertThat(FilterGraphs.normalise(shape(640, 480, "yuvj420p"), Turn.NONE, CANVAS, 0x102030))
                .isEqualTo(
                        "buffer@in0=video_size=640x480:pix_fmt=yuvj420p:pixel_aspect=1/1:time_base=1/25"
                                + ":frame_rate=25/1:colorspace=unknown:range=unknown"
                                + ",scale=1440:1080:flags=bicubic+accurate_rnd+bitexact+full_chroma_int"
                                + ":in_range=pc:out_range=tv:in_color_matrix=bt601:out_color_matrix=bt709"
                                + ",setsar=1,format=yuv420p,pad=1920:1080:240:0:color=0x102030,buffersink@out");
    }

    @Test
    void aTurnedPictureIsTurnedBeforeItIsFitted() {
        FrameShape phone =
                new FrameShape(1920, 1080, "yuv420p10le", Rational.ONE, false, "bt2020nc");
        assertThat(FilterGraphs.normalise(phone, new Turn(90, false), CANVAS, 0x102030))
                .isEqualTo(
                        "buffer@in0=video_size=1920x1080:pix_fmt=yuv420p10le:pixel_aspect=1/1:time_base=1/25"
                                + ":frame_rate=25/1:colorspace=bt2020nc:range=tv,transpose=clock"
                                + ",scale=608:1080:flags=bicubic+accurate_rnd+bitexact+full_chroma_int"
                                + ":in_range=tv:out_range=tv:in_color_matrix=bt2020:out_color_matrix=bt709"
                                + ",setsar=1,format=yuv420p,pad=1920:1080:656:0:color=0x102030,buffersink@out");
    }

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

    @ParameterizedTest
    @CsvSource({
        "640, 480, 1, 0, 240, 0, 1440, 1080",
        "720, 576, 64/45, 0, 0, 0, 1920, 1080",
        "720, 576, 16/15, 0, 240, 0, 1440, 1080",
        "1080, 1920, 1, 90, 0, 0, 1920, 1080",
        "3840, 1600, 1, 0, 0, 140, 1920, 800",
        "2, 4000, 1, 0, 958, 0, 2, 1080"
    })
    void picturesAreContained(
            int width, int height, String aspect, int turn, int x, int y, int w, int h) {
        FrameShape shape =
                new FrameShape(width, height, "yuv420p", Rational.parse(aspect), null, null);
        assertThat(Box.contain(shape, new Turn(turn, false), 1920, 1080))
                .isEqualTo(new Box(x, y, w, h));
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
