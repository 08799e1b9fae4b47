package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Poster;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.FilterGraphs;
import dev.rushes.render.timeline.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A poster and sheets of thumbnails with a WebVTT that says which part of which sheet belongs to which time. They show
 * keyframes, which stand at every cut and every five seconds, so that nothing else is decoded.
 */
final class Thumbnails implements AutoCloseable {
    private static final int COLUMNS = 10;
    private static final int ON_A_SHEET = 100;
    private static final int MOST = 200;
    private static final int LONG_SIDE = 160;
    private static final int POSTER_WIDTH = 1280;

    /** Mean luma below which a picture says nothing. */
    private static final int DARK = 30;

    private final Timeline timeline;
    private final TrackReader reader;
    private final Frame picture = new Frame();
    private final Frame sheet = new Frame();
    private final int width;
    private final int height;

    Thumbnails(Timeline timeline, Path file, MediaLimits limits, BooleanSupplier cancelled) {
        this.timeline = timeline;
        this.reader = TrackReader.video(file, limits, cancelled);
        int longSide = Math.max(timeline.output().width(), timeline.output().height());
        this.width = even(timeline.output().width(), longSide);
        this.height = even(timeline.output().height(), longSide);
    }

    private static int even(int side, int longSide) {
        return Math.toIntExact(
                Math.max(2, Rational.of((long) side * LONG_SIDE, 2L * longSide).roundHalfUp() * 2));
    }

    List<Companion> make(List<Long> keyframes, Path folder, UnaryOperator<String> names) {
        List<Long> shown = chosen(keyframes);
        List<Companion> companions = new ArrayList<>();
        StringBuilder cues = new StringBuilder("WEBVTT\n");
        long poster = shown.getFirst();
        for (int from = 0; from < shown.size(); from += ON_A_SHEET) {
            List<Long> here = shown.subList(from, Math.min(shown.size(), from + ON_A_SHEET));
            String name = names.apply("sprite-" + (from / ON_A_SHEET + 1));
            int columns = Math.min(COLUMNS, here.size());
            int rows = (here.size() + columns - 1) / columns;
            Path file = folder.resolve(name + ".jpg");
            poster = draw(here, columns, rows, file, poster);
            companions.add(
                    new Companion(
                            "sprite",
                            name,
                            "jpg",
                            "image/jpeg",
                            columns * width,
                            rows * height,
                            file));
            for (int i = 0; i < here.size(); i++) {
                long start = from + i == 0 ? 0 : here.get(i);
                long end =
                        from + i + 1 < shown.size() ? shown.get(from + i + 1) : timeline.frames();
                cues.append(
                        "\n%s --> %s\n%s.jpg#xywh=%d,%d,%d,%d\n"
                                .formatted(
                                        time(start),
                                        time(end),
                                        name,
                                        i % columns * width,
                                        i / columns * height,
                                        width,
                                        height));
            }
        }
        String name = names.apply("sprite");
        Path vtt = folder.resolve(name + ".vtt");
        Inspector.write(vtt, cues.toString());
        companions.addFirst(new Companion("sprite", name, "vtt", "text/vtt", null, null, vtt));
        companions.addFirst(poster(poster, folder, names.apply("poster")));
        return companions;
    }

    /** At most so many, at least a second apart. */
    private List<Long> chosen(List<Long> keyframes) {
        if (keyframes.isEmpty()) {
            throw new MediaFault("the finished file has no keyframe");
        }
        Rational rate = timeline.output().frameRate();
        long apart = Math.max(rate.roundHalfUp(), (timeline.frames() + MOST - 1) / MOST);
        // Every shot first, then what stands within long ones.
        Set<Long> cuts = new HashSet<>(CutCheck.cuts(timeline));
        TreeSet<Long> chosen = new TreeSet<>(List.of(keyframes.getFirst()));
        for (boolean cutsAlone : new boolean[] {true, false}) {
            for (long frame : keyframes) {
                if (cutsAlone && !cuts.contains(frame)) {
                    continue;
                }
                Long before = chosen.floor(frame);
                Long after = chosen.ceiling(frame);
                if ((before == null || frame - before >= apart)
                        && (after == null || after - frame >= apart)) {
                    chosen.add(frame);
                }
            }
        }
        return List.copyOf(chosen);
    }

    /** Writes a sheet and chooses the poster: the frame nearest to a third of the programme that is not dark. */
    private long draw(List<Long> frames, int columns, int rows, Path file, long posterSoFar) {
        long poster = posterSoFar;
        FilterGraph graph = null;
        try {
            for (long frame : frames) {
                read(frame);
                if (graph == null) {
                    graph =
                            FilterGraph.video(
                                    FilterGraphs.thumbnails(
                                            picture.shape(), width, height, columns, rows));
                }
                if (isBetter(frame, poster) && luma() > DARK) {
                    poster = frame;
                }
                graph.push(0, picture);
            }
            if (graph == null) {
                throw new IllegalStateException("a sheet without pictures");
            }
            graph.end(0);
            if (!graph.pull(sheet)) {
                throw new MediaFault("no sheet of thumbnails came out");
            }
            Poster.save(sheet, "mjpeg", file);
            return poster;
        } finally {
            if (graph != null) {
                graph.close();
            }
        }
    }

    private boolean isBetter(long frame, long than) {
        long third = timeline.frames() / 3;
        return Math.abs(frame - third) < Math.abs(than - third);
    }

    private int luma() {
        int sum = 0;
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 16; x++) {
                sum +=
                        picture.luma(
                                (2 * x + 1) * picture.width() / 32,
                                (2 * y + 1) * picture.height() / 18);
            }
        }
        return sum / (16 * 9);
    }

    private Companion poster(long frame, Path folder, String name) {
        Path file = folder.resolve(name + ".jpg");
        read(frame);
        try (FilterGraph graph =
                FilterGraph.video(
                        FilterGraphs.still(picture.shape(), reader.turn(), POSTER_WIDTH))) {
            graph.push(0, picture);
            if (!graph.pull(sheet)) {
                throw new MediaFault("no poster came out");
            }
        }
        Poster.save(sheet, "mjpeg", file);
        return new Companion(
                "poster", name, "jpg", "image/jpeg", sheet.width(), sheet.height(), file);
    }

    private void read(long frame) {
        long ticks = timeline.output().timeAt(frame).dividedBy(reader.timeBase()).roundHalfUp();
        if (!reader.keyframe(ticks, picture)) {
            throw new MediaFault("the finished file has no keyframe at frame " + frame);
        }
        picture.timestamp(0);
    }

    /** As WebVTT writes a time: hours, minutes, seconds, milliseconds. */
    private String time(long frame) {
        long millis = timeline.output().timeAt(frame).times(1000).roundHalfUp();
        return "%02d:%02d:%02d.%03d"
                .formatted(
                        millis / 3_600_000,
                        millis / 60_000 % 60,
                        millis / 1000 % 60,
                        millis % 1000);
    }

    @Override
    public void close() {
        picture.close();
        sheet.close();
        reader.close();
    }
}
