package dev.rushes.render.analysis;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.timeline.FilterGraphs;
import dev.rushes.render.timeline.FrameShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures pictures as they come, at most sixteen a second, reduced to a long side of 320 pixels; sharpness at full size. */
final class PictureMeasures implements AutoCloseable {
    /** A little less than a sixteenth, for times that containers round. */
    private static final double APART = 0.0615;

    private static final double SHARPNESS_APART = 0.245;
    private static final int LONG_SIDE = 320;
    private static final int MIDDLE_WIDTH = 960;
    private static final int MIDDLE_HEIGHT = 540;

    private static final double SHORTEST_BLACK = 0.1;
    private static final double SHORTEST_FROZEN = 1;

    /** Of 255: a tenth. */
    private static final int BLACK = 26;

    private static final double BLACK_SHARE = 0.98;
    private static final int DARKEST = 10;
    private static final int BRIGHTEST = 250;

    /** Mean step (of 255) of the field that changes most, below which only a codec is at work. */
    private static final double STILL = 1.6;

    /** What is left of the difference of two frames once the camera's move is taken out; a cut leaves more. */
    private static final double OTHER_SHOT = 15;

    private final Frame reduced = new Frame();
    private final Frame middle = new Frame();
    private final Strip strip;
    private final ShotFinder shots = new ShotFinder();
    private final CameraPath path = new CameraPath();
    private final Titles titles = new Titles();
    private final Steps sharpness = new Steps();
    private final Steps brightness = new Steps();
    private final Spans black = new Spans(SHORTEST_BLACK);
    private final Spans frozen = new Spans(SHORTEST_FROZEN);
    private final List<Double> keyframes = new ArrayList<>();
    private final int[] histogram = new int[256];
    private final double end;
    private @Nullable FrameShape shape;
    private @Nullable FilterGraph reducing;
    private @Nullable FilterGraph cropping;
    private @Nullable Picture now;
    private @Nullable Picture before;
    private @Nullable Picture still;
    private byte[] grey = new byte[0];
    private int greyWidth;
    private int greyHeight;
    private double lastSecond = Double.NEGATIVE_INFINITY;
    private double lastSharp = Double.NEGATIVE_INFINITY;
    private double blackSince = -1;
    private long frames;
    private long pixels;
    private long dark;
    private long bright;
    private int keyframeStep = 1;
    private long keyframesSeen;

    /** Of a take of that length in seconds. */
    PictureMeasures(double duration, Strip strip) {
        this.end = duration;
        this.strip = strip;
    }

    void keyframe(double second) {
        double at = Math.max(0, second);
        shots.keyframe(at);
        if (keyframesSeen++ % keyframeStep == 0) {
            keyframes.add(Steps.rounded(at, 4));
            if (keyframes.size() > FootageAnalysis.MOST) {
                for (int i = keyframes.size() / 2; i >= 0; i--) {
                    if (2 * i + 1 < keyframes.size()) {
                        keyframes.remove(2 * i + 1);
                    }
                }
                keyframeStep *= 2;
            }
        }
    }

    void add(Frame frame, double second) {
        if (second < -1e-6 || second - lastSecond < APART) {
            return;
        }
        prepare(frame);
        FilterGraph graph = reducing;
        Picture free = now;
        if (graph == null || free == null) {
            return;
        }
        graph.push(0, frame);
        if (!graph.pull(reduced)) {
            return;
        }
        lastSecond = second;
        frames++;
        free.read(reduced, Math.max(0, second));
        strip.add(reduced, free.second, shownWidth(frame), frame.height());
        expose(free);
        stand(free);
        Picture earlier = before;
        CameraMove move =
                earlier == null
                        ? new CameraMove(0, 0, false, 0)
                        : CameraMove.between(earlier, free);
        titles.add(free, move.residual() < OTHER_SHOT);
        if (shots.add(free, move)) {
            path.cut();
        }
        if (earlier != null) {
            path.move(free.second, move);
        }
        now = earlier == null ? new Picture(free.width, free.height) : earlier;
        before = free;
        sharpen(frame, free.second);
    }

    private static double shownWidth(Frame frame) {
        return frame.width() * frame.shape().pixelAspect().toDouble();
    }

