package dev.rushes.render.engine;

import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.media.TimeLimit;
import dev.rushes.render.timeline.Canvas;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.Timeline.Placement;
import dev.rushes.render.timeline.Timeline.Run;
import dev.rushes.render.timeline.Timeline.SceneFrames;
import dev.rushes.render.timeline.Timeline.Segment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Renders one segment into a spool: decode, choose, filter, blend, encode. Holds open only the clips it shows. */
final class SegmentRenderer implements AutoCloseable {
    private final Timeline timeline;
    private final Map<String, Path> sources;
    private final MediaLimits limits;
    private final TimeLimit time;
    private final BooleanSupplier othersWait;
    private final Runnable frameDone;

    private final Map<Integer, ClipPictures> open = new TreeMap<>();
    private final Frame picture = new Frame();
    private final Frame incoming = new Frame();
    private final Frame mixed = new Frame();
    private final Frame composed = new Frame();
    private final Frame composedNext = new Frame();
    private final Map<Integer, SceneComposer> scenes = new TreeMap<>();
    private final LayerAssets assets;
    private final SpriteDrawings overlays;
    private final OwnPicture own = new OwnPicture();

    SegmentRenderer(
            Timeline timeline,
            Map<String, Path> sources,
            MediaLimits limits,
            BooleanSupplier cancelled,
            BooleanSupplier othersWait,
            Runnable frameDone) {
        this.timeline = timeline;
        this.sources = sources;
        this.limits = limits;
        this.time = new TimeLimit(cancelled, limits.segmentTime());
        this.othersWait = othersWait;
        this.frameDone = frameDone;
        this.assets = new LayerAssets(timeline.output(), sources, limits, time);
        this.overlays =
                new SpriteDrawings(
                        timeline.overlays().sprites(), timeline.overlays().shrink(), assets);
    }

    /**
     * Renders a segment.
     *
     * @param header the parameter sets that every segment must have
     * @return by how many frames decoding runs ahead of showing
     */
    long render(Segment segment, byte[] header, Path spool) {
        time.restart();
        try {
            return encode(segment, header, spool);
        } catch (RenderCancelled e) {
            if (time.passed()) {
                throw tooSlow(segment);
            }
            throw e;
        }
    }

    /** A decoder that a file keeps busy is not told from a slow machine; the limit is long enough for the slowest. */
    private BadMedia tooSlow(Segment segment) {
        String clips =
                segment.runs().stream()
                        .map(run -> timeline.placements().get(run.placement()).s3Key())
                        .distinct()
                        .collect(Collectors.joining(", "));
        return new BadMedia(
                "%s: a part of %d frames was not rendered after %d s; the file may be damaged or too complex"
                        .formatted(clips, segment.frames(), time.seconds()));
    }

    private long encode(Segment segment, byte[] header, Path spool) {
        try (Encoder encoder = Encoder.picture(timeline.output());
                Spool.Writer writer = new Spool.Writer(spool)) {
            checkHeader(encoder, header);
            try (Encoding encoding = new Encoding(encoder, writer, othersWait, time, frameDone)) {
                for (Run run : segment.runs()) {
                    drawRun(run, segment, encoding);
                }
                encoding.finish(segment.frames());
                writer.finish(encoding.delay());
                return encoding.delay();
            }
        }
    }

    /** Segments are decoded as one stream, so they may not differ in what a decoder is told at its start. */
    private static void checkHeader(Encoder encoder, byte[] header) {
        try (var format = encoder.format()) {
            if (!Arrays.equals(format.header(), header)) {
                throw new MediaFault("a segment has other parameter sets than the first");
            }
        }
    }

    private void drawRun(Run run, Segment segment, Encoding encoding) {
        Blend blend = null;
        boolean sameScene = true;
        try {
            closeBefore(run.placement());
            Placement placement = timeline.placements().get(run.placement());
            if (run.incoming()) {
                Placement next = timeline.placements().get(run.placement() + 1);
                if (next.effect() == null) {
                    throw new IllegalStateException("an overlap without an effect");
                }
                sameScene = placement.scene() == next.scene();
                blend =
                        new Blend(
                                next.effect(),
                                next.overlap(),
                                sameScene ? next.canvas() : Canvas.of(timeline.output()),
                                timeline.output().frameRate());
            }
            for (long frame = run.start(); frame < run.start() + run.frames(); frame++) {
                if (time.getAsBoolean()) {
                    throw new RenderCancelled();
                }
                long k = frame - placement.start();
                clip(run.placement(), k).at(k, picture);
                Frame result = picture;
                if (blend == null) {
                    result = compose(run.placement(), picture, frame, composed);
                } else {
                    long j = frame - timeline.placements().get(run.placement() + 1).start();
                    clip(run.placement() + 1, j).at(j, incoming);
                    if (sameScene) {
                        blend.mix(picture, incoming, j, mixed);
                        result = compose(run.placement(), mixed, frame, composed);
                    } else {
                        Frame from = compose(run.placement(), picture, frame, composed);
                        Frame to = compose(run.placement() + 1, incoming, frame, composedNext);
                        blend.mix(from, to, j, mixed);
                        result = mixed;
                    }
                }
                encoding.take(finish(result, frame), frame - segment.start());
            }
        } finally {
            if (blend != null) {
                blend.close();
            }
        }
    }

    /** Shows a clip's picture in its scene. */
    private Frame compose(int placement, Frame canvas, long frame, Frame into) {
        int index = timeline.placements().get(placement).scene();
        SceneFrames scene = timeline.scenes().get(index);
        if (scene.composition().isNone()) {
            return canvas;
        }
        scenes.computeIfAbsent(index, key -> new SceneComposer(scene, assets))
                .compose(canvas, frame - scene.start(), into);
        return into;
    }

    /** Lays over it what spans the programme. */
    private Frame finish(Frame composed, long frame) {
        if (!overlays.anySeenAt(frame)) {
            return composed;
        }
        Frame target = own.copy(composed);
        overlays.draw(target, frame);
        return target;
    }

    /** The pictures of a clip from its frame {@code k} on; a segment rendered before may have been a later one. */
    private ClipPictures clip(int placement, long k) {
        ClipPictures known = open.get(placement);
        if (known != null && known.isPast(k)) {
            open.remove(placement);
            known.close();
        }
        return open.computeIfAbsent(
                placement,
                index -> {
                    Placement wanted = timeline.onCanvas(index);
                    return ClipPictures.open(wanted, sources, timeline.output(), limits, time);
                });
    }

    static Path source(Placement placement, Map<String, Path> sources) {
        Path path = sources.get(placement.s3Key());
        if (path == null) {
            throw new MediaFault("no file was given for " + placement.s3Key());
        }
        return path;
    }

    private void closeBefore(int placement) {
        int scene =
                placement < timeline.placements().size()
                        ? timeline.placements().get(placement).scene()
                        : Integer.MAX_VALUE;
        scenes.entrySet()
                .removeIf(entry -> {
                    boolean past = entry.getKey() < scene;
                    if (past) {
                        entry.getValue().close();
                    }
                    return past;
                });
        open.entrySet()
                .removeIf(entry -> {
                    boolean past = entry.getKey() < placement;
                    if (past) {
                        entry.getValue().close();
                    }
                    return past;
                });
    }

    @Override
    public void close() {
        closeBefore(Integer.MAX_VALUE);
        picture.close();
        incoming.close();
        mixed.close();
        composed.close();
        composedNext.close();
        overlays.close();
        own.close();
        assets.close();
    }
}
