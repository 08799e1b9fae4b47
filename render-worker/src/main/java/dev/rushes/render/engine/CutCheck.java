package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.Timeline.Placement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Looks for black and for repeated frames at both sides of every cut. A black or repeated picture costs an encoder next
 * to nothing, so only frames that are suspiciously small are decoded, and of many suspects only the first.
 */
final class CutCheck {
    /** A suspect's part of a usual frame's bytes. */
    private static final double SUSPICIOUS = 0.15;

    private static final int SUSPICIOUS_BYTES = 160;

    /** Decoding the end of a clip means decoding from its last keyframe. */
    private static final int MOST_LOOKS = 24;

    /** Luma of limited range up to which a pixel is black. */
    private static final int BLACK = 20;

    private static final int COLUMNS = 64;
    private static final int ROWS = 36;

    /** A frame beside a cut, and the one next to it on the same side. */
    private record Side(long frame, long neighbour, boolean mayBeBlack, boolean mayBeStill) {}

    /**
     * What was found.
     *
     * @param cuts how many there are
     * @param suspects frames that were small enough to be looked at
     * @param looked how many were decoded
     * @param black frames that are black although nothing fades there
     * @param frozen frames that repeat their neighbour although the source moves on
     */
    record Findings(int cuts, int suspects, int looked, List<Long> black, List<Long> frozen) {}

    private final Timeline timeline;
    private final Path file;
    private final MediaLimits limits;
    private final BooleanSupplier cancelled;

    CutCheck(Timeline timeline, Path file, MediaLimits limits, BooleanSupplier cancelled) {
        this.timeline = timeline;
        this.file = file;
        this.limits = limits;
        this.cancelled = cancelled;
    }

    /** The frames that begin a clip without a transition, counted in the file; its first is no cut. */
    static List<Long> cuts(Timeline timeline) {
        return timeline.placements().stream()
                .filter(placement -> placement.overlap() == 0)
                .map(placement -> placement.start() - timeline.first())
                .filter(start -> start > 0 && start < timeline.frames())
                .toList();
    }

    Findings check(Keyframes packets) {
        List<Side> suspects = suspects(packets);
        List<Long> black = new ArrayList<>();
        List<Long> frozen = new ArrayList<>();
        int looked = 0;
        if (!suspects.isEmpty()) {
            try (TrackReader reader = TrackReader.video(file, limits, cancelled);
                    Looks looks = new Looks(reader)) {
                for (Side side : suspects) {
                    if (looked == MOST_LOOKS) {
                        break;
                    }
                    looked++;
                    looks.at(side, black, frozen);
                }
            }
        }
        return new Findings(cuts(timeline).size(), suspects.size(), looked, black, frozen);
    }

    private List<Side> suspects(Keyframes packets) {
        List<Side> suspects = new ArrayList<>();
        double small = Math.max(SUSPICIOUS_BYTES, packets.mean() * SUSPICIOUS);
        List<Placement> placements = timeline.placements();
        for (int i = 1; i < placements.size(); i++) {
            Placement after = placements.get(i);
            long cut = after.start() - timeline.first();
            if (after.overlap() > 0 || cut <= 0 || cut >= timeline.frames()) {
                continue;
            }
            Placement before = placements.get(i - 1);
            if (before.source().video() != null && isSmall(packets, cut - 1, small)) {
                suspects.add(
                        new Side(
                                cut - 1,
                                cut - 2,
                                before.fadeOut() > 0,
                                before.frames() < 2 || isSlow(before) || cut < 2));
            }
            // The first frame is a keyframe and never small; of a black one the second is.
            if (after.source().video() != null && isSmall(packets, cut + 1, small)) {
                suspects.add(
                        new Side(
                                cut,
                                cut + 1,
                                after.fadeIn() > 0,
                                after.frames() < 2 || isSlow(after)));
            }
        }
        return suspects;
    }

    private static boolean isSmall(Keyframes packets, long frame, double small) {
        Integer size = packets.sizes().get(frame);
        return size != null && size < small;
    }

    /** Whether the source has fewer pictures than the output shows, so that some are shown twice. */
    private boolean isSlow(Placement placement) {
        var video = placement.source().video();
        return video == null
                || video.variableFrameRate()
                || video.rate().times(placement.speed()).compareTo(timeline.output().frameRate())
                        < 0;
    }

    private final class Looks implements AutoCloseable {
        private final TrackReader reader;
        private final Frame picture = new Frame();

        Looks(TrackReader reader) {
            this.reader = reader;
        }

        void at(Side side, List<Long> black, List<Long> frozen) {
            long first = Math.min(side.frame(), side.neighbour());
            int[] one = grid(first);
            int[] other = next();
            boolean frameFirst = first == side.frame();
            if (!side.mayBeBlack() && isBlack(frameFirst ? one : other)) {
                black.add(side.frame());
            } else if (!side.mayBeStill() && isSame(one, other)) {
                frozen.add(side.frame());
            }
        }

        private int[] grid(long frame) {
            long ticks =
                    Rational.of(frame)
                            .dividedBy(timeline.output().frameRate())
                            .dividedBy(reader.timeBase())
                            .roundHalfUp();
            if (!reader.seek(ticks)) {
                reader.rewind();
            }
            // WebM rounds times to its ticks, half a frame is far enough.
            long halfFrame =
                    Rational.of(1, 2)
                            .dividedBy(timeline.output().frameRate())
                            .dividedBy(reader.timeBase())
                            .floor();
            do {
                if (cancelled.getAsBoolean()) {
                    throw new RenderCancelled();
                }
                if (!reader.next(picture)) {
                    return new int[0];
                }
            } while (picture.timestamp() < ticks - halfFrame);
            return sampled();
        }

        private int[] next() {
            return reader.next(picture) ? sampled() : new int[0];
        }

        private int[] sampled() {
            int[] luma = new int[COLUMNS * ROWS];
            for (int row = 0; row < ROWS; row++) {
                int y = (2 * row + 1) * picture.height() / (2 * ROWS);
                for (int column = 0; column < COLUMNS; column++) {
                    int x = (2 * column + 1) * picture.width() / (2 * COLUMNS);
                    luma[row * COLUMNS + column] = picture.luma(x, y);
                }
            }
            return luma;
        }

        @Override
        public void close() {
            picture.close();
        }
    }

    private static boolean isBlack(int[] luma) {
        for (int value : luma) {
            if (value > BLACK) {
                return false;
            }
        }
        return luma.length > 0;
    }

    private static boolean isSame(int[] one, int[] other) {
        if (one.length == 0 || one.length != other.length) {
            return false;
        }
        for (int i = 0; i < one.length; i++) {
            if (Math.abs(one[i] - other[i]) > 1) {
                return false;
            }
        }
        return true;
    }
}
