package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is laid below, around and over the clips, frame by frame beside the {@code ffmpeg} program's. */
class LayersAgainstFFmpegTest {
    private static final String OUTPUT =
            "'output': {'width': 320, 'height': 180, 'frameRate': 25, 'quality': 'high', 'background': '#204060'}";

    private static final String MAIN = "[0:v]trim=end_frame=10,setpts=N/25/TB";

    @TempDir static Path folder = Path.of("");

    private static AgainstFFmpeg reference;
    private static Footage footage;
    private static Path take;
    private static Path other;
    private static Path back;
    private static Path logo;
    private static Path clip;
    private static Path green;

    @BeforeAll
    static void makeFiles() {
        reference = new AgainstFFmpeg(folder);
        take = reference.take("take.mp4", "testsrc2=s=320x180:r=25:d=1");
        other = reference.take("other.mp4", "testsrc2=s=320x180:r=25:d=1,negate");
        clip = reference.take("clip.mp4", "mandelbrot=s=320x180:r=25,trim=end_frame=6");
        green =
                reference.take(
                        "green.mp4",
                        "color=c=0x00ff00:s=320x180:r=25:d=1,drawbox=x=80:y=40:w=120:h=90:c=0xd04020:t=fill");
        back =
                still(
                        "back.png",
                        "gradients=s=400x300:c0=0x203040:c1=0xe0c080:x0=0:y0=0:x1=399:y1=299");
        logo =
                still(
                        "logo.png",
                        "gradients=s=64x40:c0=red:c1=yellow:x0=0:y0=0:x1=63:y1=39,format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='255*between(X,8,55)*Y/40'");
        footage =
                new Footage(folder)
                        .add("take", take)
                        .add("other", other)
                        .add("green", green)
                        .add("clip", clip)
                        .asset("back", back)
                        .asset("logo", logo);
    }

    private static Path still(String name, String source) {
        return reference.make("-f", "lavfi", "-i", source, "-frames:v", "1", name);
    }

    private static Seen render(String scene, String rest) {
        return footage.renderFine(
                "{'scenes': [{'clips': [{'s3Key': 'take', 'trim': {'start': 0, 'end': 0.4}}], "
                        + scene
                        + "}], "
                        + rest
                        + OUTPUT
                        + "}");
    }

    private static Seen layers(String layers) {
        return render("'layers': {" + layers + "}", "");
    }

    @Test
    void aMainPartLiesOnAColour() {
        reference.assertAlike(
                layers("'background': '#c08040', 'main': {'scale': 0.5, 'position': 'top_right'}"),
                "color=c=0xc08040:s=320x180:r=25:d=0.4,format=rgb24,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[b];"
                        + MAIN
                        + ",scale=160:90:flags=bicubic[m];[b][m]overlay=x=160:y=0[ref]",
                take);
    }

    @Test
    void aMainPartLiesOnAnImageHalfSeeThrough() {
        reference.assertAlike(
                layers(
                        "'background': {'image': 'back'}, 'main': {'scale': 0.9, 'opacity': 0.5, 'x': 0.1, 'y': 40}"),
                "[1:v]loop=9:1,setpts=N/25/TB,scale=320:240:flags=bicubic:out_color_matrix=bt709:out_range=tv,crop=320:180,format=yuv420p[b];"
                        + MAIN
                        + ",scale=288:162:flags=bicubic,format=yuva420p,lutyuv=a=val*0.5[m];[b][m]overlay=x=32:y=40:format=yuv420[ref]",
                take,
                back);
    }

    @Test
    void aBackgroundVideoBeginsAgainAndAgain() {
        reference.assertAlike(
                layers("'background': {'video': 'clip'}, 'main': {'scale': 0.5}"),
                "[1:v]loop=-1:6,trim=end_frame=10,setpts=N/25/TB[b];"
                        + MAIN
                        + ",scale=160:90:flags=bicubic[m];[b][m]overlay=x=80:y=46[ref]",
                take,
                clip);
    }

