package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Container;
import dev.rushes.common.plan.structure.Crop;
import dev.rushes.common.plan.structure.OutputSettings;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.Programme.OverlapIn;
import dev.rushes.common.plan.structure.Programme.Part;
import dev.rushes.common.plan.structure.Quality;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.timeline.Timeline.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a programme in seconds into a timeline in frames. */
public final class TimelineCompiler {
    private static final Rational DEFAULT_RATE = Rational.of(30);
    private static final Rational SLOWEST_RATE_TAKEN = Rational.of(10);
    private static final Rational FASTEST_RATE_TAKEN = Rational.of(60);
    private static final Rational DRAFT_RATE = Rational.of(15);
    private static final int DRAFT_LONG_SIDE = 512;

    /** A plan made from a duration shown with two decimals may end this late; more is a fault of the plan. */
    private static final Rational ROUNDED_END = Rational.of(1, 50);

    private TimelineCompiler() {}

    /**
     * Counts a programme in frames and cuts it into segments.
     *
     * @param sources what each key of the programme was measured to be
     * @throws BadMedia where a trim lies outside its measured source, or a source is missing
     */
    public static Timeline compile(
            Programme programme, OutputSettings settings, Map<String, MediaInfo> sources) {
        if (programme.parts().isEmpty()) {
            throw new BadMedia("the plan has no clips");
        }
        for (Part part : programme.parts()) {
            checkAgainstSource(part, sources);
        }
        Part first = programme.parts().getFirst();
        OutputFormat output = output(settings, source(first, sources));
        Compositions compositions = new Compositions(output, shrink(output, settings), sources);
        List<Canvas> canvases = compositions.canvases(programme);
        List<Placement> placements = place(programme, output, canvases, sources);
        return new Timeline(
                output,
                placements,
                compositions.scenes(programme, placements),
                compositions.programme(programme.overlays(), placements.getLast().end()),
                Segmenter.segments(placements, output.frameRate()),
                new SoundtrackCompiler(programme, output, placements, sources)
                        .compile(settings.sound()),
                placements.getLast().end());
    }

    private static MediaInfo source(Part part, Map<String, MediaInfo> sources) {
        MediaInfo info = sources.get(part.clip().s3Key());
        if (info == null) {
            throw new BadMedia(
                    part.clip().pointer() + ": there is no source " + part.clip().s3Key());
        }
        return info;
    }

    private static void checkCrop(Part part, MediaInfo source) {
        Crop crop = part.clip().look().crop();
        MediaInfo.Video video = source.video();
        if (crop == null || crop.isRelative() || video == null) {
            return;
        }
        Rational right = crop.x().plus(crop.width());
        Rational below = crop.y().plus(crop.height());
        if (right.compareTo(Rational.of(video.displayWidth())) > 0
                || below.compareTo(Rational.of(video.displayHeight())) > 0) {
            throw new BadMedia(
                    "%s/crop: it reaches to %s x %s of a picture of %d x %d pixels"
                            .formatted(
                                    part.clip().pointer(),
                                    right.toDecimal().toPlainString(),
                                    below.toDecimal().toPlainString(),
                                    video.displayWidth(),
                                    video.displayHeight()));
        }
    }

    private static void checkAgainstSource(Part part, Map<String, MediaInfo> sources) {
        checkCrop(part, source(part, sources));
        Rational length = source(part, sources).duration();
        if (part.in().signum() < 0
                || part.in().compareTo(length) >= 0
                || part.out().compareTo(part.in()) <= 0
                || part.out().compareTo(length.plus(ROUNDED_END)) > 0) {
            throw new BadMedia(
                    "%s: the trim from %s to %s s does not lie in the take, which lasts %s s"
                            .formatted(
                                    part.clip().pointer(),
                                    part.in().toDecimal().toPlainString(),
                                    part.out().toDecimal().toPlainString(),
                                    length.toDecimal().toPlainString()));
        }
    }

    static OutputFormat output(OutputSettings settings, MediaInfo first) {
        int width = settings.size().width();
        int height = settings.size().height();
        Container container = settings.delivery().containerOrDefault();
        Rational rate = settings.frameRate() == null ? rateOf(first) : settings.frameRate();
        if (container == Container.GIF
                && settings.frameRate() == null
                && rate.compareTo(DRAFT_RATE) > 0) {
            rate = DRAFT_RATE;
        }
        if (settings.quality() == Quality.DRAFT) {
            Rational shrink = Rational.of(DRAFT_LONG_SIDE, Math.max(width, height));
            width = even(shrink.times(width));
            height = even(shrink.times(height));
            rate = DRAFT_RATE;
        }
        return new OutputFormat(
                width,
                height,
                rate,
                settings.quality(),
                settings.background(),
                container,
                settings.delivery().codecOrDefault());
    }

    /** Layers are placed in pixels of the full-size output; a draft is smaller. */
    private static Rational shrink(OutputFormat output, OutputSettings settings) {
        return Rational.of(
                output.width(),
                settings.width() == null ? OutputSettings.DEFAULT_WIDTH : settings.width());
    }

    private static int even(Rational size) {
        return Math.toIntExact(Math.max(2, size.dividedBy(Rational.of(2)).roundHalfUp() * 2));
    }

    private static Rational rateOf(MediaInfo first) {
        MediaInfo.Video video = first.video();
        if (video == null || video.variableFrameRate()) {
            return DEFAULT_RATE;
        }
        Rational rate = video.rate();
        return rate.compareTo(SLOWEST_RATE_TAKEN) < 0 || rate.compareTo(FASTEST_RATE_TAKEN) > 0
                ? DEFAULT_RATE
                : rate;
    }

    private static List<Placement> place(
            Programme programme,
            OutputFormat output,
            List<Canvas> canvases,
            Map<String, MediaInfo> sources) {
        List<Part> parts = programme.parts();
        List<Placement> placements = new ArrayList<>(parts.size());
        long start = 0;
        long before = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            long frames = output.frames(part.length());
            long overlap = 0;
            if (i > 0) {
                Placement previous = placements.get(i - 1);
                overlap = overlap(part.overlap(), previous.frames() - before, frames, output);
                start = previous.end() - overlap;
            }
            placements.add(
                    new Placement(
                            part.clip().s3Key(),
                            source(part, sources),
                            part.in(),
                            part.clip().speed(),
                            part.clip().look(),
                            canvases.get(part.scene()),
                            part.scene(),
                            start,
                            frames,
                            overlap,
                            overlap == 0 || part.overlap() == null ? null : part.overlap().effect(),
                            fade(part.fadeIn(), frames, output),
                            fade(part.fadeOut(), frames, output)));
            before = overlap;
        }
        return placements;
    }

    /**
     * The transition's frames. Lengths that fit in seconds may be a frame too long once each is rounded, so they are
     * held to what the neighbours have left.
     */
    private static long overlap(
            @Nullable OverlapIn overlap, long leftBefore, long frames, OutputFormat output) {
        return overlap == null
                ? 0
                : Math.min(output.frames(overlap.duration()), Math.min(leftBefore, frames));
    }

    private static long fade(Rational seconds, long frames, OutputFormat output) {
        return seconds.signum() == 0 ? 0 : Math.min(frames, output.frames(seconds));
    }
}
