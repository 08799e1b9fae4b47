package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Container;
import dev.rushes.render.engine.RenderListener.Phase;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.FFmpeg;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.ffmpeg.StreamFormat;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaException;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.sound.MeasuredSound;
import dev.rushes.render.sound.SoundTrack;
import dev.rushes.render.text.TextWarnings;
import dev.rushes.render.timeline.EncoderSettings;
import dev.rushes.render.timeline.Fingerprint;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.Timeline.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Renders timelines. Segments are rendered side by side into scratch files, the sound beside them, and all is joined by
 * copying packets, so memory depends on the number of workers and the size of the picture, never on the programme's
 * length or its number of clips.
 */
public final class Renderer {
    /** GIF's. */
    private static final Rational COARSEST_TICK = Rational.of(1, 100);

    private static final int RATE_PRECISION = 1000;

    /** A lookup mostly waits for an answer. */
    private static final int LOOKUPS_AT_ONCE = 4;

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

        /** Set by the first failure, so that the others do not go on for nothing. */
        private final AtomicBoolean failed = new AtomicBoolean();

        private final AtomicInteger nextLookup = new AtomicInteger();
        private final AtomicInteger lookedUp = new AtomicInteger();
        private final BlockingQueue<Integer> toRender = new LinkedBlockingQueue<>();
        private final AtomicLong delay = new AtomicLong();
        private final @Nullable SegmentKeeper keeper;
        private List<String> fingerprints = List.of();
        private final int total;
        private SegmentCount count;
        private long framesDone;
        private List<String> warnings = List.of();

