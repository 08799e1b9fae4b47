package dev.rushes.render.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to one clip's picture and between two, frame by frame beside the {@code ffmpeg} program's. */
class LooksAgainstFFmpegTest {
    private static final int FRAMES = 8;
    private static final String OUTPUT =
            "'output': {'width': 320, 'height': 180, 'frameRate': 25, 'quality': 'high', 'background': '#204060'}";

    private static final String[] BT709 = AgainstFFmpeg.BT709.toArray(String[]::new);

    /** Left to itself, the program goes to 8-bit RGB by swscale's quick way, which does not interpolate chroma. */
    private static final String TO_RGB =
            "scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=bicubic+accurate_rnd+full_chroma_int,format=gbrp16";

    private static final String FROM_RGB =
            "scale=in_range=pc:out_range=tv:out_color_matrix=bt709:flags=bicubic+accurate_rnd+full_chroma_int,format=yuv420p";

    /** The program's {@code rotate} has jagged edges; turned at four times the size and made small, they are smooth. */
    private static final String TURN =
            "format=yuv444p,scale=4*iw:4*ih:flags=bilinear,rotate=$1*PI/180:ow=1280:oh=720:c=0x204060,scale=320:180:flags=area,format=yuv420p";

    @TempDir static Path folder = Path.of("");

    private static AgainstFFmpeg reference;
    private static Footage footage;

    @BeforeAll
    static void makeTakes() throws IOException {
        reference = new AgainstFFmpeg(folder);
        footage = new Footage(folder);
        take("wide.mp4", "320x180", "scale=out_color_matrix=bt709", BT709);
        take("other.mp4", "320x180", "negate,scale=out_color_matrix=bt709", BT709);
        take("narrow.mp4", "200x300", "scale=out_color_matrix=bt709", BT709);
        take("odd.mkv", "319x181", "format=yuv444p", "-c:v", "ffv1", "-colorspace", "bt709");
        take(
                "noisy.mp4",
                "320x180",
                "noise=alls=12:all_seed=7,scale=out_color_matrix=bt709",
                BT709);
        take("thin.mp4", "160x180", "scale=out_color_matrix=bt709,setsar=2", BT709);
        take(
                "full.mkv",
                "320x180",
                "scale=out_range=pc:out_color_matrix=bt709,format=yuv420p",
                "-c:v",
                "ffv1",
                "-color_range",
                "pc",
                "-colorspace",
                "bt709");
        take(
                "sd.mkv",
                "320x180",
                "scale=out_color_matrix=bt601,format=yuv422p",
                "-c:v",
                "ffv1",
                "-colorspace",
                "smpte170m");
        take("rgb.mkv", "320x180", "format=gbrp", "-c:v", "ffv1");
        take(
                "deep.mkv",
                "320x180",
                "scale=out_color_matrix=bt709,format=yuv444p10le",
                "-c:v",
                "ffv1",
                "-colorspace",
                "bt709");
        wide("bt2020.mkv", "t=bt2020-10", "bt2020-10");
        wide("pq.mkv", "t=smpte2084:npl=203", "smpte2084");
        wide("hlg.mkv", "t=arib-std-b67:npl=203", "arib-std-b67");
        take(
                "fields.mkv",
                "320x180:rate=50",
                "scale=out_color_matrix=bt709,tinterlace=interleave_top,fieldorder=tff",
                "-c:v",
                "mpeg2video",
                "-flags",
                "+ildct+ilme",
                "-q:v",
                "1",
                "-colorspace",
                "bt709");
        Files.writeString(folder.resolve("warm.cube"), cube());
        Files.writeString(folder.resolve("curve.cube"), curve());
        footage.asset("warm", folder.resolve("warm.cube"));
        footage.asset("curve", folder.resolve("curve.cube"));
    }

