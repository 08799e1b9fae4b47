package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Xfade;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.PictureReader;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.Canvas;
import dev.rushes.render.timeline.FrameRule;
import dev.rushes.render.timeline.FrameShape;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.PictureGraph;
import dev.rushes.render.timeline.Timeline.Placement;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of one clip on its canvas, frame after frame. Decodes forward, filters only the frames that
 * are shown, and shows a filtered frame again where the output is faster than the source.
 */
final class ClipPictures implements AutoCloseable {
    /** Seconds to seek back further when the container led to a frame after the wanted one. */
    private static final int[] FURTHER_BACK = {0, 2, 10, 60};

    /** Of what lies before the wanted frame; more than deinterlacing, rounded times and uneven cameras need. */
    private static final Rational LOOKED_AT = Rational.of(1, 4);

    private static final int FRAMES_LOOKED_AT = 4;

    private static final Rational WORTH_A_SEEK = Rational.of(1, 2);

    private final Placement placement;
    private final OutputFormat output;
    private final @Nullable PictureReader reader;
    private final @Nullable FrameRule rule;
    private final LookTables tables;
    private final Frame current = new Frame();
    private final Frame ahead = new Frame();
    private final Frame shown = new Frame();
    private final Frame plain = new Frame();
    private long lastAsked = -1;
    private boolean shownIsCurrent;
    private @Nullable FrameShape shape;
    private @Nullable FilterGraph graph;
    private long filtered;
    private @Nullable Blend fadeIn;
    private @Nullable Blend fadeOut;
    private @Nullable Frame black;

    private ClipPictures(
            Placement placement,
            OutputFormat output,
            @Nullable PictureReader reader,
            LookTables tables) {
        this.tables = tables;
        this.placement = placement;
        this.output = output;
        this.reader = reader;
        this.rule =
                reader == null
                        ? null
                        : new FrameRule(
                                placement.in(),
                                placement.source().startOffset(),
                                reader.timeBase(),
                                placement.speed(),
                                output.frameRate());
    }

    static ClipPictures open(
            Placement placement,
            Map<String, Path> sources,
            OutputFormat output,
            MediaLimits limits,
            BooleanSupplier cancelled) {
        return new ClipPictures(
                placement,
                output,
                placement.source().video() == null
                        ? null
                        : PictureReader.open(
                                SegmentRenderer.source(placement, sources), limits, cancelled),
                new LookTables(sources));
    }

    /** Whether frame {@code k} of the clip lies behind what was decoded: only one that is opened anew can show it. */
    boolean isPast(long k) {
        return k < lastAsked;
    }

    /**
     * Output frame {@code k} of the clip; asked for in ascending order.
     *
     * @throws IllegalStateException where it {@link #isPast}
     */
    void at(long k, Frame into) {
        if (isPast(k)) {
            throw new IllegalStateException("frame %d after frame %d".formatted(k, lastAsked));
        }
        if (reader == null || rule == null) {
            into.refer(black());
        } else {
            choose(k, reader, rule);
            if (!shownIsCurrent) {
                normalise(reader);
                shownIsCurrent = true;
            }
            into.refer(shown);
        }
        fade(k, into);
        lastAsked = k;
    }

    private void choose(long k, PictureReader reader, FrameRule rule) {
        Rational clock = rule.clock(k);
        leaveOutBefore(clock, reader, rule);
        if (lastAsked < 0 || aKeyframeLiesBefore(clock, reader, rule)) {
            current.clear();
            start(clock, reader, rule);
        }
        while (!ahead.isEmpty() && hasBegun(ahead, clock, rule)) {
            current.take(ahead);
            shownIsCurrent = false;
            if (!reader.next(ahead)) {
                ahead.clear();
            }
        }
        if (current.isEmpty()) {
            // Nothing has begun yet: the container's first frame stands in.
            if (ahead.isEmpty()) {
                throw new BadMedia(
                        "no picture of %s can be decoded from %s s on"
                                .formatted(
                                        placement.s3Key(),
                                        placement.in().toDecimal().toPlainString()));
            }
            current.refer(ahead);
            shownIsCurrent = false;
        }
    }

    /** At a constant rate what is shown has begun less than a frame before; it may be an unreferenced one. */
    private void leaveOutBefore(Rational clock, PictureReader reader, FrameRule rule) {
        var video = placement.source().video();
        if (video != null && !video.variableFrameRate()) {
            Rational margin = meanDuration().times(FRAMES_LOOKED_AT).max(LOOKED_AT);
            reader.seenFrom(rule.ticks(clock.minus(margin)));
        }
    }