    @Test
    void aColourOfTheClipsIsSeenThrough() {
        Seen ours =
                footage.renderFine(
                        "{'scenes': [{'clips': [{'s3Key': 'green', 'trim': {'start': 0, 'end': 0.4}}], 'layers': {'background': {'image': 'back'},"
                                + " 'main': {'chromaKey': {'colour': '#00ff00', 'similarity': 0.15, 'blend': 0.05}}}}],"
                                + OUTPUT
                                + "}");
        reference.assertAlike(
                ours,
                "[1:v]loop=9:1,setpts=N/25/TB,scale=320:240:flags=bicubic:out_color_matrix=bt709:out_range=tv,crop=320:180,format=yuv420p[b];"
                        + MAIN
                        + ",chromakey=0x00ff00:0.15:0.05[m];[b][m]overlay=format=yuv420[ref]",
                green,
                back);
        List<Integer> corner = ours.frames(frame -> frame.luma(4, 4));
        assertThat(corner).allSatisfy(luma -> assertThat(luma).isLessThan(80));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'place': 'bottom_right', 'margin': 10|246|130|64|40",
                "'place': {'x': 0.25, 'y': 0.5}, 'width': 0.4|80|90|128|80",
                "'place': {'x': 160, 'y': 90, 'anchor': 'center'}, 'scale': 0.5|144|80|32|20",
                "'place': 'top_left', 'margin': 0, 'width': 100, 'height': 30|0|0|100|30",
                "'place': {'x': -20, 'y': 150}|-20|150|64|40"
            })
    void anImageLiesWhereItIsPlaced(String place, int x, int y, int width, int height) {
        reference.assertAlike(
                layers("'overlay': {'image': 'logo', " + place + "}"),
                "[1:v]loop=9:1,setpts=N/25/TB,scale=%d:%d:flags=bicubic:out_color_matrix=bt709:out_range=tv,format=yuva420p[l];%s[m];[m][l]overlay=x=%d:y=%d:format=yuv420[ref]"
                        .formatted(width, height, MAIN, x, y),
                take,
                logo);
    }

    @Test
    void anOverlayFadesInItsSpanWithItsOpacity() {
        reference.assertAlike(
                layers(
                        "'overlay': [{'image': 'logo', 'place': {'x': 40, 'y': 40}, 'opacity': 0.8, 'start': 0.08, 'end': 0.36, 'fadeIn': 0.12, 'fadeOut': 0.08}]"),
                "[1:v]loop=9:1,setpts=N/25/TB,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p,geq=lum='p(X,Y)':cb='p(X,Y)':cr='p(X,Y)':a='0.8*p(X,Y)*between(N,2,8)*min(1,(N-2)/3)*min(1,1-(N-7)/2)'[l];"
                        + MAIN
                        + "[m];[m][l]overlay=x=40:y=40:format=yuv420[ref]",
                take,
                logo);
    }

    @Test
    void aVideoOverlayPlaysOnceAndIsOver() {
        reference.assertAlike(
                layers(
                        "'overlay': {'s3Key': 'clip', 'place': 'center', 'width': 0.25, 'start': 0.08}"),
                "[1:v]setpts=(N+2)/25/TB,scale=80:44:flags=bicubic[l];"
                        + MAIN
                        + "[m];[m][l]overlay=x=120:y=68:eof_action=pass:format=yuv420[ref]",
                take,
                clip);
    }

    @Test
    void whatSpansTheProgrammeLiesOverAllScenesAndTheirTransitions() {
        Seen ours =
                footage.renderFine(
                        "{'scenes': [{'clips': [{'s3Key': 'take', 'trim': {'start': 0, 'end': 0.4}}], 'layers': {'background': '#800000', 'main': {'scale': 0.5}}},"
                                + " {'clips': [{'s3Key': 'other', 'trim': {'start': 0, 'end': 0.4}}], 'transitions': [{'type': 'wipe_left', 'duration': 0.2}]}],"
                                + " 'overlays': [{'image': 'logo', 'place': {'x': 100, 'y': 60}, 'start': 0.2}], "
                                + OUTPUT
                                + "}");
        reference.assertAlike(
                ours,
                "color=c=0x800000:s=320x180:r=25:d=0.4,format=rgb24,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[b];"
                        + MAIN
                        + ",settb=1/25,scale=160:90:flags=bicubic[m];[b][m]overlay=x=80:y=46,settb=1/25[first];[1:v]trim=end_frame=10,setpts=N/25/TB,settb=1/25[second];[first][second]xfade=transition=wipeleft:duration=0.2:offset=0.2,format=yuv420p[both];[2:v]loop=14:1,setpts=N/25/TB,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p[l];[both][l]overlay=x=100:y=60:format=yuv420:enable='gte(n,5)'[ref]",
                take,
                other,
                logo);
    }

    @Test
    void allLayersLieInTheirOrder() {
        Seen ours =
                render(
                        "'layers': {'background': {'image': 'back'}, 'main': {'scale': 0.8, 'position': 'top_right', 'opacity': 0.9},"
                                + " 'overlay': [{'image': 'logo', 'place': {'x': 100, 'y': 60}}, {'s3Key': 'clip', 'place': {'x': 120, 'y': 70}, 'width': 0.25, 'loop': true, 'opacity': 0.7}]}",
                        "'overlays': [{'image': 'logo', 'place': {'x': 150, 'y': 80}, 'opacity': 0.5}], ");
        reference.assertAlike(
                ours,
                "[1:v]loop=9:1,setpts=N/25/TB,scale=320:240:flags=bicubic:out_color_matrix=bt709:out_range=tv,crop=320:180,format=yuv420p[b];"
                        + MAIN
                        + ",scale=256:144:flags=bicubic,format=yuva420p,lutyuv=a=val*0.9[m];[b][m]overlay=x=64:y=0:format=yuv420[c];"
                        + "[2:v]loop=9:1,setpts=N/25/TB,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p,split[l1][l2];[c][l1]overlay=x=100:y=60:format=yuv420[d];"
                        + "[3:v]loop=-1:6,trim=end_frame=10,setpts=N/25/TB,scale=80:44:flags=bicubic,format=yuva420p,lutyuv=a=val*0.7[v];[d][v]overlay=x=120:y=70:format=yuv420[e];"
                        + "[l2]lutyuv=a=val*0.5[l3];[e][l3]overlay=x=150:y=80:format=yuv420[ref]",
                take,
                back,
                logo,
                clip);
    }

    @Test
    void aSceneFadesWithAllItsLayers() {
        Seen ours =
                render(
                        "'transitions': [{'type': 'fade_in', 'duration': 0.2}], 'layers': {'background': '#ffffff', 'main': {'scale': 0.5}}",
                        "");
        assertThat(ours.frames(frame -> frame.luma(4, 4)))
                .satisfies(luma -> assertThat(luma.get(0)).isBetween(14, 20))
                .satisfies(luma -> assertThat(luma.get(2)).isBetween(98, 109))
                .satisfies(luma -> assertThat(luma.get(9)).isBetween(232, 238));
    }

    @Test
    void wordsAreSeenInTheirSpanAndSlideToTheirPlace() {
        Seen ours =
                layers(
                        "'text': {'text': '\u2588\u2588', 'size': 40, 'colour': '#ffffff', 'place': 'left', 'margin': 20, 'start': 0.12, 'animation': {'in': {'type': 'slide', 'duration': 0.12}}, 'box': '#ffffff'}");
        List<Integer> luma = ours.frames(frame -> frame.luma(40, 90));
        assertThat(luma.subList(0, 3)).allSatisfy(value -> assertThat(value).isLessThan(230));
        assertThat(luma.subList(6, 10)).allSatisfy(value -> assertThat(value).isGreaterThan(230));
    }
}
