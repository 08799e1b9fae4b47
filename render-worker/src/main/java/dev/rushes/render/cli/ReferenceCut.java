package dev.rushes.render.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The cut that renders are timed with: twelve trims of 5 s from three takes, 1080p30, H.264 veryfast crf 21 and AAC
 * 160k; as a plan, and as the arguments that have the ffmpeg program do the same in one filter graph.
 *
 * @param dressed whether it has a background, the takes at 90 %, a logo, a title, transitions, music and loudness
 * @param sixthLater seconds by which the sixth clip begins later in its take
 * @param sixthLonger seconds by which it is longer
 */
record ReferenceCut(boolean dressed, int sixthLater, int sixthLonger) {
    static final int TAKES = 3;
    static final int TAKE_SECONDS = 25;
    static final int CLIP_SECONDS = 5;
    static final int RATE = 30;
    static final double TRANSITION_SECONDS = 0.5;
    static final String BACKGROUND = "background.png";
    static final String LOGO = "logo.png";
    static final String MUSIC = "music.m4a";
    static final String TITLE = "The reference cut";

    private static final int CLIPS = 12;
    private static final int SIXTH = 5;

    /** Only cuts. */
    static final ReferenceCut PLAIN = new ReferenceCut(false, 0, 0);

    static final ReferenceCut DRESSED = new ReferenceCut(true, 0, 0);

    /** Of the same length, with another in-point of the sixth clip. */
    static final ReferenceCut MOVED = new ReferenceCut(true, 1, 0);

    /** With a longer sixth clip. */
    static final ReferenceCut LONGER = new ReferenceCut(true, 0, 1);

    /** A trim of a take, in seconds. */
    record Trimmed(String take, int in, int seconds) {}

    List<Trimmed> clips() {
        return IntStream.range(0, CLIPS)
                .mapToObj(clip -> new Trimmed(take(clip % TAKES), in(clip), seconds(clip)))
                .toList();
    }

    static String take(int index) {
        return "take-" + (index + 1) + ".mp4";
    }

    /** Seconds into its take. */
    int in(int clip) {
        return clip / TAKES * CLIP_SECONDS + 1 + (clip == SIXTH ? sixthLater : 0);
    }

    int seconds(int clip) {
        return CLIP_SECONDS + (clip == SIXTH ? sixthLonger : 0);
    }

    private double programmeSeconds() {
        return CLIPS * CLIP_SECONDS
                + sixthLonger
                - (dressed ? (CLIPS - 1) * TRANSITION_SECONDS : 0);
    }

    /** The edit structure; keys are names in the bench's folder. */
    String plan() {
        List<String> clips = new ArrayList<>();
        for (int clip = 0; clip < CLIPS; clip++) {
            clips.add(
                    "{\"s3Key\": \"%s\", \"trim\": {\"start\": %d, \"end\": %d}%s}"
                            .formatted(
                                    take(clip % TAKES),
                                    in(clip),
                                    in(clip) + seconds(clip),
                                    dressed && clip > 0
                                            ? ", \"transition\": {\"type\": \"dissolve\", \"duration\": 0.5}"
                                            : ""));
        }
        String all = String.join(",\n", clips);
        if (!dressed) {
            return "{\"scenes\": [{\"clips\": [%s]}]}\n".formatted(all);
        }
        return """
        {"scenes": [{"clips": [%s],
          "layers": {
            "background": {"image": "%s"},
            "main": {"scale": 0.9},
            "overlay": {"image": "%s", "place": "top_right", "width": 0.1},
            "text": {"text": "%s", "style": "lower_third", "start": 1, "end": 6, "fadeIn": 0.5, "fadeOut": 0.5}}}],
         "music": {"enabled": true, "s3Key": "%s", "volume": 0.5, "duck": true},
         "output": {"loudness": {"target": -16, "truePeak": -1.5}}}
        """
                .formatted(all, BACKGROUND, LOGO, TITLE, MUSIC);
    }

    private List<String> inputs(Path folder) {
        List<String> arguments = new ArrayList<>(List.of("-v", "info", "-nostdin", "-y"));
        for (int clip = 0; clip < CLIPS; clip++) {
            // The program would else decode each take from its start; the frames are counted in the
            // graph.
            arguments.addAll(
                    List.of(
                            "-ss",
                            Integer.toString(in(clip)),
                            "-i",
                            folder.resolve(take(clip % TAKES)).toString()));
        }
        return arguments;
    }

    private static String trims(int clip, int seconds, String picture) {
        return "[%d:v]trim=start_frame=0:end_frame=%d,setpts=PTS-STARTPTS%s[v%d];[%d:a]atrim=end_sample=%d,asetpts=PTS-STARTPTS[a%d];"
                .formatted(clip, seconds * RATE, picture, clip, clip, seconds * 48_000, clip);
    }

