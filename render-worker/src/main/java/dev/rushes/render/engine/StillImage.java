package dev.rushes.render.engine;

import dev.rushes.common.plan.structure.Fit;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.FrameShape;
import dev.rushes.render.timeline.LayerGraphs;
import dev.rushes.render.timeline.Turn;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Owns a decoded still picture, as its file holds it. */
final class StillImage implements AutoCloseable {
    private final Frame decoded = new Frame();
    private Turn turn = Turn.NONE;

    private StillImage() {}

    /** Decodes an image file; bad media, naming the key, where it is none. */
    static StillImage decode(String key, Path file, MediaLimits limits, BooleanSupplier cancelled) {
        StillImage image = new StillImage();
        boolean decoded = false;
        try (TrackReader reader = TrackReader.video(file, limits, cancelled)) {
            if (!reader.next(image.decoded)) {
                throw new BadMedia("the image cannot be decoded");
            }
            image.turn = image.decoded.turn();
            decoded = true;
            return image;
        } catch (BadMedia e) {
            throw new BadMedia(key + ": " + e.getMessage());
        } finally {
            if (!decoded) {
                image.close();
            }
        }
    }

    /** Width in pixels, upright. */
    int width() {
        return turn.isQuarter() ? decoded.height() : decoded.width();
    }

    int height() {
        return turn.isQuarter() ? decoded.width() : decoded.height();
    }

    /** Becomes the picture in that size, yuva420p where the file has alpha, else yuv420p. */
    void scale(Fit fit, int width, int height, int background, Frame into) {
        FrameShape shape = decoded.shape();
        try (FilterGraph graph =
                FilterGraph.video(LayerGraphs.still(shape, turn, fit, width, height, background))) {
            graph.push(0, decoded);
            graph.end(0);
            if (!graph.pull(into)) {
                throw new MediaFault("scaling an image gave no picture");
            }
        }
    }

    @Override
    public void close() {
        decoded.close();
    }
}
