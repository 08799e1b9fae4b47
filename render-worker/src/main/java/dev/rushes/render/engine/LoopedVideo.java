package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Fit;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.timeline.Canvas;
import dev.rushes.render.timeline.Timeline.Placement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pictures of a video that plays beside the clips: from its beginning, again and again, or holding its last. */
final class LoopedVideo implements AutoCloseable {
    private final LayerAssets assets;
    private final Placement placement;
    private final boolean loop;
    private @Nullable ClipPictures open;
    private long round = -1;

    LoopedVideo(
            LayerAssets assets,
            String key,
            MediaInfo source,
            Canvas canvas,
            Fit fit,
            boolean loop) {
        this.assets = assets;
        this.loop = loop;
        this.placement =
                new Placement(
                        key,
                        source,
                        Rational.ZERO,
                        Rational.ONE,
                        new Look(fit, null, Rational.ZERO, List.of()),
                        canvas,
                        0,
                        0,
                        assets.output().frames(source.duration()),
                        0,
                        null,
                        0,
                        0);
    }

    /** The picture after so many frames of playing; cheap where asked for in ascending order. */
    void at(long frame, Frame into) {
        long inRound = loop ? frame % placement.frames() : Math.min(frame, placement.frames() - 1);
        long wantedRound = loop ? frame / placement.frames() : 0;
        ClipPictures pictures = open;
        if (pictures == null || wantedRound != round || pictures.isPast(inRound)) {
            close();
            pictures = assets.open(placement);
            open = pictures;
            round = wantedRound;
        }
        pictures.at(inRound, into);
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
