package dev.rushes.render.engine;

import dev.rushes.common.plan.structure.Container;
import dev.rushes.render.engine.RenderListener.Phase;
import dev.rushes.render.ffmpeg.CpuShares;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.FFmpeg;
import dev.rushes.render.ffmpeg.StreamFormat;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.sound.MeasuredSound;
import dev.rushes.render.sound.SoundTrack;
import dev.rushes.render.sound.StretchStore;
import dev.rushes.render.text.TextWarnings;
import dev.rushes.render.timeline.EncoderSettings;
import dev.rushes.render.timeline.Fingerprint;
import dev.rushes.render.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Renders timelines. Segments are rendered side by side into scratch files, the sound beside them, and all is joined by
 * copying packets, so memory depends on the number of workers and the size of the picture, never on the programme's
 * length or its number of clips.
 */
public final class Renderer {
    private final int workers;
    private final MediaLimits limits;

    /**
     * A renderer of its own width.
     *
     * @param workers segments rendered at once; each holds about 150 MB at 1080p
     */
    public Renderer(int workers, MediaLimits limits) {
        if (workers < 1) {
            throw new IllegalArgumentException("at least one worker, not " + workers);
        }
        this.workers = workers;
        this.limits = limits;
    }

    /** One worker for each processor. */
    public Renderer() {
        this(Runtime.getRuntime().availableProcessors(), MediaLimits.DEFAULT);
    }

    /**
     * Renders into one file of the output's container and checks it.
     *
     * @param sources a local file for every key of the timeline
     * @param cache where finished segments are looked for and kept
     * @param scratch an existing folder for this render alone; what is made there is deleted again
     * @param output the file to write; overwritten, and deleted again on failure
     * @throws BadMedia where a source cannot be used: final
     * @throws MediaFault where the machine or the engine failed: worth another attempt
     * @throws RenderCancelled where the listener asked for it
     */
    public RenderedVideo render(
            Timeline timeline,
            Map<String, Path> sources,
            SegmentCache cache,
            Path scratch,
            Path output,
            RenderListener listener) {
        Attempt attempt = new Attempt(timeline, sources, cache, scratch, output, listener);
        boolean done = false;
        try {
            RenderedVideo video = attempt.run();
            done = true;
            return video;
        } finally {
            attempt.endKeeping(done);
            attempt.deleteScratch();
            if (!done) {
                delete(output);
            }
        }
    }

    /** Renders everything, and keeps nothing. */
    public RenderedVideo render(
            Timeline timeline,
            Map<String, Path> sources,
            Path scratch,
            Path output,
            RenderListener listener) {
        return render(timeline, sources, SegmentCache.NONE, scratch, output, listener);
    }

    private final class Attempt {
        private final Timeline timeline;
        private final Map<String, Path> sources;
        private final Path scratch;
        private final SegmentCache cache;
        private final Path output;
        private final RenderListener listener;
        private final List<Path> segmentSpools = new ArrayList<>();
        private final Path soundSpool;

        /** Joined segments that a GIF is made from. */
        private final Path joinedSpool;

        private final Tasks tasks = new Tasks();
        private final @Nullable SegmentKeeper keeper;
        private final @Nullable KeptSound keptSound;

        /** Both are written by their task's thread before it ends. */
        private volatile List<String> warnings = List.of();

        private volatile @Nullable MeasuredSound measured;

        Attempt(
                Timeline timeline,
                Map<String, Path> sources,
                SegmentCache cache,
                Path scratch,
                Path output,
                RenderListener listener) {
            this.timeline = timeline;
            this.sources = sources;
            this.scratch = scratch;
            this.cache = cache;
            this.output = output;
            this.listener = listener;
            this.keeper =
                    cache.isUsed() ? new SegmentKeeper(cache.store(), listener::cancelled) : null;
            this.keptSound =
                    keeper == null
                            ? null
                            : new KeptSound(cache.store(), keeper, scratch, this::stopped);
            this.soundSpool = scratch.resolve("sound.packets");
            this.joinedSpool = scratch.resolve("joined.mp4");
            for (int i = 0; i < timeline.segments().size(); i++) {
                segmentSpools.add(scratch.resolve("segment-%06d.packets".formatted(i)));
            }
        }

        private Path file(String key) {
            Path file = sources.get(key);
            if (file == null) {
                throw new MediaFault("no file was given for " + key);
            }
            return file;
        }

        private boolean stopped() {
            return tasks.haveFailed() || listener.cancelled();
        }

