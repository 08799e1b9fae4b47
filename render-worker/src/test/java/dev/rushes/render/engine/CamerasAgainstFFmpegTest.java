package dev.rushes.render.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cameras write: turned, with pixels that are not square, in fields, in other colours; beside the {@code ffmpeg} program's. */
class CamerasAgainstFFmpegTest {
    private static final int FRAMES = 8;
    private static final String OUTPUT =
            "'output': {'width': 320, 'height': 180, 'frameRate': 25, 'quality': 'high', 'background': '#204060'}";

    @TempDir static Path folder = Path.of("");

    private static AgainstFFmpeg reference;
    private static Footage footage;
    private static Path lying;

    @BeforeAll
    static void makeTake() {
        reference = new AgainstFFmpeg(folder);
        footage = new Footage(folder);
        lying = reference.take("lying.mp4", "testsrc2=s=320x180:r=25,trim=end_frame=" + FRAMES);
    }

    private static void compare(String key, Path file, String fields, String graph) {
        footage.add(key, file);
        reference.assertAlike(
                footage.renderFine(
                        "{'scenes': [{'clips': [{'s3Key': '%s'%s}]}], %s}"
                                .formatted(key, fields, OUTPUT)),
                "[0:v]" + graph + "[ref]",
                file);
    }

    /** The program turns its inputs by their matrix itself. */
    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0|-display_hflip|mp4|null",
                "90||mp4|scale=102:180,pad=320:180:108:0:color=0x204060",
                "180||mp4|null",
                "-90||mp4|scale=102:180,pad=320:180:108:0:color=0x204060",
                "90|-display_hflip|mp4|scale=102:180,pad=320:180:108:0:color=0x204060",
                "180|-display_hflip|mp4|null",
                "-90|-display_vflip|mov|scale=102:180,pad=320:180:108:0:color=0x204060",
                "90||mov|scale=102:180,pad=320:180:108:0:color=0x204060",
                "90||mkv|scale=102:180,pad=320:180:108:0:color=0x204060"
            })
    void aTurnedTakeStandsUpright(int degrees, String mirror, String container, String graph) {
        List<String> arguments =
                new ArrayList<>(List.of("-display_rotation", Integer.toString(degrees)));
        if (mirror != null) {
            arguments.add(mirror);
        }
        String name = "turned." + container;
        arguments.addAll(List.of("-i", lying.toString(), "-c", "copy", name));
        Path file = reference.make(arguments.toArray(String[]::new));
        compare("turned", file, "", graph);
        // What is cut out is cut out of the picture as it stands.
        compare(
                "turned",
                file,
                ", 'crop': {'x': 0.1, 'y': 0.2, 'width': 0.5, 'height': 0.5}, 'fit': 'stretch'",
                "crop=iw/2:ih/2:iw/10:ih/5:exact=1,scale=320:180,setsar=1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // DV of PAL: 4:3 and 16:9 in the same 720 x 576 pixels, the lower field first.
                "dv.avi|720x576:rate=50|setsar=16/15,tinterlace=interleave_bottom,setfield=bff|-c:v dvvideo -pix_fmt yuv420p|bwdif=mode=send_frame,scale=240:180:in_color_matrix=bt601:out_color_matrix=bt709,setsar=1,pad=320:180:40:0:color=0x204060",
                "dvwide.avi|720x576:rate=50|setsar=64/45,tinterlace=interleave_bottom,setfield=bff|-c:v dvvideo -pix_fmt yuv420p|bwdif=mode=send_frame,scale=320:180:in_color_matrix=bt601:out_color_matrix=bt709,setsar=1",
                "anamorphic.mp4|240x180|setsar=4/3|BT709|scale=320:180,setsar=1",
                "tall.mkv|320x90|setsar=1/2|BT709|scale=320:180,setsar=1",
                "fields.mp4|320x180:rate=50|tinterlace=interleave_top,setfield=tff|BT709 -flags +ildct+ilme -x264-params tff=1|bwdif=mode=send_frame",
                "lower.mp4|320x180:rate=50|tinterlace=interleave_bottom,setfield=bff|BT709 -flags +ildct+ilme -x264-params bff=1|bwdif=mode=send_frame",
                "stills.avi|320x180|scale=out_range=pc:out_color_matrix=bt601|-c:v mjpeg -q:v 1 -pix_fmt yuvj420p -color_range pc|scale=in_range=pc:out_range=tv:in_color_matrix=bt601:out_color_matrix=bt709,format=yuv420p",
                "full.mp4|320x180|scale=out_range=pc:out_color_matrix=bt709|-c:v libx264 -preset ultrafast -qp 1 -pix_fmt yuv420p -colorspace bt709 -color_range pc|scale=in_range=pc:out_range=tv:in_color_matrix=bt709:out_color_matrix=bt709,format=yuv420p",
                "untagged.mp4|320x180|scale=out_color_matrix=bt601|-c:v libx264 -preset ultrafast -qp 1 -pix_fmt yuv420p|scale=in_color_matrix=bt601:out_color_matrix=bt709,format=yuv420p",
                "untagged720.mp4|1280x720|scale=out_color_matrix=bt709|-c:v libx264 -preset ultrafast -qp 1 -pix_fmt yuv420p|scale=320:180",
                "deep.mov|320x180|scale=out_color_matrix=bt709|-c:v prores_ks -profile:v hq -pix_fmt yuv422p10le -colorspace bt709|format=yuv420p",
                "phone.mp4|320x180|scale=out_color_matrix=bt709|-c:v libx265 -preset ultrafast -x265-params log-level=none:qp=4 -pix_fmt yuv420p10le -colorspace bt709 -tag:v hvc1|format=yuv420p"
            })
    void aTakeLooksAsFFmpegReadsIt(
            String name, String size, String filters, String encoding, String graph) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=s=" + size + (size.contains("rate") ? "" : ":r=25"),
                                "-vf",
                                "format=rgb24,"
                                        + (filters.contains("matrix")
                                                ? ""
                                                : "scale=out_color_matrix="
                                                        + (name.startsWith("dv")
                                                                ? "bt601,"
                                                                : "bt709,"))
                                        + filters,
                                "-frames:v",
                                Integer.toString(FRAMES)));
        arguments.addAll(
                List.of(
                        encoding.replace("BT709", String.join(" ", AgainstFFmpeg.BT709))
                                .split(" ")));
        arguments.add(name);
        compare(name, reference.make(arguments.toArray(String[]::new)), "", graph);
    }
}
