package dev.rushes.render.engine;

import dev.rushes.common.plan.layers.ChromaKey;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.timeline.LayerGraphs;
import org.jspecify.annotations.Nullable;

/**
 * Owns what is needed to lay pictures of one kind over another picture: only the part that is covered is filtered, and
 * a solid one is copied.
 */
final class Overlaying implements AutoCloseable {
    private final @Nullable ChromaKey key;
    private final Frame lower = new Frame();
    private final Frame upper = new Frame();
    private final Frame mixed = new Frame();
    private @Nullable FilterGraph graph;
    private String shape = "";
    private double opacity = -1;
    private long ticks;

    Overlaying(@Nullable ChromaKey key) {
        this.key = key;
    }

    /**
     * Lays a picture over the target.
     *
     * @param target yuv420p, changed in place; its data is its own
     * @param picture yuv420p or yuva420p
     * @param x even, may lie outside
     * @param y even, may lie outside
     * @param solidity 0 to 1
     */
    void lay(Frame target, Frame picture, int x, int y, double solidity) {
        int left = Math.max(0, x);
        int top = Math.max(0, y);
        int width = Math.min(target.width(), x + picture.width()) - left;
        int height = Math.min(target.height(), y + picture.height()) - top;
        if (width <= 0 || height <= 0 || solidity <= 0) {
            return;
        }
        upper.referPart(picture, left - x, top - y, width, height);
        String format = picture.shape().pixelFormat();
        if (key == null && solidity >= 1 && format.equals("yuv420p")) {
            upper.copyTo(target, left, top);
        } else {
            lower.referPart(target, left, top, width, height);
            FilterGraph ready = graph(width, height, format, solidity);
            lower.timestamp(ticks);
            upper.timestamp(ticks);
            ticks++;
            lower.tag(false, "bt709");
            upper.tag(false, "bt709");
            ready.push(0, lower);
            ready.push(1, upper);
            if (!ready.pull(mixed)) {
                throw new MediaFault("laying one picture over another gave none");
            }
            mixed.copyTo(target, left, top);
            mixed.clear();
        }
        lower.clear();
        upper.clear();
    }

    private FilterGraph graph(int width, int height, String format, double solidity) {
        boolean fades = solidity < 1;
        String wanted = width + "x" + height + format + fades;
        if (graph == null || !wanted.equals(shape)) {
            if (graph != null) {
                graph.close();
            }
            graph =
                    FilterGraph.video(
                            LayerGraphs.over(width, height, format, key, fades ? solidity : null));
            shape = wanted;
            opacity = solidity;
            ticks = 0;
        } else if (fades && solidity != opacity) {
            graph.command(LayerGraphs.OPACITY, "a", LayerGraphs.alpha(solidity));
            opacity = solidity;
        }
        return graph;
    }

    @Override
    public void close() {
        if (graph != null) {
            graph.close();
        }
        lower.close();
        upper.close();
        mixed.close();
    }
}