        RenderedVideo run() {
            try (StreamFormat pictureFormat = pictureFormat()) {
                listener.phase(Phase.RENDERING);
                if (EncoderSettings.hasSound(timeline.output().container())) {
                    renderWithSound(pictureFormat);
                } else {
                    renderGif(pictureFormat);
                }
            }
            listener.phase(Phase.CHECKING);
            return new FinishedFile(timeline, output, limits, listener::cancelled)
                    .check(measured, warnings);
        }

        private void renderWithSound(StreamFormat pictureFormat) {
            try (Encoder sound = soundEncoder();
                    StreamFormat soundFormat = sound.format()) {
                Joiner joiner = renderAll(pictureFormat.header());
                listener.phase(Phase.JOINING);
                joiner.join(pictureFormat, soundFormat, output);
            }
        }

        private Encoder soundEncoder() {
            return timeline.output().container() == Container.WEBM
                    ? Encoder.opus(timeline.sound().layout())
                    : Encoder.aac(timeline.sound().layout());
        }

        private void renderGif(StreamFormat pictureFormat) {
            Joiner joiner = renderAll(pictureFormat.header());
            listener.phase(Phase.JOINING);
            joiner.join(pictureFormat, joinedSpool);
            new GifMaker(timeline, limits, listener::cancelled).make(joinedSpool, output);
        }

        private StreamFormat pictureFormat() {
            try (Encoder encoder = Encoder.picture(timeline.output())) {
                return encoder.format();
            }
        }

        /** The header carries the encoder's version and settings as well. */
        private List<String> fingerprints(byte[] header) {
            String machine =
                    "ffmpeg %s, %s, %s"
                            .formatted(
                                    FFmpeg.load(),
                                    FFmpeg.processor(),
                                    HexFormat.of().formatHex(header));
            return timeline.segments().stream()
                    .map(segment -> Fingerprint.of(timeline, segment, machine, cache.identities()))
                    .toList();
        }

        private Joiner renderAll(byte[] header) {
            Segments segments = new Segments(timeline, segmentSpools, listener);
            if (EncoderSettings.hasSound(timeline.output().container())) {
                // First: it is one piece, and may be what everything else waits for in the end.
                tasks.add(this::renderSound);
            }
            List<String> fingerprints = cache.isUsed() ? fingerprints(header) : List.of();
            if (cache.isUsed()) {
                SegmentLookup lookup =
                        new SegmentLookup(segments, cache.store(), fingerprints, this::stopped);
                for (int i = 0; i < lookup.threads(); i++) {
                    tasks.add(lookup::run);
                }
            } else {
                segments.allAreMissing();
            }
            for (int i = 0; i < Math.min(workers, timeline.segments().size()); i++) {
                tasks.add(() -> renderSegments(segments, fingerprints, header));
            }
            tasks.add(() -> warnings = TextWarnings.of(timeline, this::file));
            tasks.run();
            return new Joiner(
                    timeline, segmentSpools, soundSpool, segments.delay(), listener::cancelled);
        }

        /** It takes little, and fills what the last segments leave of the processors instead of delaying them. */
        private void renderSound() {
            boolean unusedLowered = ThreadPriority.lower();
            CpuShares.whole(
                    CpuShares.Work.SOUND,
                    () ->
                            measured =
                                    SoundTrack.render(
                                            timeline.sound(),
                                            sources,
                                            limits,
                                            scratch,
                                            this::soundEncoder,
                                            keptSound == null ? StretchStore.NONE : keptSound,
                                            () -> new Spool.Writer(soundSpool),
                                            this::stopped));
        }

        private void renderSegments(Segments segments, List<String> fingerprints, byte[] header)
                throws InterruptedException {
            try (SegmentRenderer renderer =
                    new SegmentRenderer(
                            timeline,
                            sources,
                            limits,
                            this::stopped,
                            () -> segments.areWaiting(workers),
                            segments::frameDone)) {
                for (OptionalInt next = segments.nextMissing(-1, this::stopped);
                        next.isPresent();
                        next = segments.nextMissing(next.getAsInt(), this::stopped)) {
                    int index = next.getAsInt();
                    Path spool = segmentSpools.get(index);
                    segments.rendered(
                            renderer.render(timeline.segments().get(index), header, spool));
                    if (keeper != null) {
                        keeper.keep(fingerprints.get(index), spool);
                    }
                }
            }
        }

        /** What is not kept yet is worth a short wait after a good end, and none otherwise. */
        void endKeeping(boolean wait) {
            if (keeper != null) {
                keeper.end(wait);
            }
        }

        void deleteScratch() {
            delete(joinedSpool);
            segmentSpools.forEach(Renderer::delete);
            delete(soundSpool);
            if (keptSound != null) {
                keptSound.files().forEach(Renderer::delete);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new MediaFault("deleting " + file.getFileName(), e);
        }
    }
}
