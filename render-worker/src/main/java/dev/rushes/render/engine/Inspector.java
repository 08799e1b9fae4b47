package dev.rushes.render.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.structure.Container;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a finished video and makes what goes with it: a poster, thumbnails with their WebVTT, a quality report. It
 * decodes keyframes for the pictures and, for the report, only what looks suspicious by its size, so that it costs a
 * small part of the render. What fails here leaves the video good, and the report says so.
 */
public final class Inspector {
    private final Timeline timeline;
    private final RenderedVideo video;
    private final Path file;
    private final MediaLimits limits;
    private final BooleanSupplier cancelled;
    private final List<String> warnings = new ArrayList<>();

    /**
     * An inspector of one video.
     *
     * @param file the video that was rendered from the timeline
     */
    public Inspector(
            Timeline timeline,
            RenderedVideo video,
            Path file,
            MediaLimits limits,
            BooleanSupplier cancelled) {
        this.timeline = timeline;
        this.video = video;
        this.file = file;
        this.limits =
                timeline.output().container() == Container.GIF
                        ? limits.withOwn("gif", "gif")
                        : limits;
        this.cancelled = cancelled;
        warnings.addAll(video.warnings());
    }

    /**
     * Makes everything.
     *
     * @param folder where files are written
     * @param names what a file of that name is called in the end; WebVTT refers to its sheets by it
     * @return the report last
     */
    public List<Companion> inspect(Path folder, UnaryOperator<String> names) {
        List<Companion> companions = new ArrayList<>();
        Keyframes keyframes = keyframes();
        if (keyframes != null) {
            try (Thumbnails thumbnails = new Thumbnails(timeline, file, limits, cancelled)) {
                companions.addAll(thumbnails.make(keyframes.times(), folder, names));
            } catch (BadMedia | MediaFault e) {
                warnings.add("poster and thumbnails could not be made: " + e.getMessage());
            }
        }
        Path report = folder.resolve(names.apply("report") + ".json");
        write(report, report(keyframes).toPrettyString() + "\n");
        companions.add(
                new Companion(
                        "report",
                        names.apply("report"),
                        "json",
                        "application/json",
                        null,
                        null,
                        report));
        return companions;
    }

    /** The quality report alone. */
    public ObjectNode report() {
        return report(keyframes());
    }

    private @Nullable Keyframes keyframes() {
        try {
            return Keyframes.read(timeline, file, limits, cancelled);
        } catch (BadMedia | MediaFault e) {
            warnings.add("the finished file could not be looked at: " + e.getMessage());
            return null;
        }
    }

    private ObjectNode report(@Nullable Keyframes keyframes) {
        CutCheck.Findings cuts = null;
        if (keyframes != null && timeline.output().container() != Container.GIF) {
            try {
                cuts = new CutCheck(timeline, file, limits, cancelled).check(keyframes);
            } catch (BadMedia | MediaFault e) {
                warnings.add("the cuts could not be checked: " + e.getMessage());
            }
        }
        return QualityReport.of(timeline, video, soundOffset(), cuts, warnings);
    }

    /** Seconds by which the sound begins after the picture; null without sound. */
    private @Nullable Double soundOffset() {
        try (TrackReader pictures = TrackReader.video(file, limits, cancelled);
                Frame picture = new Frame();
                Frame block = new Frame()) {
            Optional<TrackReader> sound = TrackReader.audio(file, limits, cancelled);
            if (sound.isEmpty()) {
                return null;
            }
            try (TrackReader samples = sound.get()) {
                if (!samples.next(block) || !pictures.next(picture)) {
                    return null;
                }
                return samples.timeBase()
                        .times(block.timestamp())
                        .minus(pictures.timeBase().times(picture.timestamp()))
                        .toDouble();
            }
        } catch (BadMedia | MediaFault e) {
            warnings.add("the offset of the sound could not be measured: " + e.getMessage());
            return null;
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MediaFault("writing " + file.getFileName(), e);
        }
    }
}