    /** Another worker may have rendered what lies between; then it need not be decoded. */
    private boolean aKeyframeLiesBefore(Rational clock, PictureReader reader, FrameRule rule) {
        if (ahead.isEmpty()) {
            return false;
        }
        long least = ahead.timestamp() + rule.ticks(WORTH_A_SEEK);
        long wanted = rule.ticks(neighbours(clock, reader));
        return wanted > least && reader.keyframeBefore(wanted).orElse(least) > least;
    }

    private boolean hasBegun(Frame frame, Rational clock, FrameRule rule) {
        return frame.timestamp() <= rule.latestBegun(clock, duration(frame, rule));
    }

    /** A frame's length in ticks; where the file does not say, the take's mean. */
    private long duration(Frame frame, FrameRule rule) {
        return frame.duration() > 0 ? frame.duration() : rule.ticks(meanDuration());
    }

    private Rational meanDuration() {
        var video = placement.source().video();
        return video == null ? Rational.of(1, 25) : Rational.ONE.dividedBy(video.rate());
    }

    /** When the first frame after a seek must have begun for the wanted one to be whole. */
    private Rational neighbours(Rational clock, PictureReader reader) {
        return reader.needsNeighbours() ? clock.minus(meanDuration().times(2)) : clock;
    }

    private void start(Rational clock, PictureReader reader, FrameRule rule) {
        Rational start = placement.source().startOffset();
        if (clock.compareTo(start.plus(Rational.ONE)) > 0) {
            for (int back : FURTHER_BACK) {
                Rational target = clock.minus(Rational.of(back));
                if (target.compareTo(start) > 0
                        && reader.seek(rule.ticks(target))
                        && reader.next(ahead)
                        && hasBegun(ahead, neighbours(clock, reader), rule)) {
                    return;
                }
            }
            reader.rewind();
        }
        if (!reader.next(ahead)) {
            ahead.clear();
        }
    }

    private void normalise(PictureReader reader) {
        FrameShape now = current.shape();
        if (PictureGraph.isPlain(now, reader.turn(), placement.look(), placement.canvas())) {
            shown.refer(current);
            return;
        }
        if (graph == null || !now.equals(shape)) {
            if (graph != null) {
                graph.close();
            }
            graph =
                    tables.graph(
                            now,
                            reader.turn(),
                            placement.look(),
                            placement.canvas(),
                            output.background());
            shape = now;
        }
        // Filters with two inputs want times that ascend; the source's may repeat.
        current.timestamp(filtered++);
        graph.push(0, current);
        if (!graph.pull(shown)) {
            throw new MediaFault("the filter graph gave no picture");
        }
    }

    private void fade(long k, Frame into) {
        if (k < placement.fadeIn()) {
            if (fadeIn == null) {
                fadeIn = crossFade(placement.fadeIn());
            }
            plain.take(into);
            fadeIn.mix(black(), plain, k, into);
        }
        long fromFadeOut = k - (placement.frames() - placement.fadeOut());
        if (placement.fadeOut() > 0 && fromFadeOut >= 0) {
            if (fadeOut == null) {
                fadeOut = crossFade(placement.fadeOut());
            }
            plain.take(into);
            fadeOut.mix(plain, black(), fromFadeOut, into);
        }
    }

    private Blend crossFade(long frames) {
        return new Blend(Xfade.CROSS_FADE, frames, placement.canvas(), output.frameRate());
    }

    /** What stands in for a picture: nothing where something lies behind, else black. */
    private Frame black() {
        if (black == null) {
            Canvas canvas = placement.canvas();
            black = new Frame();
            if (canvas.transparent()) {
                black.allocateAlphaPicture(canvas.width(), canvas.height(), 16, 128, 128, 0);
            } else {
                black.allocatePicture(canvas.width(), canvas.height(), 16, 128, 128);
            }
        }
        return black;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
        if (graph != null) {
            graph.close();
        }
        if (fadeIn != null) {
            fadeIn.close();
        }
        if (fadeOut != null) {
            fadeOut.close();
        }
        if (black != null) {
            black.close();
        }
        current.close();
        ahead.close();
        shown.close();
        plain.close();
    }
}
