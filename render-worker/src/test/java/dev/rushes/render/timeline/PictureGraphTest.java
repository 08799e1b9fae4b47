package dev.rushes.render.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Crop;
import dev.rushes.common.plan.structure.Effect;
import dev.rushes.common.plan.structure.Fit;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.render.timeline.Framing.Cut;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureGraphTest {
    private static final Canvas HD = new Canvas(1920, 1080, false);
    private static final String SCALING = "flags=bicubic+accurate_rnd+bitexact+full_chroma_int";

    private static FrameShape shape(int width, int height, String format) {
        return new FrameShape(width, height, format, Rational.ONE, null, null);
    }

    private static Look look(Fit fit, @Nullable Crop crop, String rotate, Effect... effects) {
        return new Look(fit, crop, Rational.parse(rotate), List.of(effects));
    }

    private static String graph(FrameShape shape, Turn turn, Look look, Canvas canvas) {
        return PictureGraph.of(shape, turn, look, canvas, 0x102030, Set.of());
    }

    private static String source(int width, int height, String format, String rest) {
        return "buffer@in0=video_size=%dx%d:pix_fmt=%s:pixel_aspect=1/1:time_base=1/25:frame_rate=25/1:%s"
                .formatted(width, height, format, rest);
    }

    @Test
    void theCanvassOwnShapeNeedsNoGraph() {
        FrameShape own = shape(1920, 1080, "yuv420p");
        assertThat(PictureGraph.isPlain(own, Turn.NONE, Look.PLAIN, HD)).isTrue();
        assertThat(PictureGraph.isPlain(own, Turn.NONE, look(Fit.BLUR, null, "0"), HD)).isTrue();
        assertThat(PictureGraph.isPlain(shape(1920, 1080, "yuvj420p"), Turn.NONE, Look.PLAIN, HD))
                .isFalse();
        assertThat(PictureGraph.isPlain(shape(1920, 1088, "yuv420p"), Turn.NONE, Look.PLAIN, HD))
                .isFalse();
        assertThat(PictureGraph.isPlain(own, new Turn(180, false), Look.PLAIN, HD)).isFalse();
        assertThat(PictureGraph.isPlain(own, Turn.NONE, look(Fit.CONTAIN, null, "1"), HD))
                .isFalse();
        assertThat(
                        PictureGraph.isPlain(
                                own,
                                Turn.NONE,
                                look(Fit.CONTAIN, null, "0", new Effect.Grayscale()),
                                HD))
                .isFalse();
        assertThat(
                        PictureGraph.isPlain(
                                new FrameShape(
                                        1920,
                                        1080,
                                        "yuv420p",
                                        Rational.ONE,
                                        false,
                                        "bt709",
                                        "bt709",
                                        "smpte2084"),
                                Turn.NONE,
                                Look.PLAIN,
                                HD))
                .isFalse();
    }

    @Test
    void aSmallFullRangePictureIsScaledConvertedAndPadded() {
        assertThat(graph(shape(640, 480, "yuvj420p"), Turn.NONE, Look.PLAIN, HD))
                .isEqualTo(
                        source(640, 480, "yuvj420p", "colorspace=unknown:range=unknown")
                                + ",scale=1440:1080:"
                                + SCALING
                                + ":in_range=pc:out_range=tv:in_color_matrix=bt601:out_color_matrix=bt709"
                                + ",setsar=1,format=yuv420p,pad=1920:1080:240:0:color=0x102030,buffersink@out");
    }

    @Test
    void aTurnedPhonesHdrIsScaledBroughtDownAndTurned() {
        FrameShape phone =
                new FrameShape(
                        1920,
                        1080,
                        "yuv420p10le",
                        Rational.ONE,
                        false,
                        "bt2020nc",
                        "bt2020",
                        "arib-std-b67");
        assertThat(graph(phone, new Turn(90, false), Look.PLAIN, HD))
                .isEqualTo(
                        source(1920, 1080, "yuv420p10le", "colorspace=bt2020nc:range=tv")
                                + ",scale=1080:608:"
                                + SCALING
                                + ":in_range=tv:out_range=tv:in_color_matrix=bt2020:out_color_matrix=bt2020"
                                + ",setsar=1,format=yuv444p12le"
                                + ",zscale=min=bt2020nc:rin=tv:pin=bt2020:tin=arib-std-b67:p=bt2020:t=linear:npl=100"
                                + ",format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0"
                                + ",zscale=t=bt709:m=bt709:r=tv,format=yuv420p"
                                + ",transpose=clock,pad=1920:1080:656:0:color=0x102030,buffersink@out");
    }

    @Test
    void effectsComeInTheirOrderBeforeTheBars() {
        assertThat(
                        graph(
                                shape(640, 480, "yuv420p"),
                                Turn.NONE,
                                look(
                                        Fit.CONTAIN,
                                        null,
                                        "0",
                                        new Effect.Contrast(Rational.parse("1.5")),
                                        new Effect.Brightness(Rational.parse("-0.25")),
                                        new Effect.Denoise(Rational.parse("0.5")),
                                        new Effect.Sharpen(Rational.ONE),
                                        new Effect.Saturation(Rational.of(2)),
                                        new Effect.Grayscale()),
                                HD))
                .endsWith(
                        ",format=yuv420p,eq=contrast=1.5,eq=brightness=-0.25,hqdn3d=4:3:0.000001:0.000001"
                                + ",unsharp=5:5:1,eq=saturation=2,hue=s=0"
                                + ",pad=1920:1080:240:0:color=0x102030,buffersink@out");
    }

    @Test
    void onATransparentCanvasWhatIsFreeIsSeeThrough() {
        assertThat(
                        graph(
                                shape(640, 480, "yuv420p"),
                                Turn.NONE,
                                Look.PLAIN,
                                new Canvas(1920, 1080, true)))
                .endsWith(
                        ",setsar=1,format=yuv420p,format=yuva420p,pad=1920:1080:240:0:color=0x000000@0,buffersink@out");
    }

    @ParameterizedTest
    @CsvSource({
        "640, 480, 1, 0, 1440, 1080",
        "720, 576, 64/45, 0, 1920, 1080",
        "720, 576, 16/15, 0, 1440, 1080",
        "1080, 1920, 1, 90, 1920, 1080",
        "3840, 1600, 1, 0, 1920, 800",
        "2, 4000, 1, 0, 2, 1080",
        "1, 1, 1, 0, 1080, 1080"
    })
    void picturesAreContained(int width, int height, String aspect, int turn, int w, int h) {
        FrameShape shape =
                new FrameShape(width, height, "yuv420p", Rational.parse(aspect), null, null);
        assertThat(Framing.of(shape, new Turn(turn, false), Look.PLAIN, HD))
                .extracting(Framing::width, Framing::height)
                .containsExactly(w, h);
    }

    /** Source pixels that are never seen are left out, but for some neighbours. */
    @ParameterizedTest
    @CsvSource({
        "640, 480, 0, 52, 640, 376, 1920, 1128",
        "4000, 2, 1990, 0, 20, 2, 10800, 1080",
        "1080, 1920, 0, 648, 1080, 624, 1920, 1110",
        "1, 1, 0, 0, 1, 1, 1920, 1920"
    })
    void picturesCover(int width, int height, int x, int y, int cw, int ch, int w, int h) {
        assertThat(
                        Framing.of(
                                shape(width, height, "yuv420p"),
                                Turn.NONE,
                                look(Fit.COVER, null, "0"),
                                HD))
                .isEqualTo(new Framing(new Cut(x, y, cw, ch), Turn.NONE, Rational.ZERO, w, h));
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, 160, 0, 480, 540",
        "90, false, 0, 120, 960, 270",
        "180, false, 320, 540, 480, 540",
        "270, false, 0, 690, 960, 270",
        "0, true, 320, 0, 480, 540",
        "90, true, 0, 120, 960, 270"
    })
    void cropsAreOfTheUprightPicture(
            int degrees, boolean mirrored, int x, int y, int width, int height) {
        Turn turn = new Turn(degrees, mirrored);
        // Half of its height from above, and a quarter or a half across from a sixth on.
        Crop crop =
                turn.isQuarter()
                        ? new Crop(
                                Rational.parse("0.6388888"),
                                Rational.ZERO,
                                Rational.of(1, 4),
                                Rational.ONE)
                        : new Crop(
                                Rational.of(1, 6),
                                Rational.ZERO,
                                Rational.of(1, 2),
                                Rational.of(1, 2));
        assertThat(Framing.of(shape(960, 1080, "yuv420p"), turn, look(Fit.CONTAIN, crop, "0"), HD))
                .extracting(Framing::cut)
                .isEqualTo(new Cut(x, y, width, height));
    }

    @Test
    void coloursAreThoseOfBt709() {
        assertThat(PictureGraph.limited(0x000000)).containsExactly(16, 128, 128);
        assertThat(PictureGraph.limited(0xFFFFFF)).containsExactly(235, 128, 128);
        assertThat(PictureGraph.limited(0x00FF00)).containsExactly(173, 42, 26);
    }
}
