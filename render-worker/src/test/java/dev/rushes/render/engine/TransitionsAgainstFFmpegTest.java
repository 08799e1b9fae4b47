package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.structure.Xfade;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every transition, frame by frame beside the {@code ffmpeg} program's. */
class TransitionsAgainstFFmpegTest {
    private static final String OUTPUT =
            "'output': {'width': 320, 'height': 180, 'frameRate': 25, 'quality': 'high'}";

    /** Frames of a clip, and of the overlap of two: a pair lasts 16. */
    private static final int CLIP = 12;

    private static final int OVERLAP = 8;
    private static final int PAIR = 2 * CLIP - OVERLAP;

    /** As the contract names them; all others are called what FFmpeg calls them. */
    private static final Map<String, String> READABLE = readable();

    /** What the program itself draws from memory behind the picture in one frame, so that no two runs are alike. */
    private static final Map<String, String> MIRRORED =
            Map.of(
                    "slideup", "slidedown",
                    "revealup", "revealdown",
                    "slideleft", "slideright",
                    "revealleft", "revealright");

    @TempDir static Path folder = Path.of("");

    private static AgainstFFmpeg reference;
    private static Footage footage;
    private static Path from;
    private static Path to;

    private static Map<String, String> readable() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("dissolve", "fade");
        names.put("fade_black", "fadeblack");
        names.put("fade_white", "fadewhite");
        names.put("pixel_dissolve", "dissolve");
        for (String kind : List.of("wipe", "slide", "smooth")) {
            for (String way : List.of("left", "right", "up", "down")) {
                names.put(kind + "_" + way, kind + way);
            }
        }
        names.put("circle_open", "circleopen");
        names.put("circle_close", "circleclose");
        names.put("zoom_in", "zoomin");
        names.put("pixelize", "pixelize");
        names.put("blur", "hblur");
        return names;
    }

    @BeforeAll
    static void makeTakes() {
        reference = new AgainstFFmpeg(folder);
        from = reference.take("from.mp4", "testsrc2=s=320x180:r=25,trim=end_frame=24");
        to = reference.take("to.mp4", "mandelbrot=s=320x180:r=25,trim=end_frame=24");
        footage = new Footage(folder).add("from", from).add("to", to);
    }

    /** What this build of the library draws. */
    private static List<String> known() {
        return Pattern.compile("^ {5}(\\w+) +-?\\d+ +\\.\\.FV", Pattern.MULTILINE)
                .matcher(reference.say("-h", "filter=xfade"))
                .results()
                .map(line -> line.group(1))
                .filter(name -> !name.equals("custom"))
                .toList();
    }

    @Test
    void everyTransitionOfTheLibraryHasAName() {
        assertThat(known()).hasSizeGreaterThan(50).contains("fade", "revealdown", "hlwind");
        TreeSet<String> drawn = new TreeSet<>();
        Xfade.planNames().forEach(name -> drawn.add(Xfade.named(name).orElseThrow().ffmpegName()));
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(known());
    }

    @Test
    void everyTransitionIsWhatFFmpegMakesOfIt() {
        Map<String, String> names = new LinkedHashMap<>(READABLE);
        for (String own : known()) {
            // To an editor a dissolve is a cross-fade.
            names.putIfAbsent(own, own);
        }
        assertThat(names).containsEntry("dissolve", "fade").hasSizeGreaterThan(75);
        compare(names);
    }

    /** These overlap with nothing. */
    @Test
    void cutsAndFadesAreWhatFFmpegMakesOfThem() {
        Seen ours =
                footage.renderFine(
                        "{'scenes': [{'clips': [{'s3Key': 'from'}], 'transitions': [{'type': 'fade_in', 'duration': 0.32}, 'cut']}, {'clips': [{'s3Key': 'to'}], 'transitions': ['cut', {'type': 'fade_out', 'duration': 0.4}]}], %s}"
                                .formatted(OUTPUT));
        reference.assertAlike(
                ours,
                "[0:v]fade=in:0:8,settb=1/25[a];[1:v]fade=out:14:10,settb=1/25[b];[a][b]concat[ref]",
                from,
                to);
    }

    private static void compare(Map<String, String> names) {
        List<String> clips = new ArrayList<>();
        StringBuilder graph = new StringBuilder();
        graph.append("[0:v]split=").append(names.size()).append(labels("a", names.size()));
        graph.append(";[1:v]split=").append(names.size()).append(labels("b", names.size()));
        int i = 0;
        for (Map.Entry<String, String> name : names.entrySet()) {
            // Other frames each time, so that two pairs are never alike.
            int first = i % (24 - CLIP);
            clips.add(
                    "{'s3Key': 'from', 'trim': {'start': %s, 'end': %s}}, {'s3Key': 'to', 'trim': {'start': %s, 'end': %s}, 'transition': {'type': '%s', 'duration': %s}}"
                            .formatted(
                                    first / 25.0,
                                    (first + CLIP) / 25.0,
                                    first / 25.0,
                                    (first + CLIP) / 25.0,
                                    name.getKey(),
                                    OVERLAP / 25.0));
            String cut =
                    "trim=start_frame=%d:end_frame=%d,setpts=PTS-STARTPTS,settb=1/25"
                            .formatted(first, first + CLIP);
            String flip =
                    !MIRRORED.containsKey(name.getValue())
                            ? ""
                            : name.getValue().endsWith("up") ? ",vflip" : ",hflip";
            graph.append(
                    ";[a%d]%s%s[c%d];[b%d]%s%s[d%d];[c%d][d%d]xfade=transition=%s:duration=%s:offset=%s%s,format=yuv420p[p%d]"
                            .formatted(
                                    i,
                                    cut,
                                    flip,
                                    i,
                                    i,
                                    cut,
                                    flip,
                                    i,
                                    i,
                                    i,
                                    MIRRORED.getOrDefault(name.getValue(), name.getValue()),
                                    OVERLAP / 25.0,
                                    (CLIP - OVERLAP) / 25.0,
                                    flip,
                                    i));
            i++;
        }
        graph.append(';').append(labels("p", i)).append("concat=n=").append(i).append("[ref]");
        Seen ours =
                footage.renderFine(
                        "{'scenes': [{'clips': [%s]}], %s}"
                                .formatted(String.join(", ", clips), OUTPUT));
        List<Double> likeness = reference.likeness(ours.file(), graph.toString(), from, to);
        assertThat(likeness).hasSize(PAIR * names.size());
        Map<String, List<Double>> unlike = new LinkedHashMap<>();
        int pair = 0;
        for (String name : names.keySet()) {
            List<Double> frames = likeness.subList(PAIR * pair, PAIR * (pair + 1));
            AgainstFFmpeg.note(frames, "transition " + name);
            if (frames.stream().anyMatch(value -> value < 0.98)) {
                unlike.put(name, frames);
            }
            pair++;
        }
        assertThat(unlike).isEmpty();
    }

    private static String labels(String name, int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> "[" + name + i + "]")
                .collect(Collectors.joining());
    }
}