        /** Written by the sound's thread before it ends. */
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
            this.total = timeline.segments().size();
            this.count = SegmentCount.none(total);
            this.keeper =
                    cache.isUsed() ? new SegmentKeeper(cache.store(), listener::cancelled) : null;
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
            return failed.get() || listener.cancelled();
        }

        RenderedVideo run() {
            try (StreamFormat pictureFormat = pictureFormat()) {
                listener.phase(Phase.RENDERING);
                listener.frames(0, timeline.frames());
                listener.segments(count);
                if (cache.isUsed()) {
                    fingerprints = fingerprints(pictureFormat.header());
                }
                warnings = TextWarnings.of(timeline, this::file);
                if (EncoderSettings.hasSound(timeline.output().container())) {
                    renderWithSound(pictureFormat);
                } else {
                    renderGif(pictureFormat);
                }
            }
            listener.phase(Phase.CHECKING);
            return check();
        }

        private void renderWithSound(StreamFormat pictureFormat) {
            try (Encoder sound = soundEncoder();
                    StreamFormat soundFormat = sound.format()) {
                renderAll(pictureFormat.header());
                listener.phase(Phase.JOINING);
                joiner().join(pictureFormat, soundFormat, output);
            }
        }

        private Encoder soundEncoder() {
            return timeline.output().container() == Container.WEBM
                    ? Encoder.opus(timeline.sound().layout())
                    : Encoder.aac(timeline.sound().layout());
        }

        private void renderGif(StreamFormat pictureFormat) {
            renderAll(pictureFormat.header());
            listener.phase(Phase.JOINING);
            joiner().join(pictureFormat, joinedSpool);
            new GifMaker(timeline, limits, listener::cancelled).make(joinedSpool, output);
        }

        private Joiner joiner() {
            return new Joiner(
                    timeline, segmentSpools, soundSpool, delay.get(), listener::cancelled);
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

        private void renderAll(byte[] header) {
            int pictureWorkers = Math.min(workers, timeline.segments().size());
            int lookups = cache.isUsed() ? Math.min(LOOKUPS_AT_ONCE, total) : 0;
            if (lookups == 0) {
                for (int i = 0; i < total; i++) {
                    toRender.add(i);
                }
                lookedUp.set(total);
            }
            int tasks = pictureWorkers + lookups + 1;
            ExecutorService threads =
                    Executors.newFixedThreadPool(
                            tasks, Thread.ofPlatform().name("render-", 0).factory());
            try {
                ExecutorCompletionService<Boolean> work = new ExecutorCompletionService<>(threads);
                work.submit(() -> {
                    if (EncoderSettings.hasSound(timeline.output().container())) {
                        measured =
                                SoundTrack.render(
                                        timeline.sound(),
                                        sources,
                                        limits,
                                        scratch,
                                        this::soundEncoder,
                                        () -> new Spool.Writer(soundSpool),
                                        this::stopped);
                    }
                    return true;
                });
                for (int i = 0; i < pictureWorkers; i++) {
                    work.submit(() -> {
                        renderSegments(header);
                        return true;
                    });
                }
                for (int i = 0; i < lookups; i++) {
                    work.submit(() -> {
                        lookUp();
                        return true;
                    });
                }
                await(work, tasks);
            } finally {
                threads.shutdown();
            }
        }

        /** Waits for all, even after a failure: native memory may not be freed under a running thread. */
        private void await(ExecutorCompletionService<Boolean> work, int tasks) {
            Throwable first = null;
            boolean interrupted = false;
            for (int ended = 0; ended < tasks; ) {
                try {
                    boolean unusedResult = work.take().get();
                    ended++;
                } catch (ExecutionException e) {
                    ended++;
                    failed.set(true);
                    first = first == null ? e.getCause() : first;
                } catch (InterruptedException e) {
                    interrupted = true;
                    failed.set(true);
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
                throw new RenderCancelled();
            }
            switch (first) {
                case null -> {}
                case MediaException known -> throw known;
                case Error error -> throw error;
                default -> throw new MediaFault("rendering failed: " + first, first);
            }
        }

        /** Rendering begins with the first segment that is missed, while later ones are looked for. */
        private void lookUp() {
            for (int i = nextLookup.getAndIncrement();
                    i < total;
                    i = nextLookup.getAndIncrement()) {
                if (stopped()) {
                    throw new RenderCancelled();
                }
                Segment segment = timeline.segments().get(i);
                Path spool = segmentSpools.get(i);
                OptionalLong needed =
                        cache.store().fetch(fingerprints.get(i), spool, this::stopped)
                                ? Spool.verify(spool, fingerprints.get(i), segment.frames())
                                : OptionalLong.empty();
                if (needed.isPresent()) {
                    delay.accumulateAndGet(needed.getAsLong(), Math::max);
                    reused(segment);
                } else {
                    toRender.add(i);
                }
                lookedUp.incrementAndGet();
            }
        }

        private void renderSegments(byte[] header) throws InterruptedException {
            try (SegmentRenderer renderer =
                    new SegmentRenderer(
                            timeline, sources, limits, this::stopped, this::frameDone)) {
                while (true) {
                    if (stopped()) {
                        throw new RenderCancelled();
                    }
                    boolean allLookedUp = lookedUp.get() == total;
                    @Nullable Integer next =
                            toRender.poll(allLookedUp ? 0 : 50, TimeUnit.MILLISECONDS);
                    if (next != null) {
                        render(next, renderer, header);
                    } else if (allLookedUp) {
                        return;
                    }
                }
            }
        }

        private void render(int index, SegmentRenderer renderer, byte[] header) {
            Path spool = segmentSpools.get(index);
            long needed = renderer.render(timeline.segments().get(index), header, spool);
            delay.accumulateAndGet(needed, Math::max);
            rendered();
            if (keeper != null) {
                keeper.keep(fingerprints.get(index), spool);
            }
        }

        private synchronized void reused(Segment segment) {
            count = count.andReused(segment.frames());
            listener.segments(count);
            framesDone += segment.frames();
            listener.frames(framesDone, timeline.frames());
        }

        private synchronized void rendered() {
            count = count.andRendered();
            listener.segments(count);
        }

        private synchronized void frameDone() {
            listener.frames(++framesDone, timeline.frames());
        }

        /** The file is read back: a video with a frame too few must not be called finished. */
        private RenderedVideo check() {
            MediaInfo info = MediaProbe.probe(output, ownFiles(), listener::cancelled);
            MediaInfo.Video video = info.video();
            boolean sound = EncoderSettings.hasSound(timeline.output().container());
            if (video == null || (info.audio() == null) == sound) {
                throw new MediaFault("the rendered file lacks picture or sound");
            }
            Rational off = info.duration().minus(timeline.duration()).abs();
            if (video.frames() != timeline.frames()
                    || !isStep(video)
                    || off.compareTo(timeline.output().timeAt(1).max(COARSEST_TICK)) > 0) {
                throw new MediaFault(
                        "the rendered file has %d frames at %s in %s s; %d at %s in %s s were wanted"
                                .formatted(
                                        video.frames(),
                                        video.frameRate(),
                                        info.duration(),
                                        timeline.frames(),
                                        timeline.output().frameRate(),
                                        timeline.duration()));
            }
            try {
                return new RenderedVideo(
                        video.frames(),
                        timeline.output().frameRate(),
                        timeline.duration(),
                        video.width(),
                        video.height(),
                        Files.size(output),
                        measured,
                        warnings);
            } catch (IOException e) {
                throw new MediaFault("measuring the rendered file", e);
            }
        }

        /** Strangers' GIFs stay refused; this one is ours. */
        private MediaLimits ownFiles() {
            if (timeline.output().container() != Container.GIF) {
                return limits;
            }
            return limits.withOwn("gif", "gif");
        }

        /** WebM and GIF tick too coarsely to keep every rate; their frames are counted all the same. */
        private boolean isStep(MediaInfo.Video video) {
            Rational wanted = timeline.output().frameRate();
            return switch (timeline.output().container()) {
                case MP4 -> !video.variableFrameRate() && video.rate().equals(wanted);
                case WEBM ->
                        !video.variableFrameRate()
                                && video.rate()
                                                .minus(wanted)
                                                .abs()
                                                .times(RATE_PRECISION)
                                                .compareTo(wanted)
                                        < 0;
                case GIF -> true;
            };
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