    /** Pictures and sound end in the graph's {@code [v]} and {@code [a]}. */
    private static void encode(List<String> arguments, String graph, Path output) {
        arguments.addAll(
                List.of("-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-c:v", "libx264"));
        arguments.addAll(List.of("-preset", "veryfast", "-crf", "21", "-g", "150"));
        arguments.addAll(List.of("-c:a", "aac", "-b:a", "160k", "-ar", "48000"));
        arguments.addAll(List.of("-movflags", "+faststart", output.toString()));
    }

    /** The program's arguments for the cut without dress. */
    List<String> plainArguments(Path folder, Path output) {
        List<String> arguments = inputs(folder);
        StringBuilder graph = new StringBuilder();
        StringBuilder joined = new StringBuilder();
        for (int clip = 0; clip < CLIPS; clip++) {
            graph.append(trims(clip, seconds(clip), ""));
            joined.append("[v%d][a%d]".formatted(clip, clip));
        }
        graph.append(joined).append("concat=n=").append(CLIPS).append(":v=1:a=1[v][a]");
        encode(arguments, graph.toString(), output);
        return arguments;
    }

    /** The sound's part of the dressed graph, up to {@code [mix]}; input 14 is the music. */
    private void sound(StringBuilder graph) {
        graph.append("[a0]anull[s0];");
        for (int clip = 1; clip < CLIPS; clip++) {
            graph.append(
                    "[s%d][a%d]acrossfade=d=0.5:c1=tri:c2=tri[s%d];"
                            .formatted(clip - 1, clip, clip));
        }
        graph.append("[s%d]asplit=2[speech][key];".formatted(CLIPS - 1));
        graph.append(
                "[14:a]volume=0.5,atrim=duration=%s[music];".formatted(number(programmeSeconds())));
        graph.append(
                "[music][key]sidechaincompress=threshold=0.05:ratio=8:attack=50:release=400[low];");
        graph.append("[speech][low]amix=inputs=2:normalize=0[mix];");
    }

    private List<String> dressedInputs(Path folder) {
        List<String> arguments = inputs(folder);
        for (String still : List.of(BACKGROUND, LOGO)) {
            arguments.addAll(List.of("-i", folder.resolve(still).toString()));
        }
        arguments.addAll(List.of("-stream_loop", "-1", "-i", folder.resolve(MUSIC).toString()));
        return arguments;
    }

    /** The first of two passes: the loudness of the mixed sound, which the program prints as JSON. */
    List<String> measureArguments(Path folder) {
        List<String> arguments = dressedInputs(folder);
        StringBuilder graph = new StringBuilder();
        for (int clip = 0; clip < CLIPS; clip++) {
            graph.append(
                    "[%d:a]atrim=end_sample=%d,asetpts=PTS-STARTPTS[a%d];"
                            .formatted(clip, seconds(clip) * 48_000, clip));
        }
        sound(graph);
        graph.append("[mix]loudnorm=I=-16:TP=-1.5:print_format=json[a]");
        arguments.addAll(List.of("-vn", "-filter_complex", graph.toString(), "-map", "[a]"));
        arguments.addAll(List.of("-f", "null", "-"));
        return arguments;
    }

    /**
     * The second pass.
     *
     * @param font a font file for the title
     * @param loudness what the first pass measured, as options of loudnorm
     */
    List<String> dressedArguments(Path folder, Path font, String loudness, Path output) {
        List<String> arguments = dressedInputs(folder);
        StringBuilder graph = new StringBuilder();
        for (int clip = 0; clip < CLIPS; clip++) {
            graph.append(
                    trims(
                            clip,
                            seconds(clip),
                            ",scale=1728:972:flags=bicubic,fps=%d,settb=1/%d"
                                    .formatted(RATE, RATE)));
        }
        double offset = 0;
        graph.append("[v0]null[x0];");
        for (int clip = 1; clip < CLIPS; clip++) {
            offset += seconds(clip - 1) - TRANSITION_SECONDS;
            graph.append(
                    "[x%d][v%d]xfade=transition=fade:duration=0.5:offset=%s[x%d];"
                            .formatted(clip - 1, clip, number(offset), clip));
        }
        graph.append("[12:v]format=yuv420p,loop=-1:1,fps=%d[back];".formatted(RATE));
        graph.append("[13:v]format=yuva420p,scale=192:-2[logo];");
        graph.append(
                "[back][x%d]overlay=96:54:shortest=1[based];[based][logo]overlay=1920-192-54:54[marked];"
                        .formatted(CLIPS - 1));
        graph.append(
                "[marked]drawtext=fontfile=%s:text='%s':fontsize=54:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=24:x=96:y=864:enable='between(t,1,6)':alpha='min(1,min(t-1,6-t)/0.5)',format=yuv420p[v];"
                        .formatted(font, TITLE));
        sound(graph);
        graph.append("[mix]loudnorm=I=-16:TP=-1.5:linear=true:").append(loudness);
        graph.append(",aresample=48000[a]");
        encode(arguments, graph.toString(), output);
        return arguments;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
