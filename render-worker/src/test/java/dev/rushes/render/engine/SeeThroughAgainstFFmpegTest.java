package dev.rushes.render.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos with alpha, and photographs that were taken on their side, beside the {@code ffmpeg} program's. */
class SeeThroughAgainstFFmpegTest {
    private static final String OUTPUT =
            "'output': {'width': 320, 'height': 180, 'frameRate': 25, 'quality': 'high', 'background': '#204060'}";

    /** A disc that grows soft towards its edge and moves, on nothing. */
    private static final String DISC =
            "testsrc2=s=160x90:r=25,trim=end_frame=10,format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='clip(480-12*hypot(X-60-3*N,Y-45),0,255)'";

    @TempDir static Path folder = Path.of("");

    private static AgainstFFmpeg reference;
    private static Footage footage;
    private static Path take;

    @BeforeAll
    static void makeFiles() {
        reference = new AgainstFFmpeg(folder);
        take = reference.take("take.mp4", "testsrc2=s=320x180:r=25,negate,trim=end_frame=10");
        footage = new Footage(folder).add("take", take);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "vp9.webm|libvpx-vp9|-c:v libvpx-vp9 -pix_fmt yuva420p -crf 4 -b:v 0 -auto-alt-ref 0",
                "vp8.webm|libvpx|-c:v libvpx -pix_fmt yuva420p -crf 4 -b:v 4M -auto-alt-ref 0",
                "animation.mov|qtrle|-c:v qtrle -pix_fmt argb",
                "prores.mov|prores|-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le -alpha_bits 16",
                "png.mov|png|-c:v png -pix_fmt rgba",
                "ffv1.mkv|ffv1|-c:v ffv1 -pix_fmt yuva420p"
            })
    void aVideoWithAlphaIsSeenThrough(String name, String decoder, String encoding) {
        Path file =
                reference.make(
                        ("-f lavfi -i " + DISC + ",scale=out_color_matrix=bt709 -colorspace bt709 ")
                                .concat(encoding)
                                .concat(" " + name)
                                .split(" "));
        Path read =
                reference.make(
                        ("-c:v " + decoder + " -i " + file)
                                .concat(
                                        " -vf scale=in_color_matrix=bt709:out_color_matrix=bt709:out_range=tv")
                                .concat(
                                        " -c:v ffv1 -pix_fmt yuva420p -colorspace bt709 read-"
                                                + name
                                                + ".mkv")
                                .split(" "));
        footage.add(name, file);
        Seen over =
                footage.renderFine(
                        "{'scenes': [{'clips': [{'s3Key': 'take'}], 'layers': {'overlay': {'s3Key': '%s', 'place': {'x': 80, 'y': 40}}}}], %s}"
                                .formatted(name, OUTPUT));
        reference.assertAlike(over, "[0:v][1:v]overlay=x=80:y=40:format=yuv420[ref]", take, read);
        Seen clip =
                footage.renderFine(
                        "{'scenes': [{'clips': [{'s3Key': '%s'}], 'layers': {'background': {'video': 'take'}}}], %s}"
                                .formatted(name, OUTPUT));
        reference.assertAlike(
                clip, "[1:v]scale=320:180[m];[0:v][m]overlay=format=yuv420[ref]", take, read);
    }

    /** The scene's background is seen beside both clips all the while. */
    @ParameterizedTest
    @CsvSource({
        "dissolve, fade",
        "wipe_left, wipeleft",
        "circle_open, circleopen",
        "slide_up, slideup",
        "pixelize, pixelize",
        "zoom_in, zoomin",
        "distance, distance",
        "fade_black, fadeblack"
    })
    void aTransitionKeepsWhatItsClipsLeaveFree(String name, String xfade) {
        Path tall = reference.take("tall.mp4", "testsrc2=s=120x180:r=25,trim=end_frame=9");
        Path flat = reference.take("flat.mp4", "mandelbrot=s=320x90:r=25,trim=end_frame=9");
        footage.add("tall", tall).add("flat", flat);
        Seen seen =
                footage.renderFine(
                        "{'scenes': [{'clips': [{'s3Key': 'tall'}, {'s3Key': 'flat', 'transition': {'type': '%s', 'duration': 0.32}}], 'layers': {'background': {'video': 'take'}}}], %s}"
                                .formatted(name, OUTPUT));
        reference.assertAlike(
                seen,
                "[0:v]settb=1/25,format=yuva444p,pad=320:180:100:0:color=black@0[x];[1:v]settb=1/25,format=yuva444p,pad=320:180:0:44:color=black@0[y];"
                        + "[x][y]xfade=transition="
                        + xfade
                        + ":duration=0.32:offset=0.04[m];[2:v]settb=1/25[b];[b][m]overlay=format=yuv420,format=yuv420p[ref]",
                tall,
                flat,
                take);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "deep.png|-pix_fmt rgba64be",
                "opaque.png|-pix_fmt rgb48be",
                "grey.png|-pix_fmt gray16be",
                "greyalpha.png|-pix_fmt ya8",
                "bits.png|-pix_fmt monob",
                "lossless.webp|-c:v libwebp -lossless 1 -pix_fmt bgra",
                "lossy.webp|-c:v libwebp -q:v 90 -pix_fmt yuva420p",
                "full.jpg|-pix_fmt yuvj444p -q:v 1",
                "grey.jpg|-pix_fmt gray -q:v 1"
            })
    void anImageOfAnyKindIsSeenAsFFmpegReadsIt(String name, String encoding) {
        Path file =
                reference.make(
                        ("-f lavfi -i "
                                        + "testsrc2=s=64x40,format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='255*between(X,8,55)*Y/40'"
                                        + " -frames:v 1 "
                                        + encoding
                                        + " "
                                        + name)
                                .split(" "));
        Path plain = reference.make("-i", file.toString(), "-pix_fmt", "rgba", name + ".read.png");
        footage.asset(name, file);
        Seen seen =
                footage.renderFine(
                        "{'scenes': [{'clips': [{'s3Key': 'take'}], 'layers': {'overlay': {'image': '%s', 'place': {'x': 40, 'y': 20}}}}], %s}"
                                .formatted(name, OUTPUT));
        reference.assertAlike(
                seen,
                "[1:v]loop=9:1,setpts=N/25/TB,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p[i];[0:v][i]overlay=x=40:y=20:format=yuv420[ref]",
                take,
                plain);
    }

    @ParameterizedTest(name = "orientation {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1|null",
                "2|hflip",
                "3|hflip,vflip",
                "4|vflip",
                "5|transpose=cclock_flip",
                "6|transpose=clock",
                "7|transpose=clock_flip",
                "8|transpose=cclock"
            })
    void aPhotographStandsUpright(int orientation, String turn) throws IOException {
        Path lying =
                reference.make(
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=s=120x80",
                        "-frames:v",
                        "1",
                        "-q:v",
                        "2",
                        "lying.jpg");
        Path photograph = folder.resolve("photograph.jpg");
        Files.write(photograph, withOrientation(Files.readAllBytes(lying), orientation));
        Path upright = reference.make("-i", lying.toString(), "-vf", turn, "upright.png");
        footage.asset("photograph", photograph);
        Seen over =
                footage.renderFine(
                        "{'scenes': [{'clips': [{'s3Key': 'take'}], 'layers': {'overlay': {'image': 'photograph', 'place': {'x': 40, 'y': 20}}}}], %s}"
                                .formatted(OUTPUT));
        reference.assertAlike(
                over,
                "[1:v]loop=9:1,setpts=N/25/TB,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[i];[0:v][i]overlay=x=40:y=20[ref]",
                take,
                upright);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 3})
    void aPhotographBehindTheClipsStandsUpright(int orientation) throws IOException {
        Path lying =
                reference.make(
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=s=400x300",
                        "-frames:v",
                        "1",
                        "-q:v",
                        "2",
                        "behind.jpg");
        Path photograph = folder.resolve("behind-turned.jpg");
        Files.write(photograph, withOrientation(Files.readAllBytes(lying), orientation));
        footage.asset("behind", photograph);
        Seen seen =
                footage.renderFine(
                        "{'scenes': [{'clips': [{'s3Key': 'take'}], 'layers': {'background': {'image': 'behind', 'fit': 'contain'}, 'main': {'scale': 0.25, 'position': 'top_left'}}}], %s}"
                                .formatted(OUTPUT));
        reference.assertAlike(
                seen,
                "[1:v]loop=9:1,setpts=N/25/TB,"
                        + (orientation == 6
                                ? "transpose=clock,scale=136:180:out_color_matrix=bt709:out_range=tv,format=yuv420p,pad=320:180:92:0:color=0x204060"
                                : "hflip,vflip,scale=240:180:out_color_matrix=bt709:out_range=tv,format=yuv420p,pad=320:180:40:0:color=0x204060")
                        + "[b];[0:v]scale=80:46[m];[b][m]overlay[ref]",
                take,
                lying);
    }

    /** The JPEG with an EXIF block (Exif 2.32, 4.6) whose only tag is the orientation. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) throws IOException {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation).putInt(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 2 + 6 + 26});
        out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.write(tiff.array());
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
