package dev.rushes.render.captions;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Captions;
import dev.rushes.common.plan.layers.Motion;
import dev.rushes.render.engine.Companion;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.timeline.Sprite;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.Timeline.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A programme's captions.
 *
 * @param cues in programme seconds, in order
 * @param warnings what is wrong with them
 */
public record CaptionTrack(List<Cue> cues, List<String> warnings) {
    public CaptionTrack {
        cues = List.copyOf(cues);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a plan's captions and times them as the programme is cut.
     *
     * @throws BadMedia where the file cannot be used, with the place in the plan
     */
    public static CaptionTrack of(Captions captions, Path file, Timeline timeline) {
        CaptionFile read;
        try {
            read = CaptionFile.read(file);
        } catch (BadMedia e) {
            throw new BadMedia(captions.pointer() + "/s3Key: " + e.getMessage());
        }
        List<String> warnings = new ArrayList<>(read.warnings());
        List<Cue> cues;
        if (captions.sourceKey() == null) {
            cues = clipped(read.cues(), timeline.duration());
        } else {
            cues = retimed(read.cues(), captions.sourceKey(), timeline);
        }
        if (cues.isEmpty()) {
            warnings.add("captions: none of them falls into the programme");
        }
        return new CaptionTrack(cues, warnings);
    }

    private static List<Cue> clipped(List<Cue> cues, Rational length) {
        List<Cue> inside = new ArrayList<>();
        for (Cue cue : cues) {
            add(inside, cue.start(), cue.end().min(length), cue.text());
        }
        return inside;
    }

    /** A take's cues wherever its clips are seen, at the speed at which they are: a take used twice speaks twice. */
    static List<Cue> retimed(List<Cue> cues, String takeKey, Timeline timeline) {
        List<Cue> timed = new ArrayList<>();
        for (Placement clip : timeline.placements()) {
            if (!clip.s3Key().equals(takeKey)) {
                continue;
            }
            Rational begin = timeline.output().timeAt(clip.start());
            Rational end = timeline.output().timeAt(clip.end());
            for (Cue cue : cues) {
                Rational from = cue.start().minus(clip.in()).dividedBy(clip.speed()).plus(begin);
                Rational to = cue.end().minus(clip.in()).dividedBy(clip.speed()).plus(begin);
                add(timed, from.max(begin), to.min(end), cue.text());
            }
        }
        timed.sort(Comparator.comparing(Cue::start));
        return joined(timed);
    }

    private static void add(List<Cue> cues, Rational from, Rational to, String text) {
        if (to.compareTo(from) > 0) {
            cues.add(new Cue(from, to, text));
        }
    }

    /** Words that go on over a cut are one cue. */
    private static List<Cue> joined(List<Cue> cues) {
        List<Cue> joined = new ArrayList<>();
        for (Cue cue : cues) {
            Cue last = joined.isEmpty() ? null : joined.getLast();
            if (last != null
                    && last.text().equals(cue.text())
                    && last.end().compareTo(cue.start()) >= 0) {
                joined.set(
                        joined.size() - 1,
                        new Cue(last.start(), last.end().max(cue.end()), cue.text()));
            } else {
                joined.add(cue);
            }
        }
        return joined;
    }

    /** The programme with a plan's captions in its pictures, where the plan wants them there. */
    public static Timeline burned(
            Timeline timeline, @Nullable Captions captions, Map<String, Path> files) {
        return captions == null || !captions.mode().isBurned()
                ? timeline
                : of(captions, file(captions, files), timeline).burnInto(timeline, captions);
    }

    /** As {@link #of(Captions, Path, Timeline)}, the file found among those of the plan. */
    public static CaptionTrack of(Captions captions, Map<String, Path> files, Timeline timeline) {
        return of(captions, file(captions, files), timeline);
    }

    /** The same as heard in a part of the programme, in the part's own seconds. */
    public CaptionTrack within(Timeline part) {
        Rational from = part.output().timeAt(part.first());
        List<Cue> inside = new ArrayList<>();
        for (Cue cue : cues) {
            add(
                    inside,
                    cue.start().minus(from).max(Rational.ZERO),
                    cue.end().minus(from).min(part.duration()),
                    cue.text());
        }
        return new CaptionTrack(inside, warnings);
    }

    /**
     * Writes the captions as WebVTT and as SubRip.
     *
     * @param name of both files without their endings
     */
    public List<Companion> write(Path folder, String name) {
        return List.of(
                write(folder, name, "vtt", "text/vtt", webVtt()),
                write(folder, name, "srt", "application/x-subrip", subRip()));
    }

    private static Companion write(
            Path folder, String name, String ending, String mediaType, String text) {
        Path file = folder.resolve(name + "." + ending);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new MediaFault("writing " + file.getFileName(), e);
        }
        return new Companion("captions", name, ending, mediaType, null, null, file);
    }

