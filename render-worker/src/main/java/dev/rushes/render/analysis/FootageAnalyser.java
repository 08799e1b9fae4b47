package dev.rushes.render.analysis;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.ffmpeg.Poster;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.media.TimeLimit;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Measures a take, and draws its poster frame, its sound and a strip of its pictures. */
public final class FootageAnalyser {
    /** Early enough to be quick, late enough to be past a slate or a black start. */
    private static final Rational POSTER_AT = Rational.of(1, 3);

    private final MediaLimits limits;

    public FootageAnalyser(MediaLimits limits) {
        this.limits = limits;
    }

    /**
     * Measures the file and draws what there is to draw.
     *
     * @throws BadMedia with a reason for the user where the file cannot be used as a take
     */
    public Analysed analyse(Path footage, DrawnPictures pictures, BooleanSupplier cancelled) {
        MediaInfo info = MediaProbe.probe(footage, limits, cancelled);
        if (info.video() != null) {
            Rational at = info.duration().times(POSTER_AT);
            TimeLimit time = new TimeLimit(cancelled, limits.analysisTime());
            try {
                Poster.write(footage, info, at, pictures.poster(), limits, time);
            } catch (RenderCancelled e) {
                throw time.passed() ? tooSlow(time) : e;
            }
        }
        return TakeMeasures.measure(footage, info, pictures, limits, cancelled);
    }

    private static BadMedia tooSlow(TimeLimit time) {
        return new BadMedia(
                "no picture of it was decoded after %d s; the file may be damaged or too complex"
                        .formatted(time.seconds()));
    }
}