    private void prepare(Frame frame) {
        FrameShape next = frame.shape();
        if (next.equals(shape)) {
            return;
        }
        closeGraphs();
        shape = next;
        double scale = Math.min(1, LONG_SIDE / (double) Math.max(next.width(), next.height()));
        Picture sized = now;
        int width = sized != null ? sized.width : even(next.width() * scale);
        int height = sized != null ? sized.height : even(next.height() * scale);
        if (sized == null) {
            now = new Picture(width, height);
        }
        reducing = FilterGraph.video(FilterGraphs.reduced(next, width, height));
        greyWidth = Math.min(MIDDLE_WIDTH, next.width() & ~1);
        greyHeight = Math.min(MIDDLE_HEIGHT, next.height() & ~1);
        if (greyWidth >= 2 && greyHeight >= 2) {
            grey = new byte[greyWidth * greyHeight];
            cropping = FilterGraph.video(FilterGraphs.middle(next, greyWidth, greyHeight));
        }
    }

    private static int even(double side) {
        return Math.max(2, (int) Math.round(side / 2) * 2);
    }

    private void expose(Picture picture) {
        java.util.Arrays.fill(histogram, 0);
        for (byte value : picture.luma) {
            histogram[value & 0xff]++;
        }
        long sum = 0;
        int below = 0;
        for (int value = 0; value < histogram.length; value++) {
            sum += (long) value * histogram[value];
            below += value < BLACK ? histogram[value] : 0;
            dark += value <= DARKEST ? histogram[value] : 0;
            bright += value >= BRIGHTEST ? histogram[value] : 0;
        }
        pixels += picture.luma.length;
        brightness.add(picture.second, sum / 255.0 / picture.luma.length);
        if (below >= BLACK_SHARE * picture.luma.length) {
            blackSince = blackSince < 0 ? picture.second : blackSince;
        } else {
            endBlack(picture.second);
        }
    }

    private void endBlack(double second) {
        if (blackSince >= 0) {
            black.add(blackSince, second);
            blackSince = -1;
        }
    }

    private void stand(Picture picture) {
        Picture reference = still;
        if (reference == null) {
            still = copy(picture, new Picture(picture.width, picture.height));
        } else if (picture.mostDifferent(reference) > STILL) {
            frozen.add(reference.second, picture.second);
            copy(picture, reference);
        }
    }

    private static Picture copy(Picture from, Picture to) {
        System.arraycopy(from.luma, 0, to.luma, 0, from.luma.length);
        to.second = from.second;
        return to;
    }

    private void sharpen(Frame frame, double second) {
        FilterGraph graph = cropping;
        if (graph == null || second - lastSharp < SHARPNESS_APART) {
            return;
        }
        lastSharp = second;
        graph.push(0, frame);
        if (graph.pull(middle)) {
            middle.readPlane(0, greyWidth, greyHeight, grey);
            Double sharp = Sharpness.of(grey, greyWidth, greyHeight);
            if (sharp != null) {
                sharpness.add(second, sharp);
            }
        }
    }

    /** What was found; null where no picture came. Notes are added where a list was cut. */
    FootageAnalysis.@Nullable Picture found(List<String> notes) {
        Picture size = before;
        if (size == null) {
            return null;
        }
        endBlack(end);
        if (still != null) {
            frozen.add(still.second, end);
        }
        if (shots.isFull() || black.isCut() || frozen.isCut()) {
            notes.add(
                    "of shots the first %1$,d, of black and frozen spans the longest %1$,d are listed"
                            .formatted(FootageAnalysis.MOST));
        }
        if (titles.isCut()) {
            notes.add("of titles the first %,d are counted".formatted(FootageAnalysis.MOST));
        }
        if (keyframeStep > 1) {
            notes.add("of the keyframes only every %d. is listed".formatted(keyframeStep));
        }
        if (brightness.isCoarsened()) {
            notes.add("measures are in steps of %s s".formatted(brightness.step()));
        }
        return new FootageAnalysis.Picture(
                Steps.rounded(frames / Math.max(end, 0.001), 3),
                size.width,
                size.height,
                shots.shots(end),
                black.list(),
                frozen.list(),
                sharpness.series(3),
                brightness.series(3),
                Steps.rounded(dark / (double) pixels, 4),
                Steps.rounded(bright / (double) pixels, 4),
                path.series(),
                keyframes);
    }

    List<Title> titles() {
        return titles.found();
    }

    private void closeGraphs() {
        if (reducing != null) {
            reducing.close();
            reducing = null;
        }
        if (cropping != null) {
            cropping.close();
            cropping = null;
        }
    }

    @Override
    public void close() {
        closeGraphs();
        reduced.close();
        middle.close();
    }
}
