package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.text.TextPictures;
import dev.rushes.render.timeline.LayerGraphs;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Sprite;
import dev.rushes.render.timeline.Timeline.Placement;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one worker lays over pictures: made once, and kept within a bound. */
final class LayerAssets implements AutoCloseable {
    /** Bytes of finished still pictures and texts. */
    private static final long MOST_BYTES = 48L << 20;

    private final OutputFormat output;
    private final Map<String, Path> sources;
    private final MediaLimits limits;
    private final BooleanSupplier cancelled;
    private final Map<Record, Frame> made = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private @Nullable TextPictures texts;

    LayerAssets(
            OutputFormat output,
            Map<String, Path> sources,
            MediaLimits limits,
            BooleanSupplier cancelled) {
        this.output = output;
        this.sources = sources;
        this.limits = limits;
        this.cancelled = cancelled;
    }

    OutputFormat output() {
        return output;
    }

    Path file(String key) {
        Path path = sources.get(key);
        if (path == null) {
            throw new MediaFault("no file was given for " + key);
        }
        return path;
    }

    StillImage image(String key) {
        return StillImage.decode(key, file(key), limits, cancelled);
    }

    /** Draws words; nothing is drawn where nothing of them is seen. */
    void write(Sprite.Words words, Rational shrink, Frame into) {
        if (texts == null) {
            texts = new TextPictures(this::file);
        }
        TextPictures.Drawn drawn =
                texts.draw(words.text(), words.style(), output.width(), output.height(), shrink);
        try (Frame rgba = new Frame()) {
            rgba.allocateRgba(drawn.width(), drawn.height(), drawn.rgba().array());
            try (FilterGraph graph = FilterGraph.video(LayerGraphs.fromRgba(rgba.shape()))) {
                graph.push(0, rgba);
                graph.end(0);
                if (!graph.pull(into)) {
                    throw new MediaFault("a text gave no picture");
                }
            }
        }
    }

    ClipPictures open(Placement placement) {
        return ClipPictures.open(placement, sources, output, limits, cancelled);
    }

    /**
     * Refers to the picture of that name, making it where it is not there.
     *
     * @param name everything that the picture depends on
     */
    void still(Record name, Consumer<Frame> maker, Frame into) {
        Frame known = made.get(name);
        if (known == null) {
            known = new Frame();
            try {
                maker.accept(known);
            } catch (Throwable e) {
                known.close();
                throw e;
            }
            made.put(name, known);
            bytes += size(known);
            drop(known);
        }
        into.refer(known);
    }

    /** Drops what was not asked for longest; who still refers to it keeps it. */
    private void drop(Frame newest) {
        Iterator<Frame> oldest = made.values().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            Frame frame = oldest.next();
            if (frame.equals(newest)) {
                return;
            }
            bytes -= size(frame);
            frame.close();
            oldest.remove();
        }
    }

    private static long size(Frame frame) {
        return (long) frame.width() * frame.height() * 5 / 2;
    }

    @Override
    public void close() {
        made.values().forEach(Frame::close);
        made.clear();
        if (texts != null) {
            texts.close();
        }
    }
}