    private static void take(String file, String size, String filters, String... encoding) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=size=" + size + (size.contains("rate") ? "" : ":rate=25"),
                                "-vf",
                                "format=rgb24," + filters));
        arguments.addAll(List.of(encoding));
        arguments.addAll(List.of("-frames:v", Integer.toString(FRAMES), file));
        footage.add(
                file.substring(0, file.indexOf('.')),
                reference.make(arguments.toArray(String[]::new)));
    }

    private static void wide(String file, String curve, String transfer) {
        take(
                file,
                "320x180",
                "format=gbrpf32le,zscale=min=gbr:tin=bt709:pin=bt709:rin=pc:"
                        + curve
                        + ":p=bt2020:m=bt2020nc:r=tv,format=yuv420p10le",
                "-c:v",
                "ffv1",
                "-colorspace",
                "bt2020nc",
                "-color_primaries",
                "bt2020",
                "-color_trc",
                transfer,
                "-color_range",
                "tv");
    }

    /** Red raised, blue lowered and bent, green kept. */
    private static String cube() {
        StringBuilder text =
                new StringBuilder("TITLE \"warm\"\n# made by a test\nLUT_3D_SIZE 17\n");
        for (int b = 0; b < 17; b++) {
            for (int g = 0; g < 17; g++) {
                for (int r = 0; r < 17; r++) {
                    text.append(
                            String.format(
                                    Locale.ROOT,
                                    "%.6f %.6f %.6f%n",
                                    Math.pow(r / 16.0, 0.7),
                                    g / 16.0,
                                    0.8 * b / 16.0 * b / 16.0));
                }
            }
        }
        return text.toString();
    }

    private static String curve() {
        StringBuilder text = new StringBuilder("LUT_1D_SIZE 256\n");
        for (int i = 0; i < 256; i++) {
            double x = i / 255.0;
            text.append(String.format(Locale.ROOT, "%.6f %.6f %.6f%n", x * x, Math.sqrt(x), 1 - x));
        }
        return text.toString();
    }

    private static Seen render(String key, String fields) {
        return footage.renderFine(
                "{'scenes': [{'clips': [{'s3Key': '%s'%s}]}], %s}"
                        .formatted(key, fields.isEmpty() ? "" : ", " + fields, OUTPUT));
    }

    private static Path file(String key) {
        return Objects.requireNonNull(footage.files().get(key), key);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "narrow|'fit': 'contain'|scale=120:180,pad=320:180:100:0:color=0x204060",
                "narrow|'fit': 'cover'|scale=320:480,crop=320:180",
                "narrow|'fit': 'stretch'|scale=320:180,setsar=1",
                "narrow|'fit': 'blur'|split[a][b];[a]scale=320:480,crop=320:180,gblur=sigma=5[s];[b]scale=120:180[f];[s][f]overlay=x=100",
                "wide|'fit': 'blur', 'rotate': 90|transpose=clock,split[a][b];[a]scale=320:568,crop=320:180,gblur=sigma=5[s];[b]scale=102:180[f];[s][f]overlay=x=108",
                "narrow|'fit': 'blur', 'effects': ['grayscale', 'sharpen']|split[a][b];[a]scale=320:480,crop=320:180,gblur=sigma=5[s];[b]scale=120:180[f];[s][f]overlay=x=100,hue=s=0,unsharp",
                "odd|'fit': 'cover'|scale=320:182:in_color_matrix=bt709:out_color_matrix=bt709,crop=320:180,format=yuv420p",
                "wide|'crop': {'x': 0.25, 'y': 0.1, 'width': 0.5, 'height': 0.5}|crop=160:90:80:18,scale=320:180",
                "wide|'crop': {'x': 32, 'y': 16, 'width': 80, 'height': 90}|crop=80:90:32:16,scale=160:180,pad=320:180:80:0:color=0x204060",
                "wide|'rotate': 90|transpose=clock,scale=102:180,pad=320:180:108:0:color=0x204060",
                "wide|'rotate': -90, 'fit': 'cover'|transpose=cclock,scale=320:568,crop=320:180",
                "wide|'rotate': 540|hflip,vflip",
                "wide|'rotate': 45, 'fit': 'cover'|scale=634:356,rotate=45*PI/180:ow=320:oh=180",
                "thin|'fit': 'contain'|scale=320:180,setsar=1",
                "wide|'effects': ['grayscale']|hue=s=0",
                "wide|'effects': [{'type': 'brightness', 'amount': 0.2}]|eq=brightness=0.2",
                "wide|'effects': [{'type': 'contrast', 'amount': 0.6}]|eq=contrast=0.6",
                "wide|'effects': [{'type': 'saturation', 'amount': 2.5}]|eq=saturation=2.5",
                "wide|'effects': ['sharpen']|unsharp",
                "noisy|'effects': [{'type': 'denoise', 'amount': 0.5}]|hqdn3d=4:3:0.0001:0.0001",
                "full||scale=in_range=pc:out_range=tv:in_color_matrix=bt709:out_color_matrix=bt709",
                "sd||scale=in_color_matrix=bt601:out_color_matrix=bt709,format=yuv420p",
                "rgb||scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
                "deep||format=yuv420p",
                "bt2020||zscale=p=bt709:t=bt709:m=bt709:r=tv,format=yuv420p",
                "pq||zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p",
                "hlg||zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p",
                "fields||bwdif=mode=send_frame",
                "wide|'effects': [{'type': 'brightness', 'amount': -0.3}]|eq=brightness=-0.3",
                "wide|'effects': [{'type': 'contrast', 'amount': 1.8}]|eq=contrast=1.8",
                "wide|'effects': [{'type': 'saturation', 'amount': 0.4}]|eq=saturation=0.4",
                "wide|'effects': [{'type': 'sharpen', 'amount': 0.3}]|unsharp=5:5:0.3",
                "wide|'effects': [{'type': 'sharpen', 'amount': 2}]|unsharp=5:5:2",
                "noisy|'effects': [{'type': 'denoise', 'amount': 0.1}]|hqdn3d=0.8:0.6:0.0001:0.0001",
                "noisy|'effects': [{'type': 'denoise', 'amount': 1}]|hqdn3d=8:6:0.0001:0.0001",
                "wide|'effects': [{'type': 'brightness', 'amount': 0.1}, {'type': 'contrast', 'amount': 1.3}, 'grayscale', 'sharpen']|eq=brightness=0.1,eq=contrast=1.3,hue=s=0,unsharp",
                "wide|'effects': [{'type': 'lut', 's3Key': 'warm'}]|lut3d=file=WARM",
                "wide|'effects': [{'type': 'lut', 's3Key': 'curve'}]|TO_RGB,lut1d=file=CURVE,FROM_RGB",
                "wide|'effects': ['grayscale', {'type': 'lut', 's3Key': 'warm'}, {'type': 'lut', 's3Key': 'curve'}]|hue=s=0,TO_RGB,lut3d=file=WARM,lut1d=file=CURVE,FROM_RGB",
                "wide|'rotate': -20, 'fit': 'cover'|scale=500:282,rotate=-20*PI/180:ow=320:oh=180",
                "wide|'rotate': 30|scale=182:102,TURN(30)",
                "wide|'rotate': 10|scale=248:140,TURN(10)",
                "wide|'rotate': -15, 'fit': 'stretch'|TURN(-15)",
                "narrow|'rotate': 100, 'fit': 'cover'|transpose=clock,scale=354:236,rotate=10*PI/180:ow=320:oh=180"
            })
    void aLookIsWhatFFmpegMakesOfIt(String key, String fields, String graph) {
        reference.assertAlike(
                render(key, fields == null ? "" : fields),
                "[0:v]"
                        + graph.replaceAll("TURN\\((-?\\d+)\\)", TURN)
                                .replace("TO_RGB", TO_RGB)
                                .replace("FROM_RGB", FROM_RGB)
                                .replace("WARM", folder.resolve("warm.cube").toString())
                                .replace("CURVE", folder.resolve("curve.cube").toString())
                        + "[ref]",
                file(key));
    }
}
