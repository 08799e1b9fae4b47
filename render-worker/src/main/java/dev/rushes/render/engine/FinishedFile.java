package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Container;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.sound.MeasuredSound;
import dev.rushes.render.timeline.EncoderSettings;
import dev.rushes.render.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a rendered file back: a video with a frame too few must not be called finished. */
final class FinishedFile {
    /** GIF's. */
    private static final Rational COARSEST_TICK = Rational.of(1, 100);

    private static final int RATE_PRECISION = 1000;

    private final Timeline timeline;
    private final Path file;
    private final MediaLimits limits;
    private final BooleanSupplier cancelled;

    FinishedFile(Timeline timeline, Path file, MediaLimits limits, BooleanSupplier cancelled) {
        this.timeline = timeline;
        this.file = file;
        this.limits = limits;
        this.cancelled = cancelled;
    }

    /**
     * Checks it.
     *
     * @param measured its sound, or null where it has none
     * @throws MediaFault where it is not what the timeline says
     */
    RenderedVideo check(@Nullable MeasuredSound measured, List<String> warnings) {
        MediaInfo info = MediaProbe.probe(file, ownFiles(), cancelled);
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
                    Files.size(file),
                    measured,
                    warnings);
        } catch (IOException e) {
            throw new MediaFault("measuring the rendered file", e);
        }
    }

    /** Strangers' GIFs stay refused; this one is ours. */
    private MediaLimits ownFiles() {
        return timeline.output().container() == Container.GIF
                ? limits.withOwn("gif", "gif")
                : limits;
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
}