    private static Path file(Captions captions, Map<String, Path> files) {
        Path file = files.get(captions.s3Key());
        if (file == null) {
            throw new MediaFault("no file was given for " + captions.s3Key());
        }
        return file;
    }

    /** The programme with the captions drawn over everything else; those at the same time stand below each other. */
    public Timeline burnInto(Timeline timeline, Captions captions) {
        TreeSet<Long> changes = new TreeSet<>();
        for (Cue cue : cues) {
            changes.add(frame(cue.start(), timeline));
            changes.add(frame(cue.end(), timeline));
        }
        List<Sprite> sprites = new ArrayList<>();
        List<Cue> shown = new ArrayList<>();
        int next = 0;
        Long from = null;
        for (Long to : changes) {
            if (from != null && !shown.isEmpty()) {
                sprites.add(sprite(shown, from, to - from, captions));
            }
            while (next < cues.size() && frame(cues.get(next).start(), timeline) <= to) {
                shown.add(cues.get(next++));
            }
            shown.removeIf(cue -> frame(cue.end(), timeline) <= to);
            from = to;
        }
        return timeline.withOverlays(sprites);
    }

    private static Sprite sprite(List<Cue> shown, long from, long frames, Captions captions) {
        String words = shown.stream().map(Cue::text).collect(Collectors.joining("\n"));
        return new Sprite(
                new Sprite.Words(words, captions.style(), captions.place()),
                from,
                frames,
                Motion.Kind.NONE,
                0,
                Motion.Kind.NONE,
                0,
                0);
    }

    private static long frame(Rational seconds, Timeline timeline) {
        return seconds.times(timeline.output().frameRate()).roundHalfUp();
    }

    /** The captions as a WebVTT file. */
    public String webVtt() {
        StringBuilder file = new StringBuilder("WEBVTT\n");
        for (Cue cue : cues) {
            file.append('\n')
                    .append(time(cue.start(), '.'))
                    .append(" --> ")
                    .append(time(cue.end(), '.'))
                    .append('\n')
                    .append(
                            cue.text()
                                    .replace("&", "&amp;")
                                    .replace("<", "&lt;")
                                    .replace(">", "&gt;"))
                    .append('\n');
        }
        return file.toString();
    }

    /** The captions as a SubRip file. */
    public String subRip() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            file.append(i == 0 ? "" : "\n")
                    .append(i + 1)
                    .append('\n')
                    .append(time(cue.start(), ','))
                    .append(" --> ")
                    .append(time(cue.end(), ','))
                    .append('\n')
                    .append(cue.text())
                    .append('\n');
        }
        return file.toString();
    }

    private static String time(Rational seconds, char point) {
        long milliseconds = seconds.times(1000).roundHalfUp();
        return "%02d:%02d:%02d%c%03d"
                .formatted(
                        milliseconds / 3_600_000,
                        milliseconds / 60_000 % 60,
                        milliseconds / 1000 % 60,
                        point,
                        milliseconds % 1000);
    }
}
